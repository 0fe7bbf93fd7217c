package io.github.coatcheck.jdbc;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.EntityMapping;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The transaction of one connection, and the values that it assigned to objects: both stay, or both
 * are taken back. Its first statement begins it; commit or rollback ends it.
 */
public final class Transaction implements AutoCloseable {
  /** Work that is done as a whole or not at all. */
  public interface Step<R, X extends Exception> {
    R run() throws X;
  }

  /** What cannot outlive the transaction in which it was opened, such as an open result. */
  public interface Part {
    void close() throws SQLException;
  }

  private final Connection connection;
  private final TransactionControl control;
  private final Dialect dialect;
  private final Failures failures;
  private final boolean readOnly;

  /** The threads that have begun a writing transaction on this database. */
  private final Set<Thread> writing;

  private final UndoLog undoLog = new UndoLog();

  /** The open parts, with the number of savepoints at which each was opened. */
  private final Map<Part, Integer> parts = new LinkedHashMap<>();

  private boolean active;
  private boolean dirty;
  private int savepoints;

  /** How many steps run within savepoints, one in the other. */
  private int nesting;

  private Throwable failure;

  /** The thread that began this transaction, if the database lets one write at a time. */
  private Thread writer;

  public Transaction(
      Connection connection,
      Dialect dialect,
      Failures failures,
      Set<Thread> writing,
      boolean readOnly)
      throws SQLException {
    this.connection = connection;
    this.control = new TransactionControl(connection, dialect, readOnly);
    this.dialect = dialect;
    this.failures = failures;
    // A thread may have one that writes and any number of those that only read.
    this.writing = readOnly ? new HashSet<>() : writing;
    this.readOnly = readOnly;
  }

  /** Prepares the connection by a statement that is not logged. */
  public void configure(String sql) {
    try {
      control.send(sql);
    } catch (SQLException e) {
      throw failures.of(sql, e);
    }
  }

  /** Runs a statement outside of a transaction. */
  public void executeOutside(String sql) {
    try {
      control.run(sql);
    } catch (SQLException e) {
      throw failures.of(sql, e);
    }
  }

  /** Rolls back what statements outside of a transaction have begun and not ended. */
  public void rollbackOutside() {
    try {
      control.send(TransactionControl.ROLLBACK);
    } catch (SQLException e) {
      // There is nothing to roll back, or the connection is lost.
    }
  }

  /** Begins the transaction unless it has begun, and gives its connection; not after a failure. */
  public Connection ensureBegun() {
    requireHealth();
    if (!active) {
      requireOnlyWriter();
      begin();
    }
    return connection;
  }

  private void begin() {
    try {
      active = true;
      control.begin();
    } catch (SQLException e) {
      clearState();
      throw failures.of(control.beginStatement(), e);
    } catch (RuntimeException | Error e) {
      // The transaction may have begun, so a rollback has to end it.
      failed(e);
      throw e;
    }
  }

  /** Refuses a second transaction of a thread, which would wait for the first one for ever. */
  private void requireOnlyWriter() {
    if (dialect.hasOneWriter()) {
      if (!writing.add(Thread.currentThread())) {
        throw new CoatcheckException(
            "Cannot begin a second transaction on thread %s: another session of this thread has one open, and this database lets one write at a time, so that the second would wait for ever. Commit or roll back the first, or use the one session for both."
                .formatted(Thread.currentThread().getName()));
      }
      writer = Thread.currentThread();
    }
  }

  /** Refuses to write in a read-only transaction. */
  public void requireWritable() {
    if (readOnly) {
      throw new CoatcheckException(
          "Cannot write in a session that was opened to read only: its transaction takes no lock for writing. Write in a session of openSession().");
    }
  }

  /** Refuses to go on after a failure. */
  public void requireHealth() {
    if (failure != null) {
      throw new CoatcheckException(
          "Cannot go on with this transaction: an earlier statement of it failed, so that it would be stored in part. Call rollback(), or let the nested inTransaction end in which it failed. The failure was: "
              + failure.getMessage(),
          failure);
    }
  }

  /** Whether the transaction has failed, so that it can only be rolled back. */
  public boolean isFailed() {
    return failure != null;
  }

  /** Marks the transaction as failed, so that nothing of it can be committed. */
  public <X extends Throwable> X failed(X cause) {
    if (failure == null) {
      failure = cause;
    }
    return cause;
  }

  /** Marks the transaction as failed by a statement, and creates the error. */
  public DatabaseException failed(String sql, SQLException cause) {
    DatabaseException error = failures.of(sql, cause);
    // After a failed SELECT most databases go on, and nothing can be stored in part.
    return readOnly && !dialect.abortsOnError() ? error : failed(error);
  }

  /** Whether a nested transaction is open. */
  public boolean isNested() {
    return nesting > 0;
  }

