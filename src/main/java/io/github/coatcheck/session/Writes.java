package io.github.coatcheck.session;

import io.github.coatcheck.StaleRowException;
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

/** The part of a session that changes and deletes rows. */
abstract class Writes extends Inserts {
  /** How many rows a batch has. */
  private static final int CHUNK = 1000;

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
    ready();
    EntitySql<T> statements = sql.of(Mappings.of(entity));
    if (write(statements, statements.update(), entity) == 0) {
      throw stale(statements, "");
    }
    return entity;
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
    ready();
    List<T> updated = List.copyOf(entities);
    transaction.<Integer, RuntimeException>inSavepoint(
        () -> {
          for (Run<T> run : Run.cut(updated, sql, (entity, object) -> entity.update())) {
            requireAll(run, writeAll(run));
          }
          return updated.size();
        });
    return updated;
  }

  private static void requireAll(Run<?> run, List<Integer> counts) {
    int stale = counts.indexOf(0);
    if (stale >= 0) {
      throw stale(run.sql(), "object %d of %d, ".formatted(stale + 1, run.size()));
    }
  }

  private static StaleRowException stale(EntitySql<?> sql, String which) {
    return new StaleRowException(
        "Cannot update %s: it has no row with the key of %sthis %s. Insert the object, or find out who deleted its row."
            .formatted(sql.table(), which, sql.mapping().type().getSimpleName()));
  }

  /**
   * Deletes the row of an object.
   *
   * @param entity the object, whose key says which row
   * @return whether there was such a row
   */
  public final boolean delete(Object entity) {
    ready();
    EntitySql<Object> statements = sql.of(Mappings.of(entity));
    return write(statements, statements.delete(), entity) > 0;
  }

  /**
   * Deletes the rows of objects.
   *
   * @param entities the objects, whose keys say which rows
   * @return how many of them had a row
   */
  public final int deleteAll(Collection<?> entities) {
    ready();
    List<Object> deleted = List.copyOf(entities);
    return transaction.inSavepoint(
        () -> {
          int count = 0;
          for (Run<Object> run : Run.cut(deleted, sql, (entity, object) -> entity.delete())) {
            for (int rows : writeAll(run)) {
              count += rows;
            }
          }
          return count;
        });
  }

  private <T> int write(EntitySql<T> sql, SqlStatement statement, T entity) {
    sql.mapping().requireKey(entity);
    Object[] values = statement.values(sql.mapping(), entity);
    transaction.change();
    return executor.update(statement, values);
  }

  private <T> List<Integer> writeAll(Run<T> run) {
    transaction.change();
    List<Integer> counts = new ArrayList<>(run.size());
    for (int from = 0; from < run.size(); from += CHUNK) {
      List<Object[]> rows = new ArrayList<>();
      for (T entity : run.entities().subList(from, Math.min(from + CHUNK, run.size()))) {
        run.sql().mapping().requireKey(entity);
        rows.add(run.statement().values(run.sql().mapping(), entity));
      }
      for (int count : executor.updateBatch(run.statement(), rows)) {
        counts.add(count);
      }
    }
    return counts;
  }

  /**
   * Runs a statement of any kind in this transaction.
   *
   * @param statement the statement
   * @param parameters a value for each {@code ?}; a collection stands for a list of values
   * @return the number of rows that it changed
   */
  public final int execute(String statement, Object... parameters) {
    ready();
    Parameters bound = Parameters.of(statement, parameters, sql.dialect());
    transaction.change();
    int changed = executor.execute(SqlStatement.of(bound.text()), bound.values());
    keyCheck.forgetAfter(statement);
    return changed;
  }
}
