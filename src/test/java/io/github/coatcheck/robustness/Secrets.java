package io.github.coatcheck.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.github.coatcheck.CoatcheckException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Secrets for the values of a test. It hears each error and the log at DEBUG, and fails the test if
 * one of them tells a secret.
 */
final class Secrets implements BeforeEachCallback, AfterEachCallback {
  private static final String STATEMENTS = "io.github.coatcheck.sql";

  private final String word;
  private final int digits;
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.coatcheck");
  private final Level levelFound = logger.getLevel();
  private final Listener listener = new Listener();
  private final List<String> betrayals = new ArrayList<>();
  private int heard;
  private int statements;

  Secrets(Random random) {
    this.word = "secret" + Integer.toHexString(random.nextInt());
    this.digits = 10_000_001 + 10 * random.nextInt(9_000_000);
  }

  private final class Listener extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      statements += event.getLoggerName().equals(STATEMENTS) ? 1 : 0;
      hear(event.getFormattedMessage());
      if (event.getThrowableProxy() != null) {
        hear(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
    }
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    listener.start();
    logger.addAppender(listener);
    logger.setLevel(Level.DEBUG);
    logger.setAdditive(false);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    logger.detachAppender(listener);
    logger.setLevel(levelFound);
    logger.setAdditive(true);
    assertThat(heard).as("messages that were searched").isPositive();
    assertThat(betrayals).as("messages with a secret").isEmpty();
  }

  String word() {
    return word;
  }

  /** A number whose digits behind the first are secret, in whatever form it is printed. */
  int number() {
    return 100_000_000 + digits;
  }

  /** How many statements were sent so far. */
  int statements() {
    return statements;
  }

  /** Does what may fail, and returns the error, which must be one of the library. */
  Optional<CoatcheckException> attempt(Runnable work) {
    try {
      work.run();
      return Optional.empty();
    } catch (CoatcheckException e) {
      hear(e, new HashSet<>());
      return Optional.of(e);
    }
  }

  private void hear(Throwable error, Set<Throwable> heardBefore) {
    if (error == null || !heardBefore.add(error)) {
      return;
    }
    hear(error.toString());
    hear(String.valueOf(error.getMessage()));
    hear(error.getCause(), heardBefore);
    for (Throwable suppressed : error.getSuppressed()) {
      hear(suppressed, heardBefore);
    }
    if (error instanceof SQLException e) {
      hear(e.getNextException(), heardBefore);
    }
  }

  private void hear(String message) {
    heard++;
    if (message.contains(word) || message.contains(String.valueOf(digits))) {
      betrayals.add(message);
    }
  }
}
