package io.github.coatcheck.session;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.OutcomeUnknownException;
import io.github.coatcheck.StaleRowException;
import io.github.coatcheck.jdbc.StatementExecutor;
import io.github.coatcheck.jdbc.Transaction;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.mapping.Mappings;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.Parameters;
import io.github.coatcheck.sql.SqlStatement;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
public final class Session extends Reads implements AutoCloseable {
  /**
   * Work that gives a result.
   *
   * @param <R> the result
   * @param <X> what the work may throw; inferred as unchecked where it throws nothing
   */
  @FunctionalInterface
  public interface Work<R, X extends Exception> {
    /**
     * Does the work.
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
     * Does the work.
     *
     * @param session the session to do it in
     * @throws X as it likes; the work is then rolled back
     */
    void in(Session session) throws X;

    /**
     * The same work with a result.
     *
     * @param <R> the result
     * @param result what it gives when it is done
     * @return the work
     */
    default <R> Work<R, X> returning(R result) {
      return session -> {
        in(session);
        return result;
      };
    }
  }

  private interface Step<R, X extends Exception> {
    R run() throws X;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  private final Shared shared;
  private final Transaction transaction;
  private final StatementExecutor executor;
  private final Thread owner = Thread.currentThread();
  private final DistinctObjects<Object> added = new DistinctObjects<>();
  private final AssignedValues assigned = new AssignedValues();
  private int nesting;
  private boolean changed;
  private boolean closed;

  Session(Shared shared, Transaction transaction, StatementExecutor executor) {
    super(shared, executor);
    this.shared = shared;
    this.transaction = transaction;
    this.executor = executor;
  }

  /**
   * Remembers an object, to be inserted before the next statement.
   *
   * @param entity an object of an entity class; records are refused, since they cannot take a key
   */
  public void add(Object entity) {
    requireOpen();
    EntityMapping<?> mapping = shared.sql().of(Mappings.of(entity)).mapping();
    if (mapping.isRecord()) {
      throw new CoatcheckException(
          "Cannot add a %s: it is a record, which cannot change, so its key could not be put into it. Use insert or insertAll, which return the copies that have their keys."
              .formatted(mapping.type().getName()));
    }
    mapping.keys();
    added.add(entity);
  }

  /**
   * Remembers objects, to be inserted before the next statement, in their order.
   *
   * @param entities objects of entity classes
   */
  public void addAll(Collection<?> entities) {
    entities.forEach(this::add);
  }

