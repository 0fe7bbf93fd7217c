package io.github.coatcheck.session;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.dialect.KeySource;
import io.github.coatcheck.jdbc.KeyCheck;
import io.github.coatcheck.jdbc.StatementExecutor;
import io.github.coatcheck.jdbc.Transaction;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.mapping.Mappings;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.SqlColumn;
import io.github.coatcheck.sql.SqlGenerator;
import io.github.coatcheck.sql.SqlStatement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The part of a session that inserts: one object, or many by few statements, each key tied to its
 * row with certainty.
 *
 * <p>No driver says which key of many belongs to which row: SQLite's gives none for a batch,
 * MySQL's counts on from the first, and the rows of {@code RETURNING} come in no promised order (<a
 * href="https://www.sqlite.org/lang_returning.html">RETURNING</a>, section 4). So, as the key check
 * says of a table, its keys are
 *
 * <ul>
 *   <li><em>reserved</em>: the database makes the key of the first row, and the numbers after it,
 *       which are free as long as this transaction holds the one lock for writing, are bound to the
 *       other rows like keys that were given. Where a trigger may insert into the same table, or a
 *       conflict replaces a row, they are not free;
 *   <li><em>returned</em>: each row comes back with its key, and is compared with what was sent;
 *   <li>made for one row at a time, everywhere else.
 * </ul>
 */
abstract class Inserts extends Reads {
  /** How many objects of an iterator are held at a time. */
  private static final int CHUNK = 1000;

  final Transaction transaction;

  Inserts(SqlGenerator sql, KeyCheck keyCheck, Transaction transaction) {
    super(sql, keyCheck, new StatementExecutor(transaction, sql.dialect().fetchSize()));
    this.transaction = transaction;
  }

  /** Refuses what cannot write, and sends what waits to be inserted. */
  final void readyToWrite() {
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
    return insertRow(entity);
  }

  /** One INSERT in five stops: the class, the text, the values, the database, the key. */
  private <T> T insertRow(T entity) {
    EntityMapping<T> mapping = Mappings.of(entity);
    EntitySql<T> statements = sql.of(mapping);
    SqlStatement insert = statements.insert(entity);
    Object[] values = insert.values(mapping, entity);
    if (insert.isMakingKey()) {
      keyCheck.require(statements, executor);
    }
    transaction.change();
    T inserted = fill(mapping, entity, insert, values);
    return insert.rest().isEmpty()
        ? inserted
        : fill(
            mapping, inserted, insert.rest().get(), insert.rest().get().values(mapping, inserted));
  }

