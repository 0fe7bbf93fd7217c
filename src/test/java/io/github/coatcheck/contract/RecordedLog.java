package io.github.coatcheck.contract;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a logger was told since this was opened, which nobody else is told. */
public final class RecordedLog implements AutoCloseable {
  private final Logger logger;
  private final Level levelFound;
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  /** Records what is logged from a level on; null for the level of the logger above. */
  public RecordedLog(String name, Level level) {
    logger = (Logger) LoggerFactory.getLogger(name);
    levelFound = logger.getLevel();
    appender.start();
    logger.setLevel(level);
    logger.setAdditive(false);
    logger.addAppender(appender);
  }

  /** Records from another level on. */
  public void setLevel(Level level) {
    logger.setLevel(level);
  }

  public List<ILoggingEvent> events() {
    return List.copyOf(appender.list);
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
