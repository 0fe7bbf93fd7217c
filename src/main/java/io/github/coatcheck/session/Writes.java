package io.github.coatcheck.session;

import io.github.coatcheck.StaleRowException;
import io.github.coatcheck.jdbc.KeyCheck;
import io.github.coatcheck.jdbc.StatementExecutor;
import io.github.coatcheck.jdbc.Transaction;
import io.github.coatcheck.sql.Parameters;
import io.github.coatcheck.sql.SqlGenerator;
import io.github.coatcheck.sql.SqlStatement;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** The writing half of a session. */
abstract class Writes extends Reads {
  /** How many objects of an iterator are held at a time. */
  private static final int CHUNK = 1000;

  final Transaction transaction;
  private final Inserts inserts;
  private final RowChanges changes;
  private final Upserts upserts;

  Writes(SqlGenerator sql, KeyCheck keyCheck, Transaction transaction) {
    super(sql, keyCheck, new StatementExecutor(transaction, sql.dialect().fetchSize()));
    this.transaction = transaction;
    this.inserts = new Inserts(sql, keyCheck, transaction, executor);
    this.changes = new RowChanges(sql, transaction, executor);
    this.upserts = new Upserts(sql, transaction, executor, changes, inserts);
  }

  /** Refuses what cannot write, and sends what waits to be inserted. */
  private void readyToWrite() {
    ready();
    transaction.requireWritable();
  }

  /**
   * Inserts an object; a key that is not set is made by the database.
   *
   * @param <T> the entity class
   * @param entity the object
   * @return the object with its key: the same one, or a copy of a record
   */
  public final <T> T insert(T entity) {
    readyToWrite();
    return inserts.insert(entity);
  }

  /**
   * Inserts objects in their order, all or none.
   *
   * @param <T> the entity class, or what several have in common
   * @param entities the objects
   * @return the objects with their keys, in the same order: the same ones, or copies of records
   */
  public final <T> List<T> insertAll(Collection<T> entities) {
    readyToWrite();
    return inserts.insertAll(distinct(entities));
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
  public final <T> long insertAll(Iterator<? extends T> entities, Consumer<? super T> then) {
    readyToWrite();
    return transaction.inSavepoint(
        () -> {
          long count = 0;
          while (entities.hasNext()) {
            DistinctObjects<T> chunk = next(entities);
            int mark = transaction.assigned().mark();
            List<T> inserted = inserts.insertAll(chunk.inOrder());
            transaction.assigned().forgetTo(mark);
            inserted.forEach(then);
            count += inserted.size();
          }
          return count;
        });
  }

  private static <T> DistinctObjects<T> next(Iterator<? extends T> entities) {
    DistinctObjects<T> chunk = new DistinctObjects<>(CHUNK);
    for (int i = 0; i < CHUNK && entities.hasNext(); i++) {
      chunk.add(entities.next());
    }
    return chunk;
  }

  /**
   * Inserts what was added, after whose failure only a rollback is left: one needs no savepoint.
   */
  final void insertAdded(List<Object> added) {
    if (added.size() == 1) {
      inserts.insert(added.get(0));
    } else {
      inserts.insertAll(added);
    }
  }

  /**
   * Writes all columns of an object to its row.
   *
   * @param <T> the entity class
   * @param entity the object, whose key says which row
   * @return the object
   * @throws StaleRowException where there is no such row
   */
  public final <T> T update(T entity) {
    readyToWrite();
    return changes.update(entity);
  }

  /**
   * Writes all columns of objects to their rows, all or none.
   *
   * @param <T> the entity class, or what several have in common
   * @param entities the objects, whose keys say which rows
   * @return the objects
   * @throws StaleRowException where one of the rows is not there
   */
  public final <T> List<T> updateAll(Collection<T> entities) {
    readyToWrite();
    return transaction.inSavepoint(() -> changes.updateAll(List.copyOf(entities)));
  }

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
  public final <T> T upsert(T entity) {
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
  public final <T> T upsert(T entity, String column) {
    return upsertAll(List.of(entity), column).get(0);
  }

  /**
   * Upserts objects by their keys, as {@link #upsert(Object)} does, all or none.
   *
   * @param <T> the entity class, or what several have in common
   * @param entities the objects
   * @return the objects, in the same order: the same ones, or copies of records
   */
  public final <T> List<T> upsertAll(Collection<T> entities) {
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
  public final <T> List<T> upsertAll(Collection<T> entities, String column) {
    readyToWrite();
    return upserts.upsert(distinct(entities), column);
  }

  private static <T> List<T> distinct(Collection<T> entities) {
    DistinctObjects<T> distinct = new DistinctObjects<>(entities.size());
    entities.forEach(distinct::add);
    return distinct.inOrder();
  }

  /**
   * Deletes the row of an object.
   *
   * @param entity the object, whose key says which row
   * @return whether there was such a row
   */
  public final boolean delete(Object entity) {
    readyToWrite();
    return changes.delete(entity);
  }

  /**
   * Deletes the rows of objects.
   *
   * @param entities the objects, whose keys say which rows
   * @return how many of them had a row
   */
  public final int deleteAll(Collection<?> entities) {
    readyToWrite();
    return transaction.inSavepoint(() -> changes.deleteAll(List.copyOf(entities)));
  }

  /**
   * Runs a statement of any kind in this transaction.
   *
   * @param statement the statement
   * @param parameters a value for each {@code ?}; a collection stands for a list of values
   * @return the number of rows that it changed
   */
  public final int execute(String statement, Object... parameters) {
    readyToWrite();
    Parameters bound = Parameters.of(statement, parameters, sql.dialect());
    transaction.change();
    int changed = executor.execute(SqlStatement.of(bound.text()), bound.values());
    keyCheck.forgetAfter(statement);
    return changed;
  }
}
