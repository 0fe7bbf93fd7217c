package io.github.coatcheck.bulk;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.entity.DistinctObjects;
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
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Updates and deletes the rows of many objects in batches. */
public final class BulkWriter {
  /** Receives the number of rows that the statement of one object found. */
  private interface RowStep<T> {
    void run(EntitySql<T> sql, T entity, int rows);
  }

  private static final int BATCH_SIZE = 1000;

  private static final Object[] NO_VALUES = {};

  private final SqlGenerator statements;
  private final StatementExecutor executor;
  private final Transaction transaction;
  private final EntityWriter writer;

  /** Whether the driver counts the rows of a batch; assumed until it fails to. */
  private boolean driverCountsBatches = true;

  public BulkWriter(SessionScope scope, EntityWriter writer) {
    this.statements = scope.sql();
    this.executor = scope.executor();
    this.transaction = scope.transaction();
    this.writer = writer;
  }

  /** Writes all columns of objects to their rows, all or none. */
  public <T> List<T> updateAll(Collection<T> entities) {
    DistinctObjects distinct = new DistinctObjects();
    entities.forEach(distinct::add);
    return runAllOrNone(oneByOne -> updateAll(entities, oneByOne));
  }

  private <T> List<T> updateAll(Collection<T> entities, boolean oneByOne) {
    List<StatementGroup<T, Sql>> groups = group(entities, EntitySql::updateFor);
    List<T> updated = new ArrayList<>(entities.size());
    writeAll(
        groups,
        oneByOne,
        group -> (entity, row) -> writer.isWritten(group.sql(), group.statement(), entity, row),
        (sql, entity, rows) -> updated.add(writer.finishUpdate(sql, sql.update(), entity, rows)));
    return readBack(groups, updated);
  }

  /** Reads back after all groups are written, since triggers of one may change rows of another. */
  private <T> List<T> readBack(List<StatementGroup<T, Sql>> groups, List<T> updated) {
    List<T> read = new ArrayList<>(updated.size());
    for (StatementGroup<T, Sql> group : groups) {
      int from = read.size();
      read.addAll(writer.readBack(group.sql(), updated.subList(from, from + group.size())));
    }
    return read;
  }

  /** Deletes the rows of objects, all or none, and returns how many there were. */
  public <T> int deleteAll(Collection<T> entities) {
    return runAllOrNone(oneByOne -> deleteAll(entities, oneByOne));
  }

  private <T> int deleteAll(Collection<T> entities, boolean oneByOne) {
    List<T> deleted = new ArrayList<>(entities.size());
    writeAll(
        group(entities, EntitySql::deleteFor),
        oneByOne,
        group -> (entity, row) -> false,
        (sql, entity, rows) -> {
          if (writer.finishDelete(sql, entity, rows)) {
            deleted.add(entity);
          }
        });
    return deleted.size();
  }

  private <R> R runAllOrNone(Function<Boolean, R> step) {
    return AllOrNone.run(
        transaction, this::isOfUnknownObject, () -> step.apply(false), () -> step.apply(true));
  }

  /** Counted rows tell which object found too many. */
  private boolean isOfUnknownObject(CoatcheckException e) {
    return AllOrNone.isCausedByObject(e) && !(e instanceof KeyException && driverCountsBatches);
  }

  private <T> List<StatementGroup<T, Sql>> group(
      Collection<T> entities, BiFunction<EntitySql<T>, T, Sql> statementOf) {
    return StatementGroup.groupConsecutive(
        new ArrayList<>(entities), statements, Positions.of(entities.size()), statementOf);
  }

  /** Runs the statement of each object, then a step with the number of rows that it found. */
  private <T> void writeAll(
      List<StatementGroup<T, Sql>> groups,
      boolean oneByOne,
      Function<StatementGroup<T, Sql>, BiPredicate<T, T>> isWritten,
      RowStep<T> step) {
    for (StatementGroup<T, Sql> group : groups) {
      Function<T, Optional<T>> look = entity -> writer.look(group.sql(), entity);
      int[] counts =
          oneByOne
              ? writeOneByOne(group, look, isWritten.apply(group))
              : write(group, look, isWritten.apply(group));
      for (int i = 0; i < counts.length; i++) {
        try {
          EntityWriter.requireAtMostOneRow(group.sql().table(), counts[i]);
          step.run(group.sql(), group.entities().get(i), counts[i]);
        } catch (CoatcheckException e) {
          throw group.withPosition(e, i);
        }
      }
    }
  }

  /**
   * Runs the statement of a group for each of its objects, in batches if their rows are counted,
   * and returns their row counts.
   *
   * @param look finds the row of an object in a view
   * @param isWritten whether the row in a view has what the object was to write
   */
  <T> int[] write(
      StatementGroup<T, Sql> group, Function<T, Optional<T>> look, BiPredicate<T, T> isWritten) {
    return driverCountsBatches && !writer.isView(group.sql())
        ? writeInBatches(group)
        : writeOneByOne(group, look, isWritten);
  }

  private <T> int[] writeOneByOne(
      StatementGroup<T, Sql> group, Function<T, Optional<T>> look, BiPredicate<T, T> isWritten) {
    int[] counts = new int[group.size()];
    for (int i = 0; i < counts.length; i++) {
      T entity = group.entities().get(i);
      try {
        counts[i] =
            writer.write(
                group.sql(),
                group.statement(),
                group.statement().values(entity),
                () -> look.apply(entity),
                row -> isWritten.test(entity, row));
      } catch (CoatcheckException e) {
        throw group.withPosition(e, i);
      }
    }
    return counts;
  }

  private <T> int[] writeInBatches(StatementGroup<T, Sql> group) {
    transaction.markDirty(group.sql().table().name());
    int[] counts = new int[group.size()];
    for (int from = 0; from < counts.length; from += BATCH_SIZE) {
      int to = Math.min(from + BATCH_SIZE, counts.length);
      int[] batch = writeBatch(group.statement(), rowValues(group.part(from, to)));
      System.arraycopy(batch, 0, counts, from, batch.length);
    }
    return counts;
  }

  private static <T> List<Object[]> rowValues(StatementGroup<T, Sql> group) {
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
    int[] counts = executor.run(statement, NO_VALUES, (sql, batch) -> executeBatch(batch, rows));
    for (int count : counts) {
      if (count < 0) {
        // MariaDB's driver with useBulkStmts=true does not tell whether a row was found.
        driverCountsBatches = false;
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
