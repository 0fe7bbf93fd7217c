package io.github.coatcheck.jdbc;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/**
 * The transaction of one connection, and the values that it put into objects: both stay, or both
 * are taken back. It is begun by its first statement, and ended by commit or rollback.
 */
public final class Transaction implements AutoCloseable {
  /** A part of the work that is done as a whole or not at all. */
  public interface Step<R, X extends Exception> {
    R run() throws X;
  }

  private final Connection connection;
  private final Boundaries boundaries;
  private final Dialect dialect;
  private final Failures failures;
  private final boolean readOnly;

  /** The threads on which a transaction has begun, shared by all of a database that may write. */
  private final Set<Thread> writing;

  private final AssignedValues assigned = new AssignedValues();
  private final OpenStreams streams = new OpenStreams();
  private boolean active;
  private boolean changed;
  private int savepoints;
  private CoatcheckException failure;

  public Transaction(
      Connection connection,
      Dialect dialect,
      Failures failures,
      Set<Thread> writing,
      boolean readOnly)
      throws SQLException {
    this.connection = connection;
    this.boundaries = new Boundaries(connection, dialect, readOnly);
    this.dialect = dialect;
    this.failures = failures;
    // One that only reads stands beside one that writes, on the same thread too.
    this.writing = readOnly ? new HashSet<>() : writing;
    this.readOnly = readOnly;
  }

  /** Runs a statement before any transaction, inside of which SQLite takes no notice of some. */
  public void executeOutside(String sql) {
    try {
      boundaries.send(sql);
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
        boundaries.begin();
        active = true;
      } catch (SQLException e) {
        writing.remove(Thread.currentThread());
        throw failures.of(boundaries.beginning(), e);
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

  /** Notes that something is written, which closing the session would lose. */
  public void change() {
    changed = !readOnly;
  }

  public boolean isChanged() {
    return changed;
  }

  /** The values that are taken out of objects again where the rows do not stay. */
  public AssignedValues assigned() {
    return assigned;
  }

  OpenStreams streams() {
    return streams;
  }

  private void closeStreamsBut(Set<Statement> kept) {
    try {
      streams.closeBut(kept);
    } catch (SQLException e) {
      throw failed("closing a stream", e);
    }
  }

  /** Commits, if anything was begun. */
  public void commit() {
    requireHealth();
    closeStreamsBut(Set.of());
    if (active) {
      try {
        boundaries.end(Boundaries.COMMIT);
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

  private void end() {
    try {
      closeStreamsBut(Set.of());
    } finally {
      endTransaction();
    }
  }

  private void endTransaction() {
    if (active) {
      try {
        boundaries.end(Boundaries.ROLLBACK);
      } catch (SQLException e) {
        if (!failures.isTransactionOver(e)) {
          throw failed(Boundaries.ROLLBACK, e);
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
    Set<Statement> outer = streams.all();
    int mark = assigned.mark();
    try {
      R result = step.run();
      requireHealth();
      closeStreamsBut(outer);
      control("RELEASE " + savepoint);
      savepoints--;
      return result;
    } catch (Throwable e) {
      undo(savepoint, outer, mark, e);
      throw e;
    }
  }

  private void undo(String savepoint, Set<Statement> outer, int mark, Throwable cause) {
    try {
      closeStreamsBut(outer);
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
      boundaries.giveBack(active);
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
      boundaries.run(sql);
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }
}
