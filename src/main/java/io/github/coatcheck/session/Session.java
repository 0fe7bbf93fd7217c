package io.github.coatcheck.session;

import static io.github.coatcheck.session.Arguments.require;
import static io.github.coatcheck.session.Arguments.requireAll;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.MappingException;
import io.github.coatcheck.StaleRowException;
import io.github.coatcheck.ValueException;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection with its transaction, in which a program reads and writes objects.
 *
 * <p>The first statement begins the transaction; {@link #commit} or {@link #rollback} ends it.
 * Closing the session rolls back what is not committed.
 *
 * <pre>{@code
 * Book emma = session.find(Book.class, 1).orElseThrow(); // by its key
 * session.update(emma.withPrice("12.50")); // writes the row with the key of the object
 * }</pre>
 *
 * <p>After a statement has failed, the session accepts only {@link #rollback} and {@link #close},
 * so that no transaction is stored in part. A nested {@link #inTransaction} that undoes the failure
 * makes the session usable again.
 *
 * <p>SQL of the user has a value for each {@code ?}, or names such as {@code :name} with one object
 * that has a value for each: a record, an object of an entity class, or a {@code Map}. A name
 * without a value is refused, and so is a value without a name, except in an object of a table.
 *
 * <p>Every method that sends SQL throws a {@link DatabaseException} if the database refuses the
 * statement, a {@link MappingException} if the class is not a valid entity class, a {@link
 * ValueException} if a value cannot be stored or read exactly, and a {@link CoatcheckException} if
 * the session is closed or has failed, or if a read-only session would have to write.
 *
 * <p>Not safe for use by several threads: a session belongs to the thread that opened it, and
 * refuses any other.
 */
public final class Session implements AutoCloseable {
  /**
   * Work with a result.
   *
   * @param <R> the result
   * @param <X> what the work may throw; inferred as unchecked if it throws nothing
   */
  @FunctionalInterface
  public interface Work<R, X extends Exception> {
    /**
     * Does the work.
     *
     * @param session the session of the transaction
     * @return the result
     * @throws X whatever it wants; the work is then rolled back
     */
    R in(Session session) throws X;
  }

  /**
   * Work without a result.
   *
   * @param <X> what the work may throw; inferred as unchecked if it throws nothing
   */
  @FunctionalInterface
  public interface Action<X extends Exception> {
    /**
     * Does the work.
     *
     * @param session the session of the transaction
     * @throws X whatever it wants; the work is then rolled back
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

  // Checks that each call passes before a collaborator does its work.

  /** Inserts the pending objects, then lets a collaborator read. */
  private <P> P reading(P collaborator) {
    flush();
    return collaborator;
  }

  /**
   * Inserts the pending objects, then lets a collaborator write. Refused in a read-only session.
   */
  private <P> P writing(P collaborator) {
    flush();
    transaction.requireWritable();
    return collaborator;
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
    requireNotWithin(action);
  }

  private void requireNotWithin(String action) {
    if (transaction.isBusy()) {
      throw new CoatcheckException(
          "Cannot %s inside of inTransaction, useTransaction, insertAll or a converter: the transaction commits when the work returns, and rolls back when it throws. Return, or throw an exception."
              .formatted(action));
    }
  }

  // Pending objects, commit and rollback

  /**
   * Adds an object, which is inserted before the next statement, and gets its key then.
   *
   * @param entity an object of an entity class; a record is refused, since it cannot get a key
   *     later
   */
  public void add(Object entity) {
    requireOpen();
    transaction.requireWritable();
    pending.add(entity);
  }

  /**
   * Adds objects, which are inserted before the next statement, in their order.
   *
   * @param entities objects of entity classes
   * @throws CoatcheckException if one of them is a record or was already added
   */
  public void addAll(Collection<?> entities) {
    requireOpen();
    require(entities, "entities").forEach(this::add);
  }

  /** Inserts the added objects, which then have their keys. */
  public void flush() {
    requireOpen();
    while (!pending.isEmpty()) {
      // Out of the list before they are inserted, since a converter may use the session, and add
      // further objects.
      List<Object> entities = pending.take();
      try {
        insertPending(entities);
      } catch (DatabaseException e) {
        pending.putBack(entities);
        // Also if a savepoint undid it: a commit must not succeed without these objects.
        throw transaction.markFailed(e);
      } catch (Throwable e) {
        pending.putBack(entities);
        throw e;
      }
    }
  }

  /**
   * Inserts the pending objects. One object needs no savepoint: after a failure only a rollback is
   * accepted.
   */
  private void insertPending(List<Object> entities) {
    if (entities.size() == 1) {
      inserter.insert(entities.get(0));
    } else {
      bulkInserter.insertAll(entities);
    }
  }

  /** Inserts the added objects and commits the transaction. */
  public void commit() {
    requireOutermost("commit");
    flush();
    transaction.commit();
  }

  /**
   * Rolls the transaction back. Added objects that are not inserted yet are forgotten, and all
   * objects get back the keys, versions and defaults that they had before.
   */
  public void rollback() {
    requireOutermost("roll back");
    pending.clear();
    transaction.rollback();
  }

  // Insert

  /**
   * Inserts an object. The database generates an auto-increment key that is not set.
   *
   * @param <T> the entity class
   * @param entity the object
   * @return the object with its key: the same object, or a copy of a record
   * @throws ConstraintViolationException if a constraint of the table forbids the row
   * @throws KeyException if the key is not set and the table does not generate it, or if the
   *     generated key cannot be trusted
   */
  public <T> T insert(T entity) {
    return writing(inserter).insert(entity);
  }

  /**
   * Inserts objects in their order, all or none.
   *
   * @param <T> the entity class, or a common supertype of several
   * @param entities the objects
   * @return the objects with their keys, in the same order: the same objects, or copies of records
   * @throws ConstraintViolationException if a constraint of the table forbids a row; the message
   *     has the position of its object
   * @throws KeyException if a key is not set and the table does not generate it, or if a generated
   *     key cannot be trusted
   */
  public <T> List<T> insertAll(Collection<T> entities) {
    return writing(bulkInserter).insertAll(require(entities, "entities"));
  }

  /**
   * Inserts any number of objects in constant memory, all or none.
   *
   * <p>The session does not keep the objects, so a rollback does not reset their keys.
   *
   * @param <T> the entity class, or a common supertype of several
   * @param entities the objects, such as {@code stream.iterator()}
   * @param action gets each object with its key, in the same order
   * @return the number of objects
   * @throws ConstraintViolationException if a constraint of the table forbids a row
   * @throws KeyException if a key is not set and the table does not generate it, or if a generated
   *     key cannot be trusted
   */
  public <T> long insertAll(Iterator<? extends T> entities, Consumer<? super T> action) {
    return writing(bulkInserter)
        .insertAll(require(entities, "entities"), require(action, "action"));
  }

  // Read

  /**
   * Finds the row with a key.
   *
   * @param <T> the entity class
   * @param type its class
   * @param key the value of the key; for a composite key, an object of the class with its key
   * @return the object, or empty if there is no such row
   */
  public <T> Optional<T> find(Class<T> type, Object key) {
    return reading(reader).find(require(type, "type"), key);
  }

  /**
   * Reads all rows of a table.
   *
   * @param <T> the entity class
   * @param type its class
   * @return the objects, in no particular order
   */
  public <T> List<T> list(Class<T> type) {
    return reading(reader).list(require(type, "type"));
  }

  /**
   * Reads the rows of a table that a condition selects.
   *
   * @param <T> the entity class
   * @param type its class
   * @param tail the SQL behind the name of the table: {@code where age > ? order by name}
   * @param parameters a value for each {@code ?}, or one object for all {@code :name}; a collection
   *     expands to a list of values
   * @return the objects
   */
  public <T> List<T> list(Class<T> type, String tail, Object... parameters) {
    return reading(queries).list(require(type, "type"), tail, parameters);
  }

  /**
   * Reads the first of the rows of a table that a condition selects.
   *
   * @param <T> the entity class
   * @param type its class
   * @param tail the SQL behind the name of the table, with an order that decides which row is first
   * @param parameters a value for each {@code ?}, or one object for all {@code :name}
   * @return the object, or empty if there is no row
   */
  public <T> Optional<T> first(Class<T> type, String tail, Object... parameters) {
    return reading(queries).first(require(type, "type"), tail, parameters);
  }

  /**
   * Counts the rows of a table.
   *
   * @param type the entity class
   * @return the number of rows
   */
  public long count(Class<?> type) {
    return reading(queries).count(require(type, "type"));
  }

  /**
   * Counts the rows of a table that a condition selects.
   *
   * @param type the entity class
   * @param tail the SQL behind the name of the table: {@code where age > ?}
   * @param parameters a value for each {@code ?}, or one object for all {@code :name}
   * @return the number of rows that {@link #list} would return
   */
  public long count(Class<?> type, String tail, Object... parameters) {
    return reading(queries).count(require(type, "type"), tail, parameters);
  }

  /**
   * Tells whether a table has a row.
   *
   * @param type the entity class
   * @param tail the SQL behind the name of the table: {@code where email = ?}
   * @param parameters a value for each {@code ?}, or one object for all {@code :name}
   * @return true for one row or more
   */
  public boolean exists(Class<?> type, String tail, Object... parameters) {
    return reading(queries).exists(require(type, "type"), tail, parameters);
  }

  /**
   * Streams all rows of a table. Each row is read on demand, so any number of rows needs little
   * memory.
   *
   * @param <T> the entity class
   * @param type its class
   * @return the objects, in no certain order; see {@link #stream(Class, String, Object...)}
   */
  public <T> Stream<T> stream(Class<T> type) {
    return stream(type, "");
  }

  /**
   * Streams the rows of a table that a condition selects. Each row is read on demand, so any number
   * of rows needs little memory.
   *
   * <p>A stream holds a statement of the database until its last row is read, until it is closed,
   * best by {@code try}, or until its transaction ends, a nested one too; then it refuses to read
   * on. Meanwhile the session can read and write as usual, and open other streams. Whether the
   * stream sees a row that is written meanwhile depends on the database. Like its session a stream
   * belongs to one thread, so {@code parallel()} does not work.
   *
   * <p>MySQL's driver reads all rows at once unless its URL contains {@code useCursorFetch=true}.
   * MariaDB's driver reads all remaining rows when the session runs another statement: run that in
   * another session.
   *
   * @param <T> the entity class; its table can be a view, such as one that joins tables
   * @param type its class
   * @param tail the SQL behind the name of the table: {@code where age > ? order by name}
   * @param parameters a value for each {@code ?}, or one object for all {@code :name}; a collection
   *     expands to a list of values
   * @return the objects, to be closed by the caller
   */
  public <T> Stream<T> stream(Class<T> type, String tail, Object... parameters) {
    return reading(queries).stream(this::requireOpen, require(type, "type"), tail, parameters);
  }

  /**
   * Runs any SELECT.
   *
   * @param <R> what a row becomes
   * @param type a mapped class or a record, whose columns are found in the result by name, among
   *     any others; or a type that a column can hold, for a result of one column
   * @param select the statement
   * @param parameters a value for each {@code ?}, or one object for all {@code :name}; a collection
   *     expands to a list of values
   * @return an object for each row; null for a NULL in a result of one column
   */
  public <R> List<R> query(Class<R> type, String select, Object... parameters) {
    return reading(queries).query(require(type, "type"), select, parameters);
  }

  /**
   * Runs a SELECT that returns exactly one row.
   *
   * @param <R> what the row becomes
   * @param type as for {@link #query}
   * @param select the statement
   * @param parameters a value for each {@code ?}, or one object for all {@code :name}; a collection
   *     expands to a list of values
   * @return the object; null for a NULL in a result of one column
   * @throws CoatcheckException if it returns no row, or more than one
   */
  public <R> R queryOne(Class<R> type, String select, Object... parameters) {
    return reading(queries).queryOne(require(type, "type"), select, parameters);
  }

  /**
   * Runs any SELECT whose columns are not known beforehand.
   *
   * @param select the statement
   * @param parameters a value for each {@code ?}, or one object for all {@code :name}; a collection
   *     expands to a list of values
   * @return a map for each row, with the labels of the columns in their order, and the values as
   *     the driver gives them
   * @throws ValueException if two columns have the same label
   */
  public List<Map<String, Object>> queryRows(String select, Object... parameters) {
    return reading(queries).queryRows(select, parameters);
  }

  /**
   * Streams the rows of any SELECT. Each row is read on demand, as {@link #stream(Class, String,
   * Object...)} does.
   *
   * @param <R> what a row becomes
   * @param type as for {@link #query}
   * @param select the statement
   * @param parameters a value for each {@code ?}, or one object for all {@code :name}; a collection
   *     expands to a list of values
   * @return an object for each row, to be closed by the caller
   */
  public <R> Stream<R> queryStream(Class<R> type, String select, Object... parameters) {
    return reading(queries)
        .queryStream(this::requireOpen, require(type, "type"), select, parameters);
  }

  // Update and delete

  /**
   * Writes all columns of an object to its row, which its key identifies.
   *
   * @param <T> the entity class
   * @param entity the object, whose key identifies the row
   * @return the object; of a record with a version, a copy with the next one
   * @throws StaleRowException where there is no such row, or it has another version
   * @throws ConstraintViolationException if the values violate a constraint
   * @throws CoatcheckException if a trigger or a policy of the database keeps the row as it is
   */
  public <T> T update(T entity) {
    return writing(writer).update(entity);
  }

  /**
   * Writes some columns of an object to its row, and increments its version if it has one. The
   * other columns of the row stay as they are, and so do the properties of the object.
   *
   * @param <T> the entity class
   * @param entity the object, whose key identifies the row
   * @param columns the SQL names of the columns, none of which is the key or the version
   * @return the object; of a record with a version, a copy with the next one
   * @throws StaleRowException where there is no such row, or it has another version
   * @throws ConstraintViolationException if the values violate a constraint
   * @throws CoatcheckException if the class has no such column, or if a trigger or a policy of the
   *     database keeps the row as it is
   */
  public <T> T update(T entity, String... columns) {
    return writing(writer).update(entity, requireAll(columns, "columns"));
  }

  /**
   * Writes all columns of objects to their rows, which their keys identify, all or none.
   *
   * @param <T> the entity class, or what several have in common
   * @param entities the objects, whose keys identify the rows
   * @return the objects
   * @throws StaleRowException if one of the rows does not exist, or somebody changed it
   * @throws ConstraintViolationException if a constraint of the table forbids a row; the message
   *     has the position of its object
   */
  public <T> List<T> updateAll(Collection<T> entities) {
    return writing(bulkWriter).updateAll(require(entities, "entities"));
  }

  /**
   * Deletes the row of an object, which its key identifies.
   *
   * @param entity the object, whose key identifies the row
   * @return whether there was such a row
   * @throws StaleRowException if the row has another version
   * @throws KeyException if the key is not set
   * @throws CoatcheckException if a trigger or a policy of the database keeps the row as it is
   */
  public boolean delete(Object entity) {
    return writing(writer).delete(entity);
  }

  /**
   * Deletes the row with a key, whatever its version.
   *
   * @param type the entity class
   * @param key the value of the key; for a composite key, an object of the class with its key
   * @return whether there was such a row
   * @throws CoatcheckException if a trigger or a policy of the database keeps the row as it is
   */
  public boolean delete(Class<?> type, Object key) {
    return writing(writer).delete(require(type, "type"), key);
  }

  /**
   * Deletes the rows of objects, which their keys identify, all or none.
   *
   * @param entities the objects, whose keys identify the rows
   * @return how many of them had a row
   * @throws StaleRowException if one of the rows has another version
   * @throws ConstraintViolationException if other rows refer to one of the rows; the message has
   *     the position of its object
   */
  public int deleteAll(Collection<?> entities) {
    return writing(bulkWriter).deleteAll(require(entities, "entities"));
  }

  // Upsert

  /**
   * Updates the row with the key of an object, or with the same values in other unique columns.
   * Inserts the object if there is no such row, or its key is not set.
   *
   * <p>Writes all columns, also those that are null, but a null property with a default value does
   * not change an existing row; the property gets the value of the row. A version that is set must
   * be that of the row; one that is not set matches any. Where other columns find the row, a key
   * that is not set becomes that of the row, and one that is set must be it. If the upsert fails,
   * nothing is stored, and the transaction can go on.
   *
   * @param <T> the entity class
   * @param entity the object
   * @param columns the SQL names of columns that are declared as unique, alone or by {@code @Table}
   *     together, in any order; none for the key
   * @return the object with its key, version and what the database filled in: the same one, or a
   *     copy of a record
   * @throws StaleRowException if the row has another version
   */
  public <T> T upsert(T entity, String... columns) {
    List<String> names = requireAll(columns, "columns");
    return writing(upserter).upsertAll(Collections.singletonList(entity), names).get(0);
  }

  /**
   * Upserts objects like {@link #upsert}, all or none.
   *
   * @param <T> the entity class, or a common supertype of several
   * @param entities the objects
   * @param columns the SQL names of columns that are declared as unique, alone or by {@code @Table}
   *     together, in any order; none for the key
   * @return the objects, in the same order: the same ones, or copies of records
   * @throws StaleRowException if a row has another version
   */
  public <T> List<T> upsertAll(Collection<T> entities, String... columns) {
    List<String> names = requireAll(columns, "columns");
    return writing(upserter).upsertAll(require(entities, "entities"), names);
  }

  // Any SQL, and the JDBC connection

  /**
   * Runs any statement in this transaction.
   *
   * @param statement the statement
   * @param parameters a value for each {@code ?}, or one object for all {@code :name}; a collection
   *     expands to a list of values
   * @return the number of rows that it changed
   */
  public int execute(String statement, Object... parameters) {
    return writing(queries).execute(statement, parameters);
  }

  /**
   * The JDBC connection, for features that the session does not cover. Its transaction has begun.
   * Leave commit, rollback and the auto-commit mode to the session.
   *
   * @return the connection of this session
   */
  public Connection connection() {
    flush();
    transaction.markDirty("connection()");
    scope.keyCheck().clearCache(transaction);
    return transaction.ensureBegun();
  }

  /** For {@link Database#createTables} and {@link Database#dropTables}. */
  TableCreator tableCreator() {
    return reading(new TableCreator(scope));
  }

  /** For {@link Database#validate}. */
  TableCheck tableCheck() {
    return reading(new TableCheck(scope, queries));
  }

  // Nested transactions

  /**
   * Does work in a nested transaction (a savepoint): if the work throws, all of it is rolled back.
   *
   * @param <R> the type of the result
   * @param <X> the exception that the work may throw
   * @param work the work
   * @return its result
   * @throws X what the work threw; the session can go on
   */
  public <R, X extends Exception> R inTransaction(Work<R, X> work) throws X {
    require(work, "work");
    flush();
    try {
      return transaction.inSavepoint(
          () -> {
            R result = work.in(this);
            flush();
            return result;
          });
    } finally {
      pending.clear();
    }
  }

  /** Does work, and commits; if it throws, rolls back. */
  <R, X extends Exception> R runAndCommit(Work<R, X> work) throws X {
    try {
      R result = transaction.runNested(() -> work.in(this));
      commit();
      return result;
    } catch (Throwable e) {
      pending.clear();
      rollbackAfter(e);
      throw e;
    }
  }

  /** Rolls back after a failure, which remains the one that is thrown. */
  private void rollbackAfter(Throwable cause) {
    try {
      transaction.rollback();
    } catch (RuntimeException | Error e) {
      if (e != cause) {
        cause.addSuppressed(e);
      }
    }
  }

  /**
   * Does work without a result in a nested transaction: if the work throws, all of it is rolled
   * back.
   *
   * @param <X> what the work may throw
   * @param work the work
   * @throws X what the work threw; the session can go on
   */
  public <X extends Exception> void useTransaction(Action<X> work) throws X {
    require(work, "work");
    inTransaction(
        session -> {
          work.in(session);
          return null;
        });
  }

  /** Closes the session. What was not committed is rolled back, with a warning in the log. */
  @Override
  public void close() {
    if (!closed) {
      if (Thread.currentThread() == owner) {
        requireNotWithin("close");
      }
      closed = true;
      warnOfLosses();
      scope.close();
    }
  }

  /** Names what is lost, unless an error has told it already. */
  private void warnOfLosses() {
    Set<String> lost = new LinkedHashSet<>(transaction.written());
    for (Object entity : pending.take()) {
      lost.add(scope.sqlOf(entity).table().name());
    }
    if (!lost.isEmpty() && !transaction.isFailed()) {
      LOG.warn(
          "A session is closed without commit, which rolls back what it wrote: {}. Call commit() before, or rollback() on purpose.",
          String.join(", ", lost));
    }
  }
}
