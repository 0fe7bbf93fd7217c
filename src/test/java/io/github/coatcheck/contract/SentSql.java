package io.github.coatcheck.contract;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The statements that were sent since this was opened, as the log shows them. */
public final class SentSql implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.coatcheck.sql");
  private final Level levelFound = logger.getLevel();
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  private SentSql() {
    appender.start();
    logger.setLevel(Level.DEBUG);
    logger.setAdditive(false);
    logger.addAppender(appender);
  }

  public static SentSql record() {
    return new SentSql();
  }

  public List<String> statements() {
    return appender.list.stream()
        .map(event -> String.valueOf(event.getArgumentArray()[0]))
        .filter(
            sql ->
                !sql.contains("pragma_")
                    && !sql.contains("schema_version")
                    && !sql.contains("information_schema")
                    && !sql.contains("pg_attribute"))
        .toList();
  }

  public List<String> messages() {
    return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setAdditive(true);
    logger.setLevel(levelFound);
  }
}