  /** Inserts what was added; their keys are then set. */
  public void flush() {
    requireOpen();
    if (!added.isEmpty()) {
      try {
        insertEach(added.inOrder());
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
    try {
      transaction.commit();
    } catch (OutcomeUnknownException e) {
      throw e;
    } catch (DatabaseException e) {
      assigned.restoreTo(0);
      throw e;
    }
    assigned.keep();
    changed = false;
  }

  /**
   * Rolls the transaction back. What was added and not yet inserted is forgotten, and every key
   * that was put into an object is taken out again.
   */
  public void rollback() {
    requireOutermost("rollback");
    rollbackAll();
  }

  private void rollbackAll() {
    added.clear();
    changed = false;
    try {
      transaction.rollback();
    } finally {
      assigned.restoreTo(0);
    }
  }

  /**
   * Inserts an object; a key that is not set is made by the database.
   *
   * @param <T> the entity class
   * @param entity the object
   * @return the object with its key: the same one, or a copy of a record
   */
  public <T> T insert(T entity) {
    ready();
    return insertRow(entity);
  }

  private <T> T insertRow(T entity) {
    EntitySql<T> sql = shared.sql().of(Mappings.of(entity));
    SqlStatement insert = sql.insert(entity);
    Object[] values = insert.values(sql.mapping(), entity);
    if (insert.isMakingKey()) {
      shared.keyCheck().require(sql, executor);
    }
    changed = true;
    Object[] made = executor.insert(insert, values);
    return assigned.assign(sql.mapping(), entity, insert.changed(), made);
  }

  /**
   * Inserts objects in their order, all or none.
   *
   * @param <T> the entity class, or what several have in common
   * @param entities the objects
   * @return the objects with their keys, in the same order: the same ones, or copies of records
   */
  public <T> List<T> insertAll(Collection<T> entities) {
    ready();
    DistinctObjects<T> distinct = new DistinctObjects<>();
    entities.forEach(distinct::add);
    return distinct.isEmpty() ? List.of() : insertEach(distinct.inOrder());
  }

  private <T> List<T> insertEach(List<T> entities) {
    if (entities.size() == 1) {
      return List.of(insertRow(entities.get(0)));
    }
    return inSavepoint(
        () -> {
          List<T> inserted = new ArrayList<>(entities.size());
          for (T entity : entities) {
            inserted.add(insertRow(entity));
          }
          return inserted;
        });
  }

  /**
   * Writes all columns of an object to its row.
   *
   * @param <T> the entity class
   * @param entity the object, whose key says which row
   * @return the object
   * @throws StaleRowException where there is no such row
   */
  public <T> T update(T entity) {
    ready();
    EntitySql<T> sql = shared.sql().of(Mappings.of(entity));
    if (write(sql, sql.update(), entity) == 0) {
      throw new StaleRowException(
          "Cannot update %s: it has no row with the key of this %s. Insert the object, or find out who deleted its row."
              .formatted(sql.table(), sql.mapping().type().getSimpleName()));
    }
    return entity;
  }

  /**
   * Deletes the row of an object.
   *
   * @param entity the object, whose key says which row
   * @return whether there was such a row
   */
  public boolean delete(Object entity) {
    ready();
    return deleteRow(entity);
  }

  private <T> boolean deleteRow(T entity) {
    EntitySql<T> sql = shared.sql().of(Mappings.of(entity));
    return write(sql, sql.delete(), entity) > 0;
  }

  private <T> int write(EntitySql<T> sql, SqlStatement statement, T entity) {
    sql.mapping().requireKey(entity);
    Object[] values = statement.values(sql.mapping(), entity);
    changed = true;
    return executor.update(statement, values);
  }

  /**
   * Runs a statement of any kind in this transaction.
   *
   * @param statement the statement
   * @param parameters a value for each {@code ?}; a collection stands for a list of values
   * @return the number of rows that it changed
   */
  public int execute(String statement, Object... parameters) {
    ready();
    Parameters bound = Parameters.of(statement, parameters, shared.dialect());
    changed = true;
    return executor.update(SqlStatement.of(bound.text()), bound.values());
  }

  /**
   * Does work that is undone as a whole when it throws, within this transaction.
   *
   * @param <R> the result
   * @param <X> what the work may throw
   * @param work the work
   * @return its result
   * @throws X what the work threw; the session can be used on
   */
  public <R, X extends Exception> R inTransaction(Work<R, X> work) throws X {
    ready();
    nesting++;
    try {
      return inSavepoint(
          () -> {
            R result = work.in(this);
            flush();
            return result;
          });
    } finally {
      nesting--;
      added.clear();
    }
  }

  /** Does work as the whole of this session's transaction. */
  <R, X extends Exception> R inWhole(Work<R, X> work) throws X {
    try {
      R result = work.in(this);
      commit();
      return result;
    } catch (Throwable e) {
      rollbackAfter(e);
      throw e;
    }
  }

  private void rollbackAfter(Throwable cause) {
    try {
      rollbackAll();
    } catch (DatabaseException e) {
      cause.addSuppressed(e);
    }
  }

  private <R, X extends Exception> R inSavepoint(Step<R, X> step) throws X {
    String savepoint = transaction.savepoint();
    int mark = assigned.mark();
    try {
      R result = step.run();
      transaction.release(savepoint);
      return result;
    } catch (Throwable e) {
      undo(savepoint, mark, e);
      throw e;
    }
  }

  private void undo(String savepoint, int mark, Throwable cause) {
    try {
      transaction.rollbackTo(savepoint);
    } catch (DatabaseException e) {
      cause.addSuppressed(e);
    } finally {
      assigned.restoreTo(mark);
    }
  }

  /**
   * Does work without a result that is undone as a whole when it throws, within this transaction.
   *
   * @param <X> what the work may throw
   * @param work the work
   * @throws X what the work threw; the session can be used on
   */
  public <X extends Exception> void useTransaction(Action<X> work) throws X {
    inTransaction(work.returning(true));
  }

  /**
   * The connection, for what is left. The transaction has begun; leave its end and the auto-commit
   * mode to the session.
   *
   * @return the connection of this session
   */
  public Connection connection() {
    ready();
    changed = true;
    return transaction.begun();
  }

  @Override
  void ready() {
    flush();
  }

  private void requireOpen() {
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
      if (changed || !added.isEmpty()) {
        LOG.warn("A session is closed without commit, so what it wrote is rolled back");
      }
      try (transaction;
          executor) {
        rollbackAll();
      }
    }
  }
}
