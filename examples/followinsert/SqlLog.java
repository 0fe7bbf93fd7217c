package followinsert;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** Notes what the library logs of its SQL, instead of showing it. */
final class SqlLog extends AppenderBase<ILoggingEvent> {
  private SqlLog() {}

  /** Does some work, and notes its SQL. */
  static <T> T noting(Supplier<T> work) {
    Logger logger = (Logger) LoggerFactory.getLogger("io.github.coatcheck.sql");
    Level level = logger.getLevel();
    SqlLog log = new SqlLog();
    log.start();
    logger.addAppender(log);
    logger.setLevel(Level.DEBUG);
    logger.setAdditive(false);
    try {
      return work.get();
    } finally {
      logger.setAdditive(true);
      logger.setLevel(level);
      logger.detachAppender(log);
    }
  }

  /** The SQL and its result, if there is one, without the milliseconds behind them. */
  @Override
  protected void append(ILoggingEvent event) {
    Object[] parts = event.getArgumentArray();
    String result = parts.length > 2 ? " -- " + parts[1] : "";
    Trace.note("logs " + Trace.shorten(parts[0], 52) + result);
  }
}
