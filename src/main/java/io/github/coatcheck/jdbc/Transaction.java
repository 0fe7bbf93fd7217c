package io.github.coatcheck.jdbc;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The transaction of one connection: begun by its first statement, ended by commit or rollback.
 *
 * <p>The connection stays in auto-commit mode and the transaction is begun and ended by statements,
 * since what a driver does with {@code setAutoCommit(false)} differs: SQLite's begins a transaction
 * that cannot wait for the lock that it needs later.
 */
public final class Transaction implements AutoCloseable {
  private final Connection connection;
  private final boolean autoCommitFound;
  private final Dialect dialect;
  private final Failures failures;
  private final WriterGuard guard;
  private final boolean readOnly;

  /** The statements of streams, whose rows are not all read yet. */
  private final Set<Statement> reading = new LinkedHashSet<>();

  private boolean active;
  private int savepoints;
  private CoatcheckException failure;

  public Transaction(
      Connection connection,
      Dialect dialect,
      Failures failures,
      WriterGuard guard,
      boolean readOnly)
      throws SQLException {
    this.connection = connection;
    this.autoCommitFound = connection.getAutoCommit();
    connection.setAutoCommit(true);
    this.dialect = dialect;
    this.failures = failures;
    // One that only reads stands beside one that writes, on the same thread too.
    this.guard = readOnly ? new WriterGuard(false) : guard;
    this.readOnly = readOnly;
  }

  /** Runs statements before any transaction, inside of which SQLite takes no notice of some. */
  public void prepare(List<String> setup) {
    List<String> statements = new ArrayList<>(setup);
    if (readOnly) {
      dialect.readOnly(true).ifPresent(statements::add);
    }
    for (String sql : statements) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        close();
        throw failures.of(sql, e);
      }
    }
  }

  /** The connection, whether a transaction has begun or not. */
  public Connection connection() {
    return connection;
  }

  /** The connection, on which a transaction has begun; refused after a failure. */
  public Connection begun() {
    requireHealth();
    if (!active) {
      String begin = readOnly ? dialect.beginReadOnly() : dialect.begin();
      guard.enter();
      try {
        run(begin);
        active = true;
      } catch (SQLException e) {
        guard.leave();
        throw failures.of(begin, e);
      }
    }
    return connection;
  }

  public boolean isReadOnly() {
    return readOnly;
  }

  /** Refuses to write in a transaction that only reads. */
  public void requireWritable() {
    if (readOnly) {
      throw new CoatcheckException(
          "Cannot write in a session that was opened to read only: its transaction takes no lock for writing. Write in a session of openSession().");
    }
  }

  void requireHealth() {
    if (failure != null) {
      throw new CoatcheckException(
          "Cannot go on with this transaction: an earlier statement of it failed, so that it would be stored in part. Call rollback(), or let the nested inTransaction end in which it failed. The failure was: "
              + failure.getMessage(),
          failure);
    }
  }

  /** Whether a failure stands, so that nothing but a rollback is accepted. */
  public boolean isFailed() {
    return failure != null;
  }

  /** Notes a failure, after which nothing of the transaction may be committed. */
  public <X extends CoatcheckException> X failed(X cause) {
    if (failure == null) {
      failure = cause;
    }
    return cause;
  }

  /** Notes that a statement failed, and gives the error for it. */
  DatabaseException failed(String sql, SQLException cause) {
    return failed(failures.of(sql, cause));
  }

  /** Notes a statement whose rows are read from now on, until this transaction ends. */
  void beginReading(Statement statement) {
    reading.add(statement);
  }

  /** The statements whose rows are being read. */
  public Set<Statement> reading() {
    return Set.copyOf(reading);
  }

  boolean isReading(Statement statement) {
    return reading.contains(statement);
  }

  /** Closes a statement whose rows were read, unless that is done. */
  void endReading(Statement statement, String sql) {
    if (reading.remove(statement)) {
      try {
        statement.close();
      } catch (SQLException e) {
        throw failed(sql, e);
      }
    }
  }

  /** Closes the streams that were opened in a part of the work that ends. */
  private void endReadingBut(Set<Statement> kept) {
    for (Statement statement : List.copyOf(reading)) {
      if (!kept.contains(statement)) {
        endReading(statement, "closing a stream");
      }
    }
  }

  /** Commits, if anything was begun. */
  public void commit() {
    requireHealth();
    endReadingBut(Set.of());
    if (active) {
      try {
        run("COMMIT");
        ended();
      } catch (SQLException e) {
        throw commitFailed(e);
      }
    }
  }

  private CoatcheckException commitFailed(SQLException cause) {
    CoatcheckException error = failures.ofCommit(cause);
    if (failures.isCertain(cause)) {
      try {
        rollback();
      } catch (CoatcheckException e) {
        error.addSuppressed(e);
      }
      return error;
    }
    return failed(error);
  }

  /** Rolls back, if anything was begun; afterwards a new transaction can begin. */
  public void rollback() {
    try {
      endReadingBut(Set.of());
    } finally {
      end();
    }
  }

  private void end() {
    if (active) {
      try {
        run("ROLLBACK");
      } catch (SQLException e) {
        if (!failures.isTransactionOver(e)) {
          throw failed(failures.of("ROLLBACK", e));
        }
      }
      ended();
    }
    failure = null;
  }

  private void ended() {
    active = false;
    savepoints = 0;
    guard.leave();
  }

  /** Sets a savepoint and gives its name. */
  public String savepoint() {
    begun();
    String name = "coatcheck_" + (savepoints + 1);
    control("SAVEPOINT " + name);
    savepoints++;
    return name;
  }

  /** Keeps what was done since a savepoint. */
  public void release(String savepoint, Set<Statement> outer) {
    requireHealth();
    endReadingBut(outer);
    control("RELEASE SAVEPOINT " + savepoint);
    savepoints--;
  }

  /** Undoes what was done since a savepoint, failures included. */
  public void rollbackTo(String savepoint, Set<Statement> outer) {
    endReadingBut(outer);
    control("ROLLBACK TO SAVEPOINT " + savepoint);
    control("RELEASE SAVEPOINT " + savepoint);
    savepoints--;
    failure = null;
  }

  /** Gives the connection back as it was found. */
  @Override
  public void close() {
    try (connection) {
      Optional<String> writable = readOnly ? dialect.readOnly(false) : Optional.empty();
      if (writable.isPresent()) {
        run(writable.get());
      }
      connection.setAutoCommit(autoCommitFound);
    } catch (SQLException e) {
      throw failures.of("closing the connection", e);
    } finally {
      if (active) {
        // Its end failed; but this thread must not wait for a connection that is gone.
        ended();
      }
    }
  }

  private void control(String sql) {
    try {
      run(sql);
    } catch (SQLException e) {
      throw failed(failures.of(sql, e));
    }
  }

  private void run(String sql) throws SQLException {
    long start = StatementLog.start();
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
    StatementLog.ran(sql, start);
  }
}
