package io.github.coatcheck.entity;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.StaleRowException;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.Sql;
import io.github.coatcheck.sql.SqlColumn;
import io.github.coatcheck.sql.SqlTable;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Updates and deletes the row of one object, found by its key and, if it has one, its version. */
public final class EntityWriter {
  private final SessionScope scope;
  private final CurrentRows rows;

  public EntityWriter(SessionScope scope) {
    this.scope = scope;
    this.rows = new CurrentRows(scope);
  }

  /** Writes all columns of an object to its row, and returns the object with its next version. */
  public <T> T update(T entity) {
    EntitySql<T> sql = scope.sqlOf(entity);
    return update(sql, sql.updateFor(entity), entity);
  }

  /** Writes some columns of an object to its row. */
  public <T> T update(T entity, List<String> columns) {
    EntitySql<T> sql = scope.sqlOf(entity);
    return update(sql, sql.partialUpdateFor(entity, columns), entity);
  }

  private <T> T update(EntitySql<T> sql, Sql update, T entity) {
    int count =
        write(
            sql,
            update,
            values(update, entity),
            () -> look(sql, entity),
            row -> isWritten(sql, update, entity, row));
    T updated = finishUpdate(sql, update, entity, count);
    return rows.readBack(sql, sql.mapping().readOnlyColumns(), updated);
  }

  /** Sets the read-only columns of objects to what the database made of them. */
  public <T> List<T> readBack(EntitySql<T> sql, List<T> updated) {
    return rows.readBack(sql, sql.table().keys(), sql.mapping().readOnlyColumns(), updated);
  }

  /** Deletes the row of an object, and returns whether there was one. */
  public <T> boolean delete(T entity) {
    EntitySql<T> sql = scope.sqlOf(entity);
    Sql delete = sql.deleteFor(entity);
    int rows = write(sql, delete, values(delete, entity), () -> look(sql, entity), row -> false);
    return finishDelete(sql, entity, rows);
  }

  /** Deletes the row with a key, whatever its version, and returns whether there was one. */
  public <T> boolean delete(Class<T> type, Object key) {
    EntitySql<T> sql = scope.sqlOf(type);
    Object[] values = scope.convert(() -> sql.keyValues(key));
    int rows = write(sql, sql.deleteByKey(), values, () -> look(sql, values), row -> false);
    if (rows == 0 && look(sql, values).isPresent()) {
      throw kept("delete from", sql.table());
    }
    return rows == 1;
  }

  private Object[] values(Sql statement, Object entity) {
    return scope.convert(() -> statement.values(entity));
  }

  /**
   * Runs a statement that must find at most one row, and returns how many it found. If it finds
   * more, the transaction has failed. Of a view, whose trigger may do anything, the row is looked
   * at before and after.
   *
   * @param look finds the row as it is now
   * @param isWritten whether a row has what was to be written, its version apart
   */
  public <T> int write(
      EntitySql<T> sql,
      Sql statement,
      Object[] values,
      Supplier<Optional<T>> look,
      Predicate<T> isWritten) {
    scope.transaction().markDirty(sql.table().name());
    boolean isView = isView(sql);
    Optional<T> before = isView ? look.get() : Optional.empty();
    int rows =
        scope.executor().write(statement, values, (text, prepared) -> execute(prepared, sql));
    return isView
        ? before.map(row -> rowsChanged(sql, row, look.get(), isWritten)).orElse(0)
        : rows;
  }

  private <T> int rowsChanged(
      EntitySql<T> sql, T before, Optional<T> after, Predicate<T> isWritten) {
    if (after.isPresent()) {
      T row = after.get();
      if (areEqual(sql.table().writtenColumns(), before, row)) {
        return 0;
      }
      boolean hasNextVersion =
          Arrays.equals(
              sql.mapping().values(row, sql.mapping().versions()), sql.nextVersion(before));
      if (!hasNextVersion || !isWritten.test(row)) {
        throw scope.transaction().markFailed(kept("write to", sql.table()));
      }
    }
    return 1;
  }