  private <T> T fill(EntityMapping<T> mapping, T entity, SqlStatement statement, Object[] values) {
    Object[] made = executor.insert(statement, values);
    transaction.assigned().remember(mapping, List.of(entity), statement.changed());
    return mapping.with(entity, statement.changed(), statement.changes(made));
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
    return insertDistinct(DistinctObjects.of(entities).inOrder());
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
            DistinctObjects<T> chunk = DistinctObjects.next(entities, CHUNK);
            int mark = transaction.assigned().mark();
            List<T> inserted = insertDistinct(chunk.inOrder());
            transaction.assigned().forgetTo(mark);
            inserted.forEach(then);
            count += inserted.size();
          }
          return count;
        });
  }

  /**
   * Inserts what was added, after whose failure only a rollback is left: one needs no savepoint.
   */
  final void insertAdded(List<Object> added) {
    if (added.size() == 1) {
      insertRow(added.get(0));
    } else {
      insertDistinct(added);
    }
  }

  private <T> List<T> insertDistinct(List<T> entities) {
    if (entities.isEmpty()) {
      return List.of();
    }
    transaction.change();
    try {
      return transaction.inSavepoint(() -> insertRuns(entities));
    } catch (ConstraintViolationException | KeyException e) {
      if (transaction.isFailed()) {
        // The database ended the transaction, as SQLite does by RAISE(ROLLBACK).
        throw e;
      }
      // Among many rows the database does not say which one it refused.
      return transaction.inSavepoint(() -> insertEach(entities));
    }
  }

  /** Inserts objects in their order, by as few statements as their keys allow. */
  final <T> List<T> insertRuns(List<T> entities) {
    List<T> inserted = new ArrayList<>(entities.size());
    for (Run<T> run : Run.cut(entities, sql, EntitySql::insert)) {
      insertRun(run, inserted, entities.size());
    }
    return inserted;
  }

  private <T> List<T> insertEach(List<T> entities) {
    List<T> inserted = new ArrayList<>(entities.size());
    insertEach(entities, inserted, entities.size());
    return inserted;
  }

  private <T> void insertEach(List<T> entities, List<T> inserted, int total) {
    for (T entity : entities) {
      try {
        inserted.add(insertRow(entity));
      } catch (ConstraintViolationException | KeyException | ValueException e) {
        throw located(e, inserted.size(), total);
      }
    }
  }

  private <T> void insertRun(Run<T> run, List<T> inserted, int total) {
    if (run.size() > 1 && run.statement().isMakingNothing()) {
      insertRows(started(run), inserted, total);
      return;
    }
    switch (keySource(run)) {
      case RESERVABLE -> insertReserved(run, inserted, total);
      case RETURNED -> insertReturned(run, inserted, total);
      default -> insertEach(run.entities(), inserted, total);
    }
  }

  private KeySource keySource(Run<?> run) {
    return run.size() > 1 && run.statement().isMakingKeyOnly()
        ? keyCheck.source(run.sql(), executor)
        : KeySource.SINGLE;
  }

  /** Inserts the first object, from whose key the others' are counted on. */
  private <T> void insertReserved(Run<T> run, List<T> inserted, int total) {
    insertEach(run.entities().subList(0, 1), inserted, total);
    EntityMapping<T> mapping = run.sql().mapping();
    SqlColumn column = run.sql().generatedKey();
    T first = inserted.get(inserted.size() - 1);
    long key = ((Number) mapping.value(first, column.mapping())).longValue();
    List<T> others = run.entities().subList(1, run.size());
    if (key > Long.MAX_VALUE - others.size()) {
      // Only the database knows what comes after the greatest key.
      insertEach(others, inserted, total);
      return;
    }
    List<ColumnMapping> changed = run.statement().changed();
    transaction.assigned().remember(mapping, others, changed);
    List<T> keyed = new ArrayList<>(others.size());
    Object[] values = run.statement().changes(new Object[1]);
    for (T other : others) {
      key++;
      values[0] = column.decodeKey(key);
      keyed.add(mapping.with(other, changed, values));
    }
    insertRows(new Run<>(run.sql(), run.sql().insert(keyed.get(0)), keyed), inserted, total);
  }

  /** The same objects with the version at which their rows start, if they have one. */
  private <T> Run<T> started(Run<T> run) {
    List<ColumnMapping> changed = run.statement().changed();
    if (changed.isEmpty()) {
      return run;
    }
    EntityMapping<T> mapping = run.sql().mapping();
    transaction.assigned().remember(mapping, run.entities(), changed);
    Object[] values = run.statement().changes(new Object[0]);
    List<T> started = new ArrayList<>(run.size());
    for (T entity : run.entities()) {
      started.add(mapping.with(entity, changed, values));
    }
    return new Run<>(run.sql(), run.sql().insert(started.get(0)), started);
  }

  /** Inserts objects that have their keys. */
  private <T> void insertRows(Run<T> run, List<T> inserted, int total) {
    for (List<T> rows : run.chunks()) {
      Object[] values = values(run, rows, inserted.size(), total);
      executor.insertRows(run.sql().insertRows(run.statement(), rows.size()), values, rows.size());
      inserted.addAll(rows);
    }
  }

  /** Inserts objects whose rows come back with their keys. */
  private <T> void insertReturned(Run<T> run, List<T> inserted, int total) {
    if (run.statement().width() == 0) {
      insertEach(run.entities(), inserted, total);
      return;
    }
    EntityMapping<T> mapping = run.sql().mapping();
    List<ColumnMapping> changed = run.statement().changed();
    transaction.assigned().remember(mapping, run.entities(), changed);
    for (List<T> rows : run.chunks()) {
      Object[] values = values(run, rows, inserted.size(), total);
      SqlStatement insert = run.sql().insertReturning(run.statement(), rows.size());
      Iterator<Object> keys = executor.insertReturning(insert, values, rows.size()).iterator();
      for (T entity : rows) {
        Object[] made = run.statement().changes(new Object[] {keys.next()});
        inserted.add(mapping.with(entity, changed, made));
      }
    }
  }

  private static <T> Object[] values(Run<T> run, List<T> rows, int index, int total) {
    int width = run.statement().width();
    Object[] values = new Object[rows.size() * width];
    for (int i = 0; i < rows.size(); i++) {
      try {
        run.statement().fill(values, i * width, run.sql().mapping(), rows.get(i));
      } catch (ValueException e) {
        throw located(e, index + i, total);
      }
    }
    return values;
  }

  /** The same error, which says of many objects which one it was. */
  static CoatcheckException located(CoatcheckException cause, int index, int total) {
    if (total == 1) {
      return cause;
    }
    String message = "Object %d of %d: %s".formatted(index + 1, total, cause.getMessage());
    if (cause instanceof ConstraintViolationException e) {
      return new ConstraintViolationException(message, e.sql(), e.sqlState(), e);
    }
    return cause instanceof KeyException
        ? new KeyException(message, cause)
        : new ValueException(message, cause);
  }
}
