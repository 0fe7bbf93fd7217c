package io.github.coatcheck.jdbc;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.mapping.Members;
import io.github.coatcheck.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The transaction of one connection, and the values that it set in objects: a commit keeps both, a
 * rollback undoes both.
 *
 * <p>The first statement begins the transaction. After a commit or rollback, the next statement
 * begins another one.
 */
public final class Transaction implements AutoCloseable {
  /** Work that succeeds as a whole or is undone as a whole. */
  public interface Step<R, X extends Exception> {
    R run() throws X;
  }

  /** Something that must be closed before its transaction ends, such as an open result set. */
  public interface Resource {
    void close() throws SQLException;
  }

  /** Something to close, whose errors need no declaration. */
  interface Closing extends AutoCloseable {
    @Override
    void close();

    /** Closes all, whatever fails: throws the first error, with the others suppressed in it. */
    static void closeAll(Iterator<Closing> closings) {
      if (closings.hasNext()) {
        Closing closing = closings.next();
        try (closing) {
          closeAll(closings);
        }
      }
    }
  }

  private final Connection connection;
  private final TransactionControl control;
  private final Dialect dialect;
  private final Failures failures;
  private final boolean readOnly;

  /** Whether the caller began the transaction, and will end it. */
  private final boolean joined;

  /** The setting of the connection when the transaction was joined. */
  private final boolean autoCommit;

  /** The threads that have begun a transaction for which this one would have to wait. */
  private final Set<Thread> writers;

  private final UndoLog undoLog = new UndoLog();

  /** The open resources, each with the number of open savepoints when it was registered. */
  private final Map<Resource, Integer> resources = new LinkedHashMap<>();

  /** The tables to which the transaction wrote, and the methods by which the user did. */
  private final Set<String> written = new LinkedHashSet<>();

  private boolean active;
  private int savepoints;

  /** How many steps run within which the transaction cannot end, one in the other. */
  private int nesting;

  private Throwable failure;

  /** Whether {@link #isFirstUse} has been asked since the transaction began. */
  private boolean used;

  /** What to do when a transaction ends in which tables may have changed; null for any other. */
  private Runnable schemaEnd;

  /** The thread that began this transaction, if the database lets one write at a time. */
  private Thread writer;

  /** A transaction of its own, on a connection with auto-commit on. */
  public Transaction(
      Connection connection,
      Dialect dialect,
      Failures failures,
      Set<Thread> writers,
      boolean readOnly)
      throws SQLException {
    this(connection, dialect, failures, writers, readOnly, false);
  }

  private Transaction(
      Connection connection,
      Dialect dialect,
      Failures failures,
      Set<Thread> writers,
      boolean readOnly,
      boolean joined)
      throws SQLException {
    if (!joined) {
      TransactionControl.requireAutoCommit(connection);
    }
    this.connection = connection;
    this.control = new TransactionControl(connection, dialect, readOnly);
    this.dialect = dialect;
    this.failures = failures;
    this.writers = writers;
    this.readOnly = readOnly;
    this.joined = joined;
    this.autoCommit = connection.getAutoCommit();
  }

  /** Joins the transaction that the caller has begun on a connection, and ends itself. */
  public static Transaction join(Connection connection, Dialect dialect, Failures failures)
      throws SQLException {
    if (connection.isClosed()) {
      throw new CoatcheckException(
          "Cannot join the transaction of a connection: it is closed, so its owner has ended the transaction. Join one that goes on.");
    }
    Transaction joined =
        new Transaction(connection, dialect, failures, new HashSet<>(), false, true);
    if (!joined.control.isInTransaction()) {
      throw new CoatcheckException(
          "Cannot join the transaction of a connection: none has begun. Switch its auto-commit off, or begin one.");
    }
    return joined;
  }

  /** Prepares the connection by a statement that is not logged. */
  public void configure(String sql) {
    try {
      control.runUnlogged(sql);
    } catch (SQLException e) {
      throw failures.of(sql, e);
    }
  }

  /** Runs a statement outside of a transaction. */
  public void executeOutside(String sql) {
    requireOnlyWriter();
    try {
      control.run(sql);
    } catch (SQLException e) {
      throw failures.ofOutside(sql, e);
    }
  }

  /** Rolls back what statements outside of a transaction have begun and not ended. */
  public void rollbackOutside() {
    try {
      control.runUnlogged(TransactionControl.ROLLBACK);
    } catch (SQLException e) {
      // There is nothing to roll back, or the connection is lost.
    }
  }

  /** Begins the transaction unless it has begun, and gives its connection; not after a failure. */
  public Connection ensureBegun() {
    requireNotFailed();
    if (joined) {
      requireNotEnded();
    } else if (!active) {
      requireOnlyWriter();
      begin();
    }
    return connection;
  }