  /** Whether a row has the values that an UPDATE binds, the version apart, which it increments. */
  public <T> boolean isWritten(EntitySql<T> sql, Sql update, T entity, T row) {
    List<SqlColumn> columns = new ArrayList<>(update.parameters());
    columns.removeAll(sql.table().versions());
    return areEqual(columns, entity, row);
  }

  private static boolean areEqual(List<SqlColumn> columns, Object one, Object other) {
    return columns.stream().allMatch(column -> column.isEqual(one, other));
  }

  /** Whether the class is mapped to a view. */
  public boolean isView(EntitySql<?> sql) {
    return scope.keyCheck().isView(sql, scope.executor());
  }

  /** Finds the row of an object by its key, as an UPDATE would. */
  public <T> Optional<T> look(EntitySql<T> sql, T entity) {
    return rows.read(sql, sql.table().keys(), List.of(entity)).stream().findFirst();
  }

  private <T> Optional<T> look(EntitySql<T> sql, Object[] key) {
    return rows.read(sql, sql.table().keys(), 1, key).stream().findFirst();
  }

  private static int execute(PreparedStatement statement, EntitySql<?> sql) throws SQLException {
    int rows = statement.executeUpdate();
    requireAtMostOneRow(sql.table(), rows);
    return rows;
  }

  /** Refuses a statement that found more than the one row of its object. */
  public static void requireAtMostOneRow(SqlTable<?> table, int rows) {
    if (rows > 1) {
      throw new KeyException(
          "Cannot tell the row of this %s in %s: rows expected 1, came %s. Make the columns by which it is found UNIQUE in the table too, or write such rows with execute(...)."
              .formatted(simpleName(table), table, rows));
    }
  }

  /**
   * Completes an UPDATE: refuses it if it found no row, else returns the object with its next
   * version. A database may not count a row that the UPDATE need not change.
   */
  public <T> T finishUpdate(EntitySql<T> sql, Sql update, T entity, int rows) {
    List<ColumnMapping> versions = sql.mapping().versions();
    if (rows == 0) {
      T row = look(sql, entity).orElseThrow(() -> noRow(sql.table()));
      if (!versions.isEmpty() || !areEqual(update.parameters(), entity, row)) {
        throw unchanged("update", sql, entity, row);
      }
    }
    return scope.transaction().assign(sql.mapping(), entity, versions, sql.nextVersion(entity));
  }

  /** Completes a DELETE: returns whether it found a row. Refuses a row that is still there. */
  public <T> boolean finishDelete(EntitySql<T> sql, T entity, int rows) {
    if (rows == 0) {
      look(sql, entity)
          .ifPresent(
              row -> {
                throw unchanged("delete from", sql, entity, row);
              });
    }
    return rows == 1;
  }

  private static StaleRowException noRow(SqlTable<?> table) {
    return new StaleRowException(
        "Cannot update %s: it has no row with the key of this %s. Insert the object, or find out who deleted its row."
            .formatted(table, simpleName(table)));
  }

  /** Returns the exception for a row that is there and that a statement did not find. */
  private static <T> CoatcheckException unchanged(
      String action, EntitySql<T> sql, T entity, T row) {
    boolean sameVersion =
        sql.table().versions().stream().allMatch(version -> version.isEqual(entity, row));
    return sameVersion ? kept(action, sql.table()) : staleVersion(action, sql.table());
  }

  /**
   * Returns the exception for a row that the database did not change as asked, without an error.
   */
  public static CoatcheckException kept(String action, SqlTable<?> table) {
    return new CoatcheckException(
        "Cannot %s %s: the row of this %s is there, but the database did not change it as it was told to. Look for a trigger, a rule or a policy for row-level security that keeps such rows, or for a column that changes values."
            .formatted(action, table, simpleName(table)));
  }

  /** Returns the exception for a row that was changed after the object was read. */
  public static StaleRowException staleVersion(String action, SqlTable<?> table) {
    return new StaleRowException(
        "Cannot %s %s: it has another version of this %s, whose row was changed after it was read or, of a record, by an update whose copy was not used. Read the row again, and decide what to keep."
            .formatted(action, table, simpleName(table)));
  }

  private static String simpleName(SqlTable<?> table) {
    return table.mapping().type().getSimpleName();
  }
}
