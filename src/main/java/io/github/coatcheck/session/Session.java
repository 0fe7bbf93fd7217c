package io.github.coatcheck.session;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.jdbc.KeyCheck;
import io.github.coatcheck.jdbc.Transaction;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.mapping.Mappings;
import io.github.coatcheck.sql.SqlGenerator;
import java.sql.Connection;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection and its transaction: the objects that a program stores and reads.
 *
 * <p>The transaction begins with the first statement and ends with {@link #commit} or {@link
 * #rollback}; what was not committed when the session is closed is rolled back. After a statement
 * failed, the session refuses everything but {@link #rollback} and {@link #close}, so that no
 * transaction is stored in part.
 *
 * <p>A session belongs to the thread that opened it.
 */
public final class Session extends Upserts implements AutoCloseable {
  /**
   * Work that gives a result.
   *
   * @param <R> the result
   * @param <X> what the work may throw; inferred as unchecked where it throws nothing
   */
  @FunctionalInterface
  public interface Work<R, X extends Exception> {
    /**
     * Does the transaction.
     *
     * @param session the session to do it in
     * @return the result
     * @throws X as it likes; the work is then rolled back
     */
    R in(Session session) throws X;
  }

  /**
   * Work that gives no result.
   *
   * @param <X> what the work may throw; inferred as unchecked where it throws nothing
   */
  @FunctionalInterface
  public interface Action<X extends Exception> {
    /**
     * Does the transaction.
     *
     * @param session the session to do it in
     * @throws X as it likes; the work is then rolled back
     */
    void in(Session session) throws X;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  private final Thread owner = Thread.currentThread();
  private final DistinctObjects<Object> added = new DistinctObjects<>(0);
  private int nesting;
  private boolean closed;

  Session(SqlGenerator sql, KeyCheck keyCheck, Transaction transaction) {
    super(sql, keyCheck, transaction);
  }

  /**
   * Remembers an object, to be inserted before the next statement.
   *
   * @param entity an object of an entity class; records are refused, since they cannot take a key
   */
  public void add(Object entity) {
    requireOpen();
    transaction.requireWritable();
    EntityMapping<?> mapping = Mappings.of(entity);
    if (mapping.isRecord()) {
      throw new CoatcheckException(
          "Cannot add a %s: it is a record, which cannot change, so its key could not be put into it. Use insert or insertAll, which return the copies that have their keys."
              .formatted(mapping.type().getName()));
    }
    mapping.requireTable();
    mapping.requireKeys();
    added.add(entity);
  }

  /**
   * Remembers objects, to be inserted before the next statement, in their order.
   *
   * @param entities objects of entity classes
   */
  public void addAll(Collection<?> entities) {
    for (Object entity : entities) {
      add(entity);
    }
  }

  /** Inserts what was added; their keys are then set. */
  public void flush() {
    requireOpen();
    if (!added.isEmpty()) {
      try {
        insertAdded(added.inOrder());
      } catch (DatabaseException e) {
        throw transaction.failed(e);
      }
      added.clear();
    }
  }

  /** Inserts what was added and commits the transaction. */
  public void commit() {
    requireOutermost("commit");
    flush();
    transaction.commit();
  }

  /**
   * Rolls the transaction back. What was added and not yet inserted is forgotten, and every key
   * that was put into an object is taken out again.
   */
  public void rollback() {
    requireOutermost("rollback");
    added.clear();
    transaction.rollback();
  }

  /**
   * Does work that is undone as a whole when it throws, within this transaction.
   *
   * @param <R> the result
   * @param <X> what the work may throw
   * @param steps the work
   * @return its result
   * @throws X what the work threw; the session can be used on
   */
  public <R, X extends Exception> R inTransaction(Work<R, X> steps) throws X {
    ready();
    try {
      return transaction.inSavepoint(
          () -> {
            R result = inner(steps);
            flush();
            return result;
          });
    } finally {
      added.clear();
    }
  }

  /** Does work that leaves the end of its transaction to the one who called it. */
  private <R, X extends Exception> R inner(Work<R, X> steps) throws X {
    nesting++;
    try {
      return steps.in(this);
    } finally {
      nesting--;
    }
  }

  /** Does work as the whole of this session's transaction. */
  <R, X extends Exception> R inWhole(Work<R, X> steps) throws X {
    try {
      R result = inner(steps);
      commit();
      return result;
    } catch (Throwable e) {
      added.clear();
      rollbackAfter(e);
      throw e;
    }
  }

  /** Rolls back after a failure, which stays the one that is thrown. */
  private void rollbackAfter(Throwable cause) {
    try {
      transaction.rollback();
    } catch (DatabaseException e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * Does work without a result that is undone as a whole when it throws, within this transaction.
   *
   * @param <X> what the work may throw
   * @param steps the work
   * @throws X what the work threw; the session can be used on
   */
  public <X extends Exception> void useTransaction(Action<X> steps) throws X {
    inTransaction(
        session -> {
          steps.in(session);
          return null;
        });
  }

  /**
   * The connection, for what is left. The transaction has begun; leave its end and the auto-commit
   * mode to the session.
   *
   * @return the connection of this session
   */
  public Connection connection() {
    ready();
    transaction.change();
    return transaction.begun();
  }

  @Override
  void ready() {
    flush();
  }

  @Override
  void requireOpen() {
    if (closed) {
      throw new CoatcheckException(
          "Cannot use a session that is closed: its connection is gone. Open another one.");
    }
    requireOwner();
  }

  private void requireOwner() {
    if (Thread.currentThread() != owner) {
      throw new CoatcheckException(
          "Cannot use a session on thread %s: it belongs to thread %s, which opened it. Open a session on each thread."
              .formatted(Thread.currentThread().getName(), owner.getName()));
    }
  }

  private void requireOutermost(String action) {
    requireOpen();
    if (nesting > 0) {
      throw new CoatcheckException(
          "Cannot %s inside of inTransaction: the work is not done, and may yet be undone. Return from it, or throw."
              .formatted(action));
    }
  }

  /** Closes the session; what was not committed is rolled back, with a warning in the log. */
  @Override
  public void close() {
    if (!closed) {
      requireOwner();
      closed = true;
      if (transaction.isChanged() || !added.isEmpty()) {
        LOG.warn("A session is closed without commit, so what it wrote is rolled back");
      }
      try (transaction;
          executor) {
        transaction.rollback();
      }
    }
  }
}
