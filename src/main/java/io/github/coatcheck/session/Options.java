package io.github.coatcheck.session;

import static io.github.coatcheck.session.Arguments.require;
import static io.github.coatcheck.session.Arguments.requireAll;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.TransientFailureException;
import io.github.coatcheck.dialect.Dialect;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Options for opening a database. Immutable: each method returns a changed copy. */
public final class Options {
  private static final Duration LEAST = Duration.ofMillis(1);

  /** In milliseconds as an int, as drivers take it. */
  private static final Duration GREATEST = Duration.ofDays(24);

  private final Optional<Dialect> dialect;
  private final Optional<Duration> lockTimeout;
  private final List<String> onConnect;

  private Options(
      Optional<Dialect> dialect, Optional<Duration> lockTimeout, List<String> onConnect) {
    this.dialect = dialect;
    this.lockTimeout = lockTimeout;
    this.onConnect = onConnect;
  }

  /**
   * Returns the default options: the dialect that fits the database, and the lock timeout of the
   * driver.
   *
   * @return the default options
   */
  public static Options defaults() {
    return new Options(Optional.empty(), Optional.empty(), List.of());
  }

  /**
   * Sets the dialect, instead of detecting it from the connection.
   *
   * @param dialect a dialect, built-in or your own; not null
   * @return a copy with this dialect
   */
  public Options dialect(Dialect dialect) {
    return new Options(Optional.of(require(dialect, "dialect")), lockTimeout, onConnect);
  }

  /**
   * Sets how long a statement waits for a lock before it fails with a {@link
   * TransientFailureException}. Opening the database fails if its dialect cannot set this.
   *
   * @param lockTimeout the time, from one millisecond to 24 days, in whole milliseconds. The
   *     default is the driver's, for SQLite three seconds
   * @return a copy with this timeout
   * @throws CoatcheckException for any other time, which databases take for no or for endless
   *     waiting, or round
   */
  public Options lockTimeout(Duration lockTimeout) {
    boolean whole =
        require(lockTimeout, "lockTimeout").equals(lockTimeout.truncatedTo(ChronoUnit.MILLIS));
    if (!whole || lockTimeout.compareTo(LEAST) < 0 || lockTimeout.compareTo(GREATEST) > 0) {
      throw new CoatcheckException(
          "Cannot wait %s for a lock: databases keep times from one millisecond to 24 days, in whole milliseconds. Give such a time, or none for the default of the driver."
              .formatted(lockTimeout));
    }
    return new Options(dialect, Optional.of(lockTimeout), onConnect);
  }

  /**
   * Sets the statements that each new connection runs first, such as {@code PRAGMA synchronous =
   * normal}, {@code ATTACH} or {@code SET search_path}. Every session of a database that is opened
   * by URL has a new connection. The connections of a data source are set up there.
   *
   * @param statements the statements, in their order, which replace those set before; opening the
   *     database fails if one has parameters, or begins a transaction and does not end it
   * @return a copy with these statements
   */
  public Options onConnect(String... statements) {
    return new Options(dialect, lockTimeout, requireAll(statements, "statements"));
  }

  Optional<Dialect> dialect() {
    return dialect;
  }

  Optional<Duration> lockTimeout() {
    return lockTimeout;
  }

  List<String> onConnect() {
    return onConnect;
  }
}