  /** Refuses to write on a connection that its owner gave back: each statement would commit. */
  private void requireNotEnded() {
    try {
      if (connection.isClosed()
          || connection.getAutoCommit() != autoCommit
          || (autoCommit && !control.isInTransaction())) {
        throw new CoatcheckException(
            "Cannot go on in a session that joined the transaction of a connection: its owner has ended the transaction. Close a session before that, and join the next transaction by another.");
      }
    } catch (SQLException e) {
      throw fail("joining a transaction", e);
    }
  }

  /**
   * Whether this is asked for the first time in the transaction, which begins if necessary. A
   * caller whose transaction is joined may change tables at any time.
   */
  boolean isFirstUse() {
    if (used && !joined) {
      return false;
    }
    ensureBegun();
    used = true;
    return true;
  }

  Dialect dialect() {
    return dialect;
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
      markFailed(e);
      throw e;
    }
  }

  /** Refuses a second transaction of a thread, which would wait for the first one for ever. */
  private void requireOnlyWriter() {
    Thread thread = Thread.currentThread();
    if (dialect.hasOneWriter() && writer == null && writers.contains(thread)) {
      throw new CoatcheckException(
          "Cannot begin a second transaction on thread %s: another session of this thread has one open, which holds the lock for writing, so that the second would wait for ever. Commit or roll back the first, or use the one session for both; a database in a file can be read meanwhile, in openReadOnlySession()."
              .formatted(thread.getName()));
    }
    if (dialect.hasOneWriter() && !readOnly) {
      writers.add(thread);
      writer = thread;
    }
  }

  /** Refuses to write in a read-only transaction. */
  public void requireWritable() {
    if (readOnly) {
      throw new CoatcheckException(
          "Cannot write in a session that was opened to read only: its transaction takes no lock for writing. Write in a session of openSession().");
    }
  }

  /** Refuses to continue after a failure. */
  public void requireNotFailed() {
    if (failure != null) {
      throw new CoatcheckException(
          "Cannot go on with this transaction: an earlier statement of it failed, so that it would be stored in part. %s. The failure was: %s"
              .formatted(
                  joined
                      ? "Close the session and roll the connection back"
                      : "Let an exception leave the work of inTransaction or useTransaction in which it failed, which is rolled back; elsewhere call rollback()",
                  failure instanceof CoatcheckException
                      ? failure.getMessage()
                      : Members.describe(failure)),
          failure);
    }
  }

  /** Whether the transaction has failed, so that it can only be rolled back. */
  public boolean isFailed() {
    return failure != null;
  }

  /** Marks the transaction as failed, so that nothing of it can be committed. */
  public <X extends Throwable> X markFailed(X cause) {
    if (failure == null) {
      failure = cause;
    }
    return cause;
  }

  /** Creates the error for a statement that failed, after which the transaction has failed too. */
  public DatabaseException fail(String sql, SQLException cause) {
    return fail(Sql.of(sql), cause);
  }

  DatabaseException fail(Sql sql, SQLException cause) {
    DatabaseException error = failures.of(sql, cause);
    // But a read-only one stores nothing in part, and on most databases can go on.
    return readOnly && !dialect.abortsOnError() ? error : markFailed(error);
  }

  /** Whether a step runs within which the transaction cannot end. */
  public boolean isBusy() {
    return nesting > 0;
  }

  /** Gives the object of a row its new values; if its class refuses them, the row must not stay. */
  public <T> T assign(
      EntityMapping<T> mapping, T entity, List<ColumnMapping> columns, Object[] values) {
    try {
      return undoLog.assign(mapping, entity, columns, values);
    } catch (RuntimeException | Error e) {
      markFailed(e);
      throw e;
    }
  }

  /**
   * Notes that the transaction writes something, which closing the session would lose.
   *
   * @param what the table, or the method by which the user writes
   */
  public void markDirty(String what) {
    if (!readOnly && !joined) {
      written.add(what);
    }
  }

  /**
   * Notes that tables may change in this transaction. What is learned of them must not outlive it.
   *
   * @param atEnd what makes others forget it when the transaction ends
   */
  public void markSchemaChanged(Runnable atEnd) {
    schemaEnd = atEnd;
  }

  /** Whether tables may have changed in this transaction. */
  boolean isSchemaChanged() {
    return schemaEnd != null;
  }

  /** What closing the transaction now would lose. */
  public Set<String> written() {
    return written;
  }

  /** Returns the log of the old values that a rollback restores. */
  public UndoLog undoLog() {
    return undoLog;
  }

  /**
   * Registers a resource, to be closed when the innermost open savepoint or the transaction ends.
   */
  public void closeAtEnd(Resource resource) {
    resources.put(resource, savepoints);
  }

  /** Whether a registered resource is still open. */
  public boolean isOpen(Resource resource) {
    return resources.containsKey(resource);
  }

  /** Closes a registered resource early. Does nothing if it is closed already. */
  public void closeNow(Resource resource) throws SQLException {
    if (resources.remove(resource) != null) {
      resource.close();
    }
  }

  /** Closes something; an error marks the transaction as failed. */
  public void close(String sql, Resource resource) {
    try {
      resource.close();
    } catch (SQLException e) {
      throw active || joined ? fail(sql, e) : failures.ofClose(sql, e);
    }
  }

  /** Closes the resources that were opened at a depth of savepoints, or deeper. */
  private void closeResources(int depth) {
    List<Closing> closings = new ArrayList<>();
    resources.forEach(
        (resource, opened) -> {
          if (opened >= depth) {
            closings.add(() -> close("closing a stream", () -> closeNow(resource)));
          }
        });
    Closing.closeAll(closings.iterator());
  }

  /** Refuses to end a transaction that the caller has to end. */
  private void requireOwn(String action) {
    if (joined) {
      throw new CoatcheckException(
          "Cannot %s in a session that joined the transaction of a connection: its owner began it, and has to end it. Close the session, then %s the connection."
              .formatted(action, action));
    }
  }

  /** Commits the transaction if it has begun. */
  public void commit() {
    requireOwn("commit");
    requireNotFailed();
    closeResources(0);
    if (active) {
      try {
        control.end(TransactionControl.COMMIT);
        clearState();
      } catch (SQLException e) {
        throw handleCommitFailure(e);
      } catch (RuntimeException | Error e) {
        // It may be over, so that the next statement would be stored at once.
        markFailed(e);
        throw e;
      }
    }
    undoLog.discardFrom(0);
    written.clear();
  }

  /**
   * Rolls back after a failed COMMIT, unless its outcome is unknown. Returns the exception, to be
   * thrown.
   */
  private DatabaseException handleCommitFailure(SQLException cause) {
    DatabaseException error = failures.ofCommit(cause);
    if (!failures.isOutcomeKnown(cause)) {
      written.clear();
      return markFailed(error);
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

  /**
   * Leaves a joined transaction to its owner; the values that it assigned to objects stay. Rolls
   * back any other.
   */
  public void finish() {
    if (joined) {
      closeResources(0);
      undoLog.discardFrom(0);
      clearState();
    } else {
      rollback();
    }
  }

  /** Rolls the transaction back if it has begun; then a new one can begin. */
  public void rollback() {
    requireOwn("roll back");
    written.clear();
    try {
      closeAndRollback();
    } finally {
      undoLog.restoreTo(0);
    }
  }

  private void closeAndRollback() {
    try {
      closeResources(0);
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
          throw fail(TransactionControl.ROLLBACK, e);
        }
      }
      clearState();
    }
    failure = null;
  }

  private void clearState() {
    active = false;
    used = false;
    savepoints = 0;
    if (schemaEnd != null) {
      schemaEnd.run();
      schemaEnd = null;
    }
    if (writer != null) {
      writers.remove(writer);
      writer = null;
    }
  }

  /**
   * Runs a step in a savepoint: if it throws, everything that it wrote or set in objects is undone.
   */
  public <R, X extends Exception> R inSavepoint(Step<R, X> step) throws X {
    ensureBegun();
    String savepoint = "SAVEPOINT coatcheck_" + (savepoints + 1);
    run(savepoint);
    savepoints++;
    int depth = savepoints;
    int mark = undoLog.mark();
    try {
      R result = runNested(step);
      requireNotFailed();
      closeResources(depth);
      run("RELEASE " + savepoint);
      savepoints--;
      return result;
    } catch (Throwable e) {
      rollbackTo(savepoint, depth, mark, e);
      throw e;
    }
  }

  /** Runs a step that may call code of the user's, such as a converter, which must not end it. */
  public <R, X extends Exception> R runNested(Step<R, X> step) throws X {
    enter();
    try {
      return step.run();
    } finally {
      leave();
    }
  }

  /**
   * Begins something that may call code of the user's, such as a converter, which must not end it.
   */
  public void enter() {
    nesting++;
  }

  /** Ends what {@link #enter} has begun. */
  public void leave() {
    nesting--;
  }

  private void rollbackTo(String savepoint, int depth, int mark, Throwable cause) {
    try {
      closeResources(depth);
      run("ROLLBACK TO " + savepoint);
      run("RELEASE " + savepoint);
      savepoints--;
      failure = null;
    } catch (RuntimeException | Error e) {
      markFailed(e);
      cause.addSuppressed(e);
    } finally {
      undoLog.restoreTo(mark);
    }
  }

  /** Restores the settings of the connection and closes it, which returns it to a pool. */
  @Override
  public void close() {
    if (joined) {
      return;
    }
    try (connection) {
      control.restore(active);
    } catch (SQLException e) {
      throw failures.ofClose("closing the connection", e);
    } finally {
      // Even if a rollback failed: the connection is gone, so the thread may begin another one.
      clearState();
    }
  }

  private void run(String sql) {
    try {
      control.run(sql);
    } catch (SQLException e) {
      throw fail(sql, e);
    }
  }
}
