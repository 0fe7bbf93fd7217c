package io.github.coatcheck.session;

import io.github.coatcheck.KeyException;
import io.github.coatcheck.StaleRowException;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.jdbc.KeyCheck;
import io.github.coatcheck.jdbc.Transaction;
import io.github.coatcheck.mapping.Mappings;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.Parameters;
import io.github.coatcheck.sql.SqlGenerator;
import io.github.coatcheck.sql.SqlStatement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The part of a session that changes and deletes rows, found by their key and, where they have one,
 * version.
 */
abstract class Writes extends BulkInserts {
  /** How many rows a batch has. */
  private static final int CHUNK = 1000;

  /** Whether the driver counts the rows of a batch, as far as is known. */
  private boolean counting = true;

  Writes(SqlGenerator sql, KeyCheck keyCheck, Transaction transaction) {
    super(sql, keyCheck, transaction);
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
    EntitySql<T> statements = sql.of(Mappings.of(entity));
    if (write(statements, statements.update(entity), entity) == 0) {
      throw notUpdated(statements, entity, "");
    }
    return updated(statements, entity);
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
    Numbering numbering = Numbering.of(entities.size());
    return asAWhole(() -> updateEach(new ArrayList<>(entities), numbering));
  }

  private <T> List<T> updateEach(List<T> entities, Numbering numbering) {
    List<T> updated = new ArrayList<>(entities.size());
    for (Run<T> run : Run.cut(entities, sql, numbering, EntitySql::update)) {
      List<Integer> counts = writeAll(run, updated.size(), numbering);
      for (int i = 0; i < run.size(); i++) {
        T entity = run.entities().get(i);
        if (counts.get(i) != 1) {
          String which = numbering.which(updated.size());
          requireOne(run.sql(), counts.get(i), which);
          throw notUpdated(run.sql(), entity, which);
        }
        updated.add(updated(run.sql(), entity));
      }
    }
    return updated;
  }

  /** The object as its row now is. */
  private <T> T updated(EntitySql<T> sql, T entity) {
    if (sql.mapping().versions().isEmpty()) {
      return entity;
    }
    Object[] next = sql.nextVersion(entity);
    transaction.assigned().remember(sql.mapping(), List.of(entity), sql.mapping().versions());
    return sql.mapping().with(entity, sql.mapping().versions(), next);
  }

  /**
   * Deletes the row of an object.
   *
   * @param entity the object, whose key says which row
   * @return whether there was such a row
   */
  public final boolean delete(Object entity) {
    readyToWrite();
    EntitySql<Object> statements = sql.of(Mappings.of(entity));
    boolean deleted = write(statements, statements.delete(entity), entity) == 1;
    if (!deleted) {
      requireGone(statements, entity, "");
    }
    return deleted;
  }

  /**
   * Deletes the rows of objects.
   *
   * @param entities the objects, whose keys say which rows
   * @return how many of them had a row
   */
  public final int deleteAll(Collection<?> entities) {
    readyToWrite();
    Numbering numbering = Numbering.of(entities.size());
    return asAWhole(() -> deleteEach(new ArrayList<>(entities), numbering));
  }

  private int deleteEach(List<Object> entities, Numbering numbering) {
    int deleted = 0;
    int place = 0;
    for (Run<Object> run : Run.cut(entities, sql, numbering, EntitySql::delete)) {
      for (int count : writeAll(run, place, numbering)) {
        if (count != 1) {
          requireOne(run.sql(), count, numbering.which(place));
          requireGone(run.sql(), entities.get(place), numbering.which(place));
        }
        deleted += count;
        place++;
      }
    }
    return deleted;
  }

  /** Runs a statement for an object, and tells how many rows it had: one or none. */
  private <T> int write(EntitySql<T> sql, SqlStatement statement, T entity) {
    Object[] values = statement.values(sql.mapping(), entity);
    transaction.change();
    int count = executor.update(statement, values);
    try {
      requireOne(sql, count, "");
    } catch (KeyException e) {
      // The rows of others were written too, so nothing of this transaction may be committed.
      throw transaction.failed(e);
    }
    return count;
  }

  /** Refuses what a statement did that found more rows than that of its object. */
  static void requireOne(EntitySql<?> sql, int count, String which) {
    if (count > 1) {
      throw new KeyException(
          "Cannot tell the row of %sthis %s in %s: rows expected 1, came %d. Make the columns by which it is found UNIQUE in the table too, or write such rows with execute(...)."
              .formatted(which, sql.mapping().type().getSimpleName(), sql.table(), count));
    }
  }

  /**
   * Runs the statement of a run for each of its objects, the first of which stands at a place, and
   * gives the numbers of rows.
   */
  final <T> List<Integer> writeAll(Run<T> run, int first, Numbering numbering) {
    transaction.change();
    List<Integer> counts = new ArrayList<>(run.size());
    for (int from = 0; from < run.size(); from += CHUNK) {
      Run<T> chunk = run.part(from, Math.min(from + CHUNK, run.size()));
      write(run.statement(), rows(chunk, first + from, numbering), counts);
    }
    return counts;
  }

  private static <T> List<Object[]> rows(Run<T> run, int first, Numbering numbering) {
    List<Object[]> rows = new ArrayList<>(run.size());
    try {
      for (T entity : run.entities()) {
        rows.add(run.statement().values(run.sql().mapping(), entity));
      }
    } catch (ValueException e) {
      throw numbering.located(e, first + rows.size());
    }
    return rows;
  }

  private void write(SqlStatement statement, List<Object[]> rows, List<Integer> counts) {
    if (!counting) {
      for (Object[] values : rows) {
        counts.add(executor.update(statement, values));
      }
      return;
    }
    for (int count : executor.updateBatch(statement, rows)) {
      if (count < 0) {
        // MariaDB's driver with useBulkStmts=true: whether a row was there does not show.
        counting = false;
        throw new KeyException(
            "Cannot tell which rows a batch changed: the driver does not count them. Write the objects one by one.");
      }
      counts.add(count);
    }
  }

  /** Does a step as a whole; again, one by one, where the driver did not count a batch. */
  private <R> R asAWhole(Transaction.Step<R, RuntimeException> step) {
    try {
      return transaction.inSavepoint(step);
    } catch (KeyException e) {
      if (counting) {
        throw e;
      }
      return transaction.inSavepoint(step);
    }
  }

  private <T> StaleRowException notUpdated(EntitySql<T> sql, T entity, String which) {
    return isThere(sql, entity)
        ? stale("update", sql, which)
        : new StaleRowException(
            "Cannot update %s: it has no row with the key of %sthis %s. Insert the object, or find out who deleted its row."
                .formatted(sql.table(), which, sql.mapping().type().getSimpleName()));
  }

  private <T> void requireGone(EntitySql<T> sql, T entity, String which) {
    if (isThere(sql, entity)) {
      throw stale("delete from", sql, which);
    }
  }

  /** Whether the row was not found for its version alone. */
  private <T> boolean isThere(EntitySql<T> sql, T entity) {
    return !sql.mapping().versions().isEmpty()
        && !executor.query(sql.find(), sql.keyValues(entity), result -> row -> true, 1).isEmpty();
  }

  static StaleRowException stale(String action, EntitySql<?> sql, String which) {
    return new StaleRowException(
        "Cannot %s %s: it has another version of %sthis %s, whose row was changed after it was read. Read the row again, and decide what to keep."
            .formatted(action, sql.table(), which, sql.mapping().type().getSimpleName()));
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
