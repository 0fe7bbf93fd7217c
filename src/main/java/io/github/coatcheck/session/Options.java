package io.github.coatcheck.session;

import io.github.coatcheck.dialect.Dialect;
import java.time.Duration;
import java.util.Optional;

/** How a database is opened. Immutable: each method gives a copy. */
public final class Options {
  private final Optional<Dialect> dialect;
  private final Optional<Duration> lockTimeout;

  private Options(Optional<Dialect> dialect, Optional<Duration> lockTimeout) {
    this.dialect = dialect;
    this.lockTimeout = lockTimeout;
  }

  /**
   * The options that hold where none are given.
   *
   * @return the dialect that fits what the connection says, and the driver's own times
   */
  public static Options defaults() {
    return new Options(Optional.empty(), Optional.empty());
  }

  /**
   * Chooses the dialect.
   *
   * @param dialect a dialect of your own, or one that a connection would not lead to
   * @return a copy with that dialect
   */
  public Options dialect(Dialect dialect) {
    return new Options(Optional.of(dialect), lockTimeout);
  }

  /**
   * Chooses how long a statement waits for the locks of others before it fails as transient.
   *
   * @param lockTimeout the time; without it the driver's holds, for SQLite three seconds
   * @return a copy with that time
   */
  public Options lockTimeout(Duration lockTimeout) {
    return new Options(dialect, Optional.of(lockTimeout));
  }

  Optional<Dialect> dialect() {
    return dialect;
  }

  Optional<Duration> lockTimeout() {
    return lockTimeout;
  }
}
