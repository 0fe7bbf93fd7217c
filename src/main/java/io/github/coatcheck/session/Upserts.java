package io.github.coatcheck.session;

import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.jdbc.RowMapper;
import io.github.coatcheck.jdbc.StatementExecutor;
import io.github.coatcheck.jdbc.Transaction;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.mapping.Mappings;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.SqlGenerator;
import io.github.coatcheck.sql.UpsertSql;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Updates the rows that are there and inserts the others, by the same statements on every database.
 *
 * <p>The clauses that databases have for this differ in what they mean. {@code ON DUPLICATE KEY
 * UPDATE} of MariaDB takes any unique key that clashes, and {@code REPLACE} deletes the row and
 * what refers to it. An UPDATE finds its row by the one key that is meant; it uses up no generated
 * key, and goes in a batch, which no statement does that returns keys.
 */
final class Upserts {
  private final SqlGenerator generator;
  private final Transaction transaction;
  private final StatementExecutor executor;
  private final RowChanges changes;
  private final Inserts inserts;

  Upserts(
      SqlGenerator generator,
      Transaction transaction,
      StatementExecutor executor,
      RowChanges changes,
      Inserts inserts) {
    this.generator = generator;
    this.transaction = transaction;
    this.executor = executor;
    this.changes = changes;
    this.inserts = inserts;
  }

  /** Upserts objects by a unique column, or by the key where its name is empty; all or none. */
  <T> List<T> upsert(List<T> entities, String column) {
    transaction.change();
    try {
      return transaction.inSavepoint(() -> together(entities, column));
    } catch (ConstraintViolationException | KeyException e) {
      if (transaction.isFailed()) {
        // The database ended the transaction, as SQLite does by RAISE(ROLLBACK).
        throw e;
      }
      // Two objects may mean one row, or another session may have inserted it in between.
      return transaction.inSavepoint(() -> oneByOne(entities, column));
    }
  }

  private <T> List<T> together(List<T> entities, String column) {
    List<T> upserted = new ArrayList<>(entities);
    List<Integer> absent = new ArrayList<>();
    int index = 0;
    for (Run<T> run : Run.cut(entities, generator, (sql, e) -> upsert(sql, column).of(e))) {
      for (int count : counts(run)) {
        if (count == 0) {
          absent.add(index);
        } else {
          upserted.set(index, asItsRow(upsert(run.sql(), column), entities.get(index)));
        }
        index++;
      }
    }
    List<T> inserted = inserts.insertRuns(absent.stream().map(entities::get).toList());
    for (int i = 0; i < inserted.size(); i++) {
      upserted.set(absent.get(i), inserted.get(i));
    }
    return upserted;
  }

  private <T> UpsertSql<T> upsert(EntitySql<T> sql, String column) {
    return generator.upsert(sql, column);
  }

  /** How many rows the objects of a run have: 0 where the key is yet to be made. */
  private <T> List<Integer> counts(Run<T> run) {
    if (run.statement().isMakingKey()) {
      return Collections.nCopies(run.size(), 0);
    }
    List<Integer> counts = changes.writeAll(run);
    for (int count : counts) {
      if (count != 0 && count != 1) {
        throw new KeyException(
            "Cannot upsert into %s: the update of one row changed %d. Make the column by which rows are found UNIQUE in the table too."
                .formatted(run.sql().table(), count));
      }
    }
    return counts;
  }

  /** The object with the key, defaults and version that its row has. */
  private <T> T asItsRow(UpsertSql<T> upsert, T entity) {
    List<ColumnMapping> changed = upsert.changed();
    if (changed.isEmpty()) {
      return entity;
    }
    EntityMapping<T> mapping = Mappings.of(entity);
    T row = find(upsert, entity).get(0);
    transaction.assigned().remember(mapping, List.of(entity), changed);
    Object[] values = changed.stream().map(column -> mapping.value(row, column)).toArray();
    return mapping.with(entity, changed, values);
  }

  private <T> List<T> find(UpsertSql<T> upsert, T entity) {
    EntityMapping<T> mapping = Mappings.of(entity);
    return executor.query(
        upsert.find(),
        upsert.find().values(mapping, entity),
        RowMapper.inOrder(mapping, generator.of(mapping).columns()),
        1);
  }

  private <T> List<T> oneByOne(List<T> entities, String column) {
    List<T> upserted = new ArrayList<>(entities.size());
    for (T entity : entities) {
      try {
        upserted.addAll(transaction.inSavepoint(() -> together(List.of(entity), column)));
      } catch (ConstraintViolationException | KeyException e) {
        if (!transaction.isFailed()) {
          requireSameRow(entity, column, RowChanges.which(upserted.size(), entities));
        }
        throw Inserts.located(e, upserted.size(), entities.size());
      }
    }
    return upserted;
  }

  /** Refuses an object whose row is there, but has another key or version. */
  private <T> void requireSameRow(T entity, String column, String which) {
    EntitySql<T> sql = generator.of(Mappings.of(entity));
    UpsertSql<T> upsert = upsert(sql, column);
    for (T row : find(upsert, entity)) {
      upsert
          .mismatch(entity, row)
          .ifPresent(
              other -> {
                throw other.mapping().isVersion()
                    ? RowChanges.stale("upsert into", sql, which)
                    : new KeyException(
                        "Cannot upsert into %s by %s: the row that it finds for %sthis %s has another key, %s. Leave the key unset, to be given that of the row, or update the row by its key."
                            .formatted(
                                sql.table(),
                                column,
                                which,
                                sql.mapping().type().getSimpleName(),
                                other));
              });
    }
  }
}
