package io.github.coatcheck.jdbc;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * The transaction of one connection, and the values that it put into objects: both stay, or both
 * are taken back. It is begun by its first statement, and ended by commit or rollback.
 *
 * <p>The connection stays in auto-commit mode and the transaction is begun and ended by statements,
 * since what a driver does with {@code setAutoCommit(false)} differs: SQLite's begins a transaction
 * that cannot wait for the lock that it needs later.
 */
public final class Transaction implements AutoCloseable {
  /** A part of the work that is done as a whole or not at all. */
  public interface Step<R, X extends Exception> {
    R run() throws X;
  }

  private final Connection connection;
  private final boolean autoCommitFound;
  private final Dialect dialect;
  private final Failures failures;

  /** The threads on which a transaction of this database has begun, shared by all of them. */
  private final Set<Thread> writing;

  private final AssignedValues assigned = new AssignedValues();
  private boolean active;
  private boolean changed;
  private int savepoints;
  private CoatcheckException failure;

  public Transaction(Connection connection, Dialect dialect, Failures failures, Set<Thread> writing)
      throws SQLException {
    this.connection = connection;
    this.autoCommitFound = connection.getAutoCommit();
    connection.setAutoCommit(true);
    this.dialect = dialect;
    this.failures = failures;
    this.writing = writing;
  }

  /** Runs a statement before any transaction, inside of which SQLite takes no notice of some. */
  public void executeOutside(String sql) {
    try {
      send(sql);
    } catch (SQLException e) {
      throw failures.of(sql, e);
    }
  }

  /** The connection, on which a transaction has begun; refused after a failure. */
  public Connection begun() {
    requireHealth();
    if (!active) {
      requireOnlyWriter();
      try {
        run(dialect.begin());
        active = true;
      } catch (SQLException e) {
        writing.remove(Thread.currentThread());
        throw failures.of(dialect.begin(), e);
      }
    }
    return connection;
  }

  /** Refuses a second transaction on a thread where it would wait for the first for ever. */
  private void requireOnlyWriter() {
    if (dialect.hasOneWriter() && !writing.add(Thread.currentThread())) {
      throw new CoatcheckException(
          "Cannot begin a second transaction on thread %s: another session of this thread has one open, and this database lets one write at a time, so that the second would wait for ever. Commit or roll back the first, or use the one session for both."
              .formatted(Thread.currentThread().getName()));
    }
  }

  private void requireHealth() {
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

  /** Notes that something is written, which closing the session would lose. */
  public void change() {
    changed = true;
  }

  public boolean isChanged() {
    return changed;
  }

  /** The values that are taken out of objects again where the rows do not stay. */
  public AssignedValues assigned() {
    return assigned;
  }

  /** Commits, if anything was begun. */
  public void commit() {
    requireHealth();
    if (active) {
      try {
        run("COMMIT");
        ended();
      } catch (SQLException e) {
        throw commitFailed(e);
      }
    }
    assigned.forgetTo(0);
    changed = false;
  }

  private DatabaseException commitFailed(SQLException cause) {
    DatabaseException error = failures.ofCommit(cause);
    if (!failures.isCertain(cause)) {
      changed = false;
      return failed(error);
    }
    try {
      end();
    } catch (DatabaseException e) {
      error.addSuppressed(e);
    } finally {
      assigned.restoreTo(0);
    }
    return error;
  }

  /** Rolls back, if anything was begun; afterwards a new transaction can begin. */
  public void rollback() {
    changed = false;
    try {
      end();
    } finally {
      assigned.restoreTo(0);
    }
  }

  /** Rolls back after a failure, which stays the one that is thrown. */
  public void rollbackAfter(Throwable cause) {
    try {
      rollback();
    } catch (DatabaseException e) {
      cause.addSuppressed(e);
    }
  }

  private void end() {
    if (active) {
      try {
        run("ROLLBACK");
      } catch (SQLException e) {
        if (!failures.isTransactionOver(e)) {
          throw failed("ROLLBACK", e);
        }
      }
      ended();
    }
    failure = null;
  }

  private void ended() {
    active = false;
    savepoints = 0;
    writing.remove(Thread.currentThread());
  }

  /** Runs a step; where it throws, what it wrote and assigned is undone, and nothing else. */
  public <R, X extends Exception> R inSavepoint(Step<R, X> step) throws X {
    begun();
    String savepoint = "SAVEPOINT coatcheck_" + (savepoints + 1);
    control(savepoint);
    savepoints++;
    int mark = assigned.mark();
    try {
      R result = step.run();
      requireHealth();
      control("RELEASE " + savepoint);
      savepoints--;
      return result;
    } catch (Throwable e) {
      undo(savepoint, mark, e);
      throw e;
    }
  }

  private void undo(String savepoint, int mark, Throwable cause) {
    try {
      control("ROLLBACK TO " + savepoint);
      control("RELEASE " + savepoint);
      savepoints--;
      failure = null;
    } catch (DatabaseException e) {
      cause.addSuppressed(e);
    } finally {
      assigned.restoreTo(mark);
    }
  }

  /** Gives the connection back as it was found. */
  @Override
  public void close() {
    try (connection) {
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
      throw failed(sql, e);
    }
  }

  private void run(String sql) throws SQLException {
    long start = StatementLog.start();
    send(sql);
    StatementLog.ran(sql, start);
  }

  private void send(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
