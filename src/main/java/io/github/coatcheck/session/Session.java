package io.github.coatcheck.session;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.StaleRowException;
import io.github.coatcheck.bulk.BulkInserter;
import io.github.coatcheck.bulk.BulkWriter;
import io.github.coatcheck.bulk.Upserter;
import io.github.coatcheck.entity.EntityInserter;
import io.github.coatcheck.entity.EntityReader;
import io.github.coatcheck.entity.EntityWriter;
import io.github.coatcheck.entity.PendingInserts;
import io.github.coatcheck.entity.SessionScope;
import io.github.coatcheck.entity.TableCreator;
import io.github.coatcheck.jdbc.Transaction;
import io.github.coatcheck.query.UserQueries;
import io.github.coatcheck.validation.TableCheck;
import java.sql.Connection;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
public final class Session implements AutoCloseable {
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
  private final SessionScope scope;
  private final Transaction transaction;
  private final PendingInserts pending = new PendingInserts();
  private final EntityInserter inserter;
  private final EntityReader reader;
  private final EntityWriter writer;
  private final BulkInserter bulkInserter;
  private final BulkWriter bulkWriter;
  private final Upserter upserter;
  private final UserQueries queries;
  private int nesting;
  private boolean closed;

  Session(SessionScope scope) {
    this.scope = scope;
    this.transaction = scope.transaction();
    this.inserter = new EntityInserter(scope);
    this.reader = new EntityReader(scope);
    this.writer = new EntityWriter(scope);
    this.bulkInserter = new BulkInserter(scope, inserter);
    this.bulkWriter = new BulkWriter(scope, writer);
    this.upserter = new Upserter(scope, bulkInserter, bulkWriter);
    this.queries = new UserQueries(scope);
  }

  // The gate: what every call passes before a part of the session does its work.

  /** Lets a part read, after what was added is inserted. */
  private <P> P reading(P part) {
    flush();
    return part;
  }

