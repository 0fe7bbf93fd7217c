package io.github.coatcheck.bulk;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.entity.EntityWriter;
import io.github.coatcheck.entity.SessionScope;
import io.github.coatcheck.jdbc.StatementExecutor;
import io.github.coatcheck.jdbc.Transaction;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.Sql;
import io.github.coatcheck.sql.SqlGenerator;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;

/** Updates and deletes the rows of many objects in batches. */
public final class BulkWriter {
  /** What follows the statement of one object. */
  private interface RowStep<T> {
    void run(EntitySql<T> sql, T entity, int rows);
  }

  private static final int BATCH_SIZE = 1000;

  private static final Object[] NO_VALUES = {};

  private final SqlGenerator statements;
  private final StatementExecutor executor;
  private final Transaction transaction;
  private final EntityWriter writer;

  /** Whether the driver counts the rows of a batch, as far as is known. */
  private boolean batchesAreCounted = true;

  public BulkWriter(SessionScope scope, EntityWriter writer) {
    this.statements = scope.sql();
    this.executor = scope.executor();
    this.transaction = scope.transaction();
    this.writer = writer;
  }

  /** Writes all columns of objects to their rows, all or none. */
  public <T> List<T> updateAll(Collection<T> entities) {
    return asWhole(
        () -> {
          List<T> updated = new ArrayList<>(entities.size());
          writeAll(
              entities,
              EntitySql::update,
              (sql, entity, rows) -> updated.add(writer.updated(sql, entity, rows)));
          return updated;
        });
  }

  /** Deletes the rows of objects, and tells how many had one. */
  public <T> int deleteAll(Collection<T> entities) {
    return asWhole(
        () -> {
          List<T> deleted = new ArrayList<>(entities.size());
          writeAll(
              entities,
              EntitySql::delete,
              (sql, entity, rows) -> {
                if (writer.deleted(sql, entity, rows)) {
                  deleted.add(entity);
                }
              });
          return deleted.size();
        });
  }

  /** Runs the statement of each object, and a step with the number of rows that it found. */
  private <T> void writeAll(
      Collection<T> entities, BiFunction<EntitySql<T>, T, Sql> statementOf, RowStep<T> step) {
    for (StatementGroup<T, Sql> group :
        StatementGroup.groupConsecutive(
            new ArrayList<>(entities), statements, Positions.of(entities.size()), statementOf)) {
      int[] counts = write(group);
      for (int i = 0; i < counts.length; i++) {
        try {
          EntityWriter.requireOneRow(group.sql().table(), counts[i]);
          step.run(group.sql(), group.entities().get(i), counts[i]);
        } catch (CoatcheckException e) {
          throw group.withPosition(e, i);
        }
      }
    }
  }

  /** Does a step as a whole; again, row by row, if the driver did not count a batch. */
  private <R> R asWhole(Transaction.Step<R, RuntimeException> step) {
    try {
      return transaction.inSavepoint(step);
    } catch (KeyException e) {
      if (batchesAreCounted) {
        throw e;
      }
      return transaction.inSavepoint(step);
    }
  }

  /** Runs the statement of a group for each of its objects, and gives the numbers of rows. */
  <T> int[] write(StatementGroup<T, Sql> group) {
    transaction.markDirty();
    int[] counts = new int[group.size()];
    for (int from = 0; from < counts.length; from += BATCH_SIZE) {
      int to = Math.min(from + BATCH_SIZE, counts.length);
      int[] batch = writeBatch(group.statement(), rows(group.part(from, to)));
      System.arraycopy(batch, 0, counts, from, batch.length);
    }
    return counts;
  }

  private static <T> List<Object[]> rows(StatementGroup<T, Sql> group) {
    List<Object[]> rows = new ArrayList<>(group.size());
    try {
      for (T entity : group.entities()) {
        rows.add(group.statement().values(entity));
      }
    } catch (ValueException e) {
      throw group.withPosition(e, rows.size());
    }
    return rows;
  }

  private int[] writeBatch(Sql statement, List<Object[]> rows) {
    if (!batchesAreCounted) {
      int[] counts = new int[rows.size()];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = executor.run(statement, rows.get(i), (sql, row) -> row.executeUpdate());
      }
      return counts;
    }
    int[] counts = executor.run(statement, NO_VALUES, (sql, batch) -> executeBatch(batch, rows));
    for (int count : counts) {
      if (count < 0) {
        // MariaDB's driver with useBulkStmts=true: whether a row was there does not show.
        batchesAreCounted = false;
        throw new KeyException(
            "Cannot tell which rows a batch changed: the driver does not count them. Write the objects one by one.");
      }
    }
    return counts;
  }

  private static int[] executeBatch(PreparedStatement statement, List<Object[]> rows)
      throws SQLException {
    for (Object[] values : rows) {
      StatementExecutor.bind(statement, values);
      statement.addBatch();
    }
    return statement.executeBatch();
  }
}
