package io.github.coatcheck.session;

import io.github.coatcheck.dialect.Dialect;
import java.time.Duration;
import java.util.Optional;

/** Options for opening a database. Immutable: each method returns a copy. */
public final class Options {
  private final Optional<Dialect> dialect;
  private final Optional<Duration> lockTimeout;

  private Options(Optional<Dialect> dialect, Optional<Duration> lockTimeout) {
    this.dialect = dialect;
    this.lockTimeout = lockTimeout;
  }

  /**
   * The default options.
   *
   * @return options that choose the dialect by the connection, and leave timeouts to the driver
   */
  public static Options defaults() {
    return new Options(Optional.empty(), Optional.empty());
  }

  /**
   * Chooses the dialect.
   *
   * @param dialect your own dialect, or one that would not be chosen by the connection
   * @return a copy with that dialect
   */
  public Options dialect(Dialect dialect) {
    return new Options(Optional.of(dialect), lockTimeout);
  }

  /**
   * Sets how long a statement waits for a lock before it fails with a transient failure.
   *
   * @param lockTimeout the time; the default is that of the driver, three seconds on SQLite
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
