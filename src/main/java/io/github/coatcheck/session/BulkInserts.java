package io.github.coatcheck.session;

import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.dialect.KeySource;
import io.github.coatcheck.jdbc.KeyCheck;
import io.github.coatcheck.jdbc.Transaction;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.EntityMapping;
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
 * The part of a session that inserts many objects by few statements, each key tied to its row with
 * certainty.
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
abstract class BulkInserts extends Inserts {
  /** How many objects of an iterator are held at a time. */
  private static final int CHUNK = 1000;

  BulkInserts(SqlGenerator sql, KeyCheck keyCheck, Transaction transaction) {
    super(sql, keyCheck, transaction);
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
    return insertMany(new ArrayList<>(entities), Numbering.of(entities.size()));
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
            int mark = transaction.assigned().mark();
            List<T> inserted = insertMany(next(entities), Numbering.after(count));
            transaction.assigned().forgetTo(mark);
            inserted.forEach(then);
            count += inserted.size();
          }
          return count;
        });
  }

  private static <T> List<T> next(Iterator<? extends T> entities) {
    List<T> next = new ArrayList<>(CHUNK);
    while (next.size() < CHUNK && entities.hasNext()) {
      next.add(entities.next());
    }
    return next;
  }

  /**
   * Inserts what was added, after whose failure only a rollback is left: one needs no savepoint.
   */
  final void insertAdded(List<Object> added) {
    if (added.size() == 1) {
      insertRow(added.get(0));
    } else {
      insertMany(added, Numbering.of(added.size()));
    }
  }

  private <T> List<T> insertMany(List<T> entities, Numbering numbering) {
    if (entities.isEmpty()) {
      return List.of();
    }
    transaction.change();
    try {
      return transaction.inSavepoint(() -> insertRuns(entities, numbering));
    } catch (ConstraintViolationException | KeyException e) {
      if (transaction.isFailed()) {
        // The database ended the transaction, as SQLite does by RAISE(ROLLBACK).
        throw e;
      }
      // Among many rows the database does not say which one it refused.
      return transaction.inSavepoint(() -> insertEach(entities, numbering));
    }
  }

  /** Inserts objects in their order, by as few statements as their keys allow. */
  final <T> List<T> insertRuns(List<T> entities, Numbering numbering) {
    List<T> inserted = new ArrayList<>(entities.size());
    List<Run<T>> runs = Run.cut(entities, sql, numbering, EntitySql::insert);
    requireDistinct(runs);
    for (Run<T> run : runs) {
      insertRun(run, inserted, numbering);
    }
    return inserted;
  }

  /**
   * Refuses an object that is twice in a list. One whose key is yet to be made is found faster, by
   * the key that it has when its turn comes again: that is {@link Run#requireUnset}.
   */
  private static <T> void requireDistinct(List<Run<T>> runs) {
    DistinctObjects<T> distinct = new DistinctObjects<>(0);
    for (Run<T> run : runs) {
      if (!run.statement().isMakingKey()) {
        run.entities().forEach(distinct::add);
      }
    }
  }

  private <T> List<T> insertEach(List<T> entities, Numbering numbering) {
    List<T> inserted = new ArrayList<>(entities.size());
    for (Run<T> run : Run.cut(entities, sql, numbering, EntitySql::insert)) {
      insertEach(run, inserted, numbering);
    }
    return inserted;
  }

  private <T> void insertEach(Run<T> run, List<T> inserted, Numbering numbering) {
    for (T entity : run.entities()) {
      run.requireUnset(entity);
      try {
        inserted.add(insertRow(entity));
      } catch (ConstraintViolationException | KeyException | ValueException e) {
        throw numbering.located(e, inserted.size());
      }
    }
  }

  private <T> void insertRun(Run<T> run, List<T> inserted, Numbering numbering) {
    if (run.size() > 1 && run.statement().isMakingNothing()) {
      insertGiven(run, inserted, numbering);
      return;
    }
    switch (keySource(run)) {
      case SEQUENTIAL -> insertReserved(run, inserted, numbering);
      case RETURNED -> insertReturned(run, inserted, numbering);
      default -> insertEach(run, inserted, numbering);
    }
  }

  private KeySource keySource(Run<?> run) {
    SqlStatement insert = run.statement();
    if (run.size() == 1 || !insert.isMakingKey() || insert.rest().isPresent()) {
      return KeySource.SINGLE;
    }
    KeySource source = keyCheck.source(run.sql(), executor);
    // What else the database makes is known from rows that come back alone.
    return source == KeySource.SEQUENTIAL && insert.isReturning() ? KeySource.RETURNED : source;
  }

  /** Inserts the first object, from whose key the others' are counted on. */
  private <T> void insertReserved(Run<T> run, List<T> inserted, Numbering numbering) {
    EntityMapping<T> mapping = run.sql().mapping();
    transaction.assigned().remember(mapping, run.entities(), run.statement().changed());
    insertEach(run.part(0, 1), inserted, numbering);
    SqlColumn column = run.sql().generatedKey();
    T first = inserted.get(inserted.size() - 1);
    long key = ((Number) column.mapping().get(first)).longValue();
    Run<T> others = run.part(1, run.size());
    if (key > Long.MAX_VALUE - others.size()) {
      // Only the database knows what comes after the greatest key.
      insertEach(others, inserted, numbering);
      return;
    }
    Object[] values = run.statement().changes(new Object[1]);
    for (Run<T> chunk : others.chunks()) {
      List<T> keyed = new ArrayList<>(chunk.size());
      for (T entity : chunk.entities()) {
        run.requireUnset(entity);
        key++;
        values[0] = column.decodeKey(key);
        keyed.add(mapping.with(entity, run.statement().changed(), values));
      }
      insertRows(run.sql(), keyed, inserted, numbering);
    }
  }

  /** Inserts objects that have their keys, with the version at which rows start, if any. */
  private <T> void insertGiven(Run<T> run, List<T> inserted, Numbering numbering) {
    EntityMapping<T> mapping = run.sql().mapping();
    List<ColumnMapping> changed = run.statement().changed();
    transaction.assigned().remember(mapping, run.entities(), changed);
    Object[] values = run.statement().changes(new Object[0]);
    for (Run<T> chunk : run.chunks()) {
      List<T> started = new ArrayList<>(chunk.size());
      for (T entity : chunk.entities()) {
        started.add(mapping.with(entity, changed, values));
      }
      insertRows(run.sql(), started, inserted, numbering);
    }
  }

  /** Inserts objects that have all that their rows hold. */
  private <T> void insertRows(
      EntitySql<T> sql, List<T> rows, List<T> inserted, Numbering numbering) {
    Run<T> run = new Run<>(sql, sql.insert(rows.get(0)), rows);
    Object[] values = values(run, inserted.size(), numbering);
    if (run.isTooLong(values)) {
      for (Run<T> half : run.halves()) {
        insertRows(sql, half.entities(), inserted, numbering);
      }
      return;
    }
    executor.insertRows(sql.insertRows(run.statement(), run.size()), values, run.size());
    inserted.addAll(rows);
  }

  /** Inserts objects whose rows come back with their keys. */
  private <T> void insertReturned(Run<T> run, List<T> inserted, Numbering numbering) {
    if (run.statement().width() == 0) {
      insertEach(run, inserted, numbering);
      return;
    }
    List<ColumnMapping> changed = run.statement().changed();
    transaction.assigned().remember(run.sql().mapping(), run.entities(), changed);
    for (Run<T> chunk : run.chunks()) {
      insertReturning(chunk, inserted, numbering);
    }
  }

  private <T> void insertReturning(Run<T> run, List<T> inserted, Numbering numbering) {
    Object[] values = values(run, inserted.size(), numbering);
    if (run.isTooLong(values)) {
      for (Run<T> half : run.halves()) {
        insertReturning(half, inserted, numbering);
      }
      return;
    }
    SqlStatement insert = run.sql().insertReturning(run.statement(), run.size());
    Iterator<Object[]> made = executor.insertReturning(insert, values, run.size()).iterator();
    for (T entity : run.entities()) {
      run.requireUnset(entity);
      Object[] changes = run.statement().changes(made.next());
      inserted.add(run.sql().mapping().with(entity, run.statement().changed(), changes));
    }
  }

  private static <T> Object[] values(Run<T> run, int index, Numbering numbering) {
    int width = run.statement().width();
    Object[] values = new Object[run.size() * width];
    for (int i = 0; i < run.size(); i++) {
      try {
        run.statement().fill(values, i * width, run.sql().mapping(), run.entities().get(i));
      } catch (ValueException e) {
        throw numbering.located(e, index + i);
      }
    }
    return values;
  }
}