  /** Gives the object of a row its new values; if its class refuses them, the row must not stay. */
  public <T> T assign(
      EntityMapping<T> mapping, T entity, List<ColumnMapping> columns, Object[] values) {
    try {
      return undoLog.assign(mapping, entity, columns, values);
    } catch (RuntimeException | Error e) {
      failed(e);
      throw e;
    }
  }

  /** Notes that the transaction writes something, which closing the session would lose. */
  public void markDirty() {
    dirty = !readOnly;
  }

  public boolean isDirty() {
    return dirty;
  }

  /** The values that objects get back when their rows are rolled back. */
  public UndoLog undoLog() {
    return undoLog;
  }

  /** Closes a part no later than the innermost nested transaction that is open now. */
  public void onEnd(Part part) {
    parts.put(part, savepoints);
  }

  /** Whether a part has not ended yet. */
  public boolean isOpen(Part part) {
    return parts.containsKey(part);
  }

  /** Closes a part before its transaction ends, unless that is done. */
  public void end(Part part) throws SQLException {
    if (parts.remove(part) != null) {
      part.close();
    }
  }

  /** Closes the parts that were opened at a depth of savepoints, or deeper; all, if one fails. */
  private void closeParts(int depth) {
    SQLException failed = null;
    for (Map.Entry<Part, Integer> entry : List.copyOf(parts.entrySet())) {
      try {
        if (entry.getValue() >= depth) {
          end(entry.getKey());
        }
      } catch (SQLException e) {
        if (failed == null) {
          failed = e;
        } else {
          failed.addSuppressed(e);
        }
      }
    }
    if (failed != null) {
      throw failed("closing a stream", failed);
    }
  }

  /** Commits the transaction if it has begun. */
  public void commit() {
    requireHealth();
    closeParts(0);
    if (active) {
      try {
        control.end(TransactionControl.COMMIT);
        clearState();
      } catch (SQLException e) {
        throw commitFailed(e);
      }
    }
    undoLog.discardFrom(0);
    dirty = false;
  }

  private DatabaseException commitFailed(SQLException cause) {
    DatabaseException error = failures.ofCommit(cause);
    if (!failures.isCertain(cause)) {
      dirty = false;
      return failed(error);
    }
    try {
      closeAndRollback();
    } catch (DatabaseException e) {
      error.addSuppressed(e);
    } finally {
      undoLog.restoreTo(0);
    }
    return error;
  }

  /** Rolls the transaction back if it has begun; then a new one can begin. */
  public void rollback() {
    dirty = false;
    try {
      closeAndRollback();
    } finally {
      undoLog.restoreTo(0);
    }
  }

  private void closeAndRollback() {
    try {
      closeParts(0);
    } finally {
      rollbackIfActive();
    }
  }

  private void rollbackIfActive() {
    if (active) {
      try {
        control.end(TransactionControl.ROLLBACK);
      } catch (SQLException e) {
        if (!failures.isTransactionOver(e)) {
          throw failed(TransactionControl.ROLLBACK, e);
        }
      }
      clearState();
    }
    failure = null;
  }

  private void clearState() {
    active = false;
    savepoints = 0;
    if (writer != null) {
      writing.remove(writer);
      writer = null;
    }
  }

  /** Runs a step as a whole: if it throws, all that it wrote and assigned is undone. */
  public <R, X extends Exception> R inSavepoint(Step<R, X> step) throws X {
    ensureBegun();
    String savepoint = "SAVEPOINT coatcheck_" + (savepoints + 1);
    run(savepoint);
    savepoints++;
    int depth = savepoints;
    int mark = undoLog.mark();
    try {
      R result = runNested(step);
      requireHealth();
      closeParts(depth);
      run("RELEASE " + savepoint);
      savepoints--;
      return result;
    } catch (Throwable e) {
      undo(savepoint, depth, mark, e);
      throw e;
    }
  }

  private <R, X extends Exception> R runNested(Step<R, X> step) throws X {
    nesting++;
    try {
      return step.run();
    } finally {
      nesting--;
    }
  }

  private void undo(String savepoint, int depth, int mark, Throwable cause) {
    try {
      closeParts(depth);
      run("ROLLBACK TO " + savepoint);
      run("RELEASE " + savepoint);
      savepoints--;
      failure = null;
    } catch (RuntimeException | Error e) {
      failed(e);
      cause.addSuppressed(e);
    } finally {
      undoLog.restoreTo(mark);
    }
  }

  /** Gives the connection back with the settings with which it came. */
  @Override
  public void close() {
    try (connection) {
      control.restore(active);
    } catch (SQLException e) {
      throw failures.of("closing the connection", e);
    } finally {
      if (active) {
        // Its rollback failed; but this thread must not wait for a connection that is gone.
        clearState();
      }
    }
  }

  private void run(String sql) {
    try {
      control.run(sql);
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }
}