  /** Lets a part write, after what was added is inserted. */
  private <P> P writing(P part) {
    flush();
    transaction.requireWritable();
    return part;
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

  // Unit of work

  /**
   * Remembers an object, to be inserted before the next statement.
   *
   * @param entity an object of an entity class; records are refused, since they cannot take a key
   */
  public void add(Object entity) {
    requireOpen();
    transaction.requireWritable();
    pending.add(entity);
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
    if (!pending.isEmpty()) {
      try {
        insertPending(pending.inOrder());
      } catch (DatabaseException e) {
        throw transaction.failed(e);
      }
      pending.clear();
    }
  }

  /** A failure leaves only a rollback, so that one object needs no savepoint. */
  private void insertPending(List<Object> entities) {
    if (entities.size() == 1) {
      inserter.insert(entities.get(0));
    } else {
      bulkInserter.insertAll(entities);
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
    pending.clear();
    transaction.rollback();
  }

  // Insert

  /**
   * Inserts an object; a key that is not set is made by the database.
   *
   * @param <T> the entity class
   * @param entity the object
   * @return the object with its key: the same one, or a copy of a record
   */
  public <T> T insert(T entity) {
    return writing(inserter).insert(entity);
  }

  /**
   * Inserts objects in their order, all or none.
   *
   * @param <T> the entity class, or what several have in common
   * @param entities the objects
   * @return the objects with their keys, in the same order: the same ones, or copies of records
   */
  public <T> List<T> insertAll(Collection<T> entities) {
    return writing(bulkInserter).insertAll(entities);
  }

  /**
   * Inserts any number of objects in constant memory, all or none.
   *
   * <p>Objects handed on are not kept, so a rollback does not take their keys out again.
   *
   * @param <T> the entity class, or what several have in common
   * @param entities the objects, such as {@code stream.iterator()}
   * @param then takes each object with its key, in the same order
   * @return the number of objects
   */
  public <T> long insertAll(Iterator<? extends T> entities, Consumer<? super T> then) {
    return writing(bulkInserter).insertAll(entities, then);
  }

  // Read

  /**
   * Finds the row of a key.
   *
   * @param <T> the entity class
   * @param type its class
   * @param key the value of the key; for a composite key, an object of the class that has its key
   *     set
   * @return the object, or empty where there is no such row
   */
  public <T> Optional<T> find(Class<T> type, Object key) {
    return reading(reader).find(type, key);
  }

  /**
   * Reads all rows of a table.
   *
   * @param <T> the entity class
   * @param type its class
   * @return the objects, in no certain order
   */
  public <T> List<T> list(Class<T> type) {
    return reading(reader).list(type);
  }

  /**
   * Reads some rows of a table.
   *
   * @param <T> the entity class
   * @param type its class
   * @param tail what follows the table in SQL: {@code where age > ? order by name}
   * @param parameters a value for each {@code ?}; a collection stands for a list of values
   * @return the objects
   */
  public <T> List<T> list(Class<T> type, String tail, Object... parameters) {
    return reading(queries).list(type, tail, parameters);
  }

  /**
   * Reads the first of some rows of a table.
   *
   * @param <T> the entity class
   * @param type its class
   * @param tail what follows the table in SQL, with an order that makes one row the first
   * @param parameters a value for each {@code ?}
   * @return the object, or empty where the tail leaves no row
   */
  public <T> Optional<T> first(Class<T> type, String tail, Object... parameters) {
    return reading(queries).first(type, tail, parameters);
  }

  /**
   * Counts the rows of a table.
   *
   * @param type the entity class
   * @return the number of rows
   */
  public long count(Class<?> type) {
    return count(type, "");
  }

  /**
   * Counts some rows of a table.
   *
   * @param type the entity class
   * @param tail what follows the table in SQL: {@code where age > ?}
   * @param parameters a value for each {@code ?}
   * @return the number of rows that {@link #list} would give
   */
  public long count(Class<?> type, String tail, Object... parameters) {
    return reading(queries).count(type, tail, parameters);
  }

  /**
   * Tells whether a table has such a row.
   *
   * @param type the entity class
   * @param tail what follows the table in SQL: {@code where email = ?}
   * @param parameters a value for each {@code ?}
   * @return true for one row or more
   */
  public boolean exists(Class<?> type, String tail, Object... parameters) {
    return reading(queries).exists(type, tail, parameters);
  }

  /**
   * Reads all rows of a table one at a time, so that any number of them takes little memory.
   *
   * @param <T> the entity class
   * @param type its class
   * @return the objects, in no certain order, as {@link #stream(Class, String, Object...)} gives
   *     them
   */
  public <T> Stream<T> stream(Class<T> type) {
    return stream(type, "");
  }

  /**
   * Reads some rows of a table one at a time, so that any number of them takes little memory.
   *
   * <p>A stream holds a statement of the database until it was read to its end or is closed, best
   * by {@code try}, or until the transaction ends in which it was opened, a nested one too; what
   * reads on then is refused. Meanwhile the session can read and write as ever, and open other
   * streams; whether a row that is written meanwhile is still read, depends on the database. Like
   * its session a stream belongs to one thread, so it is not for {@code parallel()}.
   *
   * <p>MySQL's driver reads all rows at once unless its URL says {@code useCursorFetch=true}.
   * MariaDB's reads all that are left once the session runs another statement: give that to another
   * session.
   *
   * @param <T> the entity class, which for the rows of a join may have a view as its table
   * @param type its class
   * @param tail what follows the table in SQL: {@code where age > ? order by name}
   * @param parameters a value for each {@code ?}; a collection stands for a list of values
   * @return the objects, to be closed by the caller
   */
  public <T> Stream<T> stream(Class<T> type, String tail, Object... parameters) {
    return reading(queries).stream(this::requireOpen, type, tail, parameters);
  }

  /**
   * Runs a SELECT of any kind.
   *
   * @param <R> what a row becomes
   * @param type a mapped class or a record, whose columns are found in the result by name, whatever
   *     other columns it has; or one of the types that a column can hold, for a result of one
   *     column
   * @param select the statement
   * @param parameters a value for each {@code ?}; a collection stands for a list of values
   * @return an object for each row, which for a single column may be null
   */
  public <R> List<R> query(Class<R> type, String select, Object... parameters) {
    return reading(queries).query(type, select, parameters);
  }

  // Update and delete

  /**
   * Writes all columns of an object to its row.
   *
   * @param <T> the entity class
   * @param entity the object, whose key says which row
   * @return the object
   * @throws StaleRowException where there is no such row
   */
  public <T> T update(T entity) {
    return writing(writer).update(entity);
  }

  /**
   * Writes all columns of objects to their rows, all or none.
   *
   * @param <T> the entity class, or what several have in common
   * @param entities the objects, whose keys say which rows
   * @return the objects
   * @throws StaleRowException where one of the rows is not there
   */
  public <T> List<T> updateAll(Collection<T> entities) {
    return writing(bulkWriter).updateAll(entities);
  }

  /**
   * Deletes the row of an object.
   *
   * @param entity the object, whose key says which row
   * @return whether there was such a row
   */
  public boolean delete(Object entity) {
    return writing(writer).delete(entity);
  }

  /**
   * Deletes the rows of objects.
   *
   * @param entities the objects, whose keys say which rows
   * @return how many of them had a row
   */
  public int deleteAll(Collection<?> entities) {
    return writing(bulkWriter).deleteAll(entities);
  }

  // Upsert

  /**
   * Updates the row that has the key of an object, or inserts the object where there is none or the
   * key is not set.
   *
   * <p>What the object leaves to the database, a default, is not changed in a row that is there,
   * but read from it. A version that is set must be that of the row; one that is not set stands for
   * any. When it fails, nothing is stored, and the transaction can go on.
   *
   * @param <T> the entity class
   * @param entity the object
   * @return the object as its row now is: the same one, or a copy of a record
   * @throws StaleRowException where the row has another version
   */
  public <T> T upsert(T entity) {
    return upsert(entity, "");
  }

  /**
   * Updates the row that has the same value in a unique column, or inserts the object where there
   * is none; as {@link #upsert(Object)} does by the key.
   *
   * <p>A key that is not set becomes that of the row; a key that is set must be that of the row.
   *
   * @param <T> the entity class
   * @param entity the object
   * @param column the name of a column with {@code @Column(unique = true)}, as in SQL
   * @return the object as its row now is, with its key: the same one, or a copy of a record
   * @throws StaleRowException where the row has another version
   */
  public <T> T upsert(T entity, String column) {
    return upsertAll(Collections.singletonList(entity), column).get(0);
  }

  /**
   * Upserts objects by their keys, as {@link #upsert(Object)} does, all or none.
   *
   * @param <T> the entity class, or what several have in common
   * @param entities the objects
   * @return the objects, in the same order: the same ones, or copies of records
   */
  public <T> List<T> upsertAll(Collection<T> entities) {
    return upsertAll(entities, "");
  }

  /**
   * Upserts objects by a unique column, as {@link #upsert(Object, String)} does, all or none.
   *
   * @param <T> the entity class, or what several have in common
   * @param entities the objects
   * @param column the name of a column with {@code @Column(unique = true)}, as in SQL
   * @return the objects, in the same order: the same ones, or copies of records
   */
  public <T> List<T> upsertAll(Collection<T> entities, String column) {
    return writing(upserter).upsertAll(entities, column);
  }

  // Everything else

  /**
   * Runs a statement of any kind in this transaction.
   *
   * @param statement the statement
   * @param parameters a value for each {@code ?}; a collection stands for a list of values
   * @return the number of rows that it changed
   */
  public int execute(String statement, Object... parameters) {
    return writing(queries).execute(statement, parameters);
  }

  /**
   * The connection, for what is left. The transaction has begun; leave its end and the auto-commit
   * mode to the session.
   *
   * @return the connection of this session
   */
  public Connection connection() {
    flush();
    transaction.markDirty();
    return transaction.ensureBegun();
  }

  /** For {@link Database#createTables} and {@link Database#dropTables}. */
  TableCreator tableCreator() {
    return writing(new TableCreator(scope));
  }

  /** For {@link Database#validate}. */
  TableCheck tableCheck() {
    return reading(new TableCheck(scope, queries));
  }

  // Nested transactions

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
    flush();
    try {
      return transaction.inSavepoint(
          () -> {
            R result = inner(steps);
            flush();
            return result;
          });
    } finally {
      pending.clear();
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
      pending.clear();
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

  /** Closes the session; what was not committed is rolled back, with a warning in the log. */
  @Override
  public void close() {
    if (!closed) {
      requireOwner();
      closed = true;
      if (transaction.isDirty() || !pending.isEmpty()) {
        LOG.warn("A session is closed without commit, so what it wrote is rolled back");
      }
      scope.close();
    }
  }
}
