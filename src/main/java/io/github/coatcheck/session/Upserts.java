package io.github.coatcheck.session;

import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.StaleRowException;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.jdbc.KeyCheck;
import io.github.coatcheck.jdbc.Transaction;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.mapping.Mappings;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.SqlColumn;
import io.github.coatcheck.sql.SqlGenerator;
import io.github.coatcheck.sql.UpsertSql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The part of a session that updates the rows that are there and inserts the others, by the same
 * statements on every database.
 *
 * <p>The clauses that databases have for this differ in what they mean. {@code ON DUPLICATE KEY
 * UPDATE} of MariaDB takes any unique key that clashes, and {@code REPLACE} deletes the row and
 * what refers to it. An UPDATE finds its row by the one key that is meant; it uses up no generated
 * key, and goes in a batch, which no statement does that returns keys.
 */
abstract class Upserts extends Writes {
  /** How many rows a SELECT reads that takes over what rows have. */
  private static final int ROWS = 100;

  Upserts(SqlGenerator sql, KeyCheck keyCheck, Transaction transaction) {
    super(sql, keyCheck, transaction);
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
    return upsertAll(Collections.singletonList(entity), column).get(0);
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
    return upsertDistinct(DistinctObjects.of(entities).inOrder(), column);
  }

  /** Upserts objects by a unique column, or by the key where its name is empty; all or none. */
  private <T> List<T> upsertDistinct(List<T> entities, String column) {
    Numbering numbering = Numbering.of(entities.size());
    transaction.change();
    try {
      return transaction.inSavepoint(() -> together(entities, column, numbering));
    } catch (ConstraintViolationException | KeyException e) {
      if (transaction.isFailed()) {
        // The database ended the transaction, as SQLite does by RAISE(ROLLBACK).
        throw e;
      }
      // Two objects may mean one row, or another session may have inserted it in between.
      return transaction.inSavepoint(() -> oneByOne(entities, column, numbering));
    }
  }

  private <T> List<T> together(List<T> entities, String column, Numbering numbering) {
    List<T> upserted = new ArrayList<>(entities);
    List<Integer> absent = new ArrayList<>();
    int place = 0;
    for (Run<T> run :
        Run.cut(
            entities, sql, numbering, (entity, object) -> sql.upsert(entity, column).of(object))) {
      List<Integer> there = new ArrayList<>();
      for (int count : counts(run, place, numbering)) {
        requireOne(run.sql(), count, "");
        (count == 0 ? absent : there).add(place++);
      }
      takeOver(sql.upsert(run.sql(), column), upserted, there);
    }
    List<T> inserted = insertRuns(at(absent, entities), numbering.at(absent));
    for (int i = 0; i < inserted.size(); i++) {
      upserted.set(absent.get(i), inserted.get(i));
    }
    return upserted;
  }

  private static <T> List<T> at(List<Integer> places, List<T> entities) {
    List<T> there = new ArrayList<>(places.size());
    for (int place : places) {
      there.add(entities.get(place));
    }
    return there;
  }

  /** How many rows the objects of a run have: 0 where the key is yet to be made. */
  private <T> List<Integer> counts(Run<T> run, int first, Numbering numbering) {
    if (run.statement().isMakingKey()) {
      return Collections.nCopies(run.size(), 0);
    }
    return writeAll(run, first, numbering);
  }

  /** Gives objects, by their places in a list, the keys, defaults and versions of their rows. */
  private <T> void takeOver(UpsertSql<T> upsert, List<T> entities, List<Integer> places) {
    if (upsert.changed().isEmpty()) {
      return;
    }
    for (int from = 0; from < places.size(); from += ROWS) {
      List<Integer> chunk = places.subList(from, Math.min(from + ROWS, places.size()));
      Map<Object, T> found = new HashMap<>();
      for (T row : rows(upsert, at(chunk, entities))) {
        found.put(upsert.identity(row), row);
      }
      for (int place : chunk) {
        T entity = entities.get(place);
        T row = found.get(upsert.identity(entity));
        // A database may find what differs in Java, such as texts of another case.
        entities.set(place, asItsRow(upsert, entity, row == null ? row(upsert, entity) : row));
      }
    }
  }

  private <T> T asItsRow(UpsertSql<T> upsert, T entity, T row) {
    EntityMapping<T> mapping = Mappings.of(entity);
    List<ColumnMapping> changed = upsert.changed();
    transaction.assigned().remember(mapping, List.of(entity), changed);
    return mapping.with(entity, changed, mapping.values(row, changed));
  }

  private <T> T row(UpsertSql<T> upsert, T entity) {
    return rows(upsert, List.of(entity)).get(0);
  }

  private <T> List<T> rows(UpsertSql<T> upsert, List<T> entities) {
    List<Object> identities = new ArrayList<>();
    for (T entity : entities) {
      identities.addAll(upsert.identity(entity));
    }
    return executor.query(
        upsert.find(entities.size()),
        identities.toArray(),
        mapper(sql.of(Mappings.of(entities.get(0)))),
        entities.size());
  }

  private <T> List<T> oneByOne(List<T> entities, String column, Numbering numbering) {
    List<T> upserted = new ArrayList<>(entities.size());
    for (T entity : entities) {
      try {
        upserted.addAll(
            transaction.inSavepoint(() -> together(List.of(entity), column, Numbering.of(1))));
      } catch (ConstraintViolationException | KeyException e) {
        if (!transaction.isFailed()) {
          requireSameRow(entity, column, numbering.which(upserted.size()));
        }
        throw numbering.located(e, upserted.size());
      } catch (ValueException e) {
        throw numbering.located(e, upserted.size());
      }
    }
    return upserted;
  }

  /** Refuses an object whose row is there, but has another key or version. */
  private <T> void requireSameRow(T entity, String column, String which) {
    EntitySql<T> statements = sql.of(Mappings.of(entity));
    UpsertSql<T> upsert = sql.upsert(statements, column);
    for (T row : rows(upsert, List.of(entity))) {
      Optional<SqlColumn> other = upsert.mismatch(entity, row);
      if (other.isPresent() && other.get().mapping().isVersion()) {
        throw stale("upsert into", statements, which);
      }
      if (other.isPresent()) {
        String type = statements.mapping().type().getSimpleName();
        throw new KeyException(
            "Cannot upsert into %s by %s: the row that it finds for %sthis %s has another key, %s. Leave the key unset, to be given that of the row, or update the row by its key."
                .formatted(statements.table(), column, which, type, other.get()));
      }
    }
  }
}
