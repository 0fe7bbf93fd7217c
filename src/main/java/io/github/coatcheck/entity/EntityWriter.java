package io.github.coatcheck.entity;

import io.github.coatcheck.KeyException;
import io.github.coatcheck.StaleRowException;
import io.github.coatcheck.jdbc.RowMapper;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.Mappings;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.Sql;
import io.github.coatcheck.sql.SqlTable;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Updates and deletes the row of one object, found by its key and, if it has one, its version. */
public final class EntityWriter {
  private final SessionScope scope;

  public EntityWriter(SessionScope scope) {
    this.scope = scope;
  }

  /** Writes all columns of an object to its row, and returns the object with its next version. */
  public <T> T update(T entity) {
    EntitySql<T> sql = scope.sql().of(Mappings.of(entity));
    return finishUpdate(sql, entity, write(sql, sql.updateFor(entity), entity));
  }

  /** Deletes the row of an object, and returns whether there was one. */
  public <T> boolean delete(T entity) {
    EntitySql<T> sql = scope.sql().of(Mappings.of(entity));
    return finishDelete(sql, entity, write(sql, sql.deleteFor(entity), entity));
  }

  /**
   * Runs a statement that must find at most one row. If it finds more, the transaction has failed.
   */
  private <T> int write(EntitySql<T> sql, Sql statement, T entity) {
    Object[] values = statement.values(entity);
    scope.transaction().markDirty(sql.table().name());
    return scope.executor().write(statement, values, (text, prepared) -> execute(prepared, sql));
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
          "Cannot tell the row of this %s in %s: rows expected 1, came %d. Make the columns by which it is found UNIQUE in the table too, or write such rows with execute(...)."
              .formatted(simpleName(table), table, rows));
    }
  }

  /**
   * Completes an UPDATE: refuses it if it found no row, else returns the object with its next
   * version.
   */
  public <T> T finishUpdate(EntitySql<T> sql, T entity, int rows) {
    if (rows == 0) {
      throw existsWithOtherVersion(sql, entity)
          ? staleVersion("update", sql.table())
          : new StaleRowException(
              "Cannot update %s: it has no row with the key of this %s. Insert the object, or find out who deleted its row."
                  .formatted(sql.table(), simpleName(sql.table())));
    }
    List<ColumnMapping> versions = sql.mapping().versions();
    return versions.isEmpty()
        ? entity
        : scope.transaction().assign(sql.mapping(), entity, versions, sql.nextVersion(entity));
  }

  /** Completes a DELETE: returns whether it found a row. Refuses a row that has another version. */
  public <T> boolean finishDelete(EntitySql<T> sql, T entity, int rows) {
    if (rows == 0 && existsWithOtherVersion(sql, entity)) {
      throw staleVersion("delete from", sql.table());
    }
    return rows == 1;
  }

  /** Whether the row exists, and was not found only because of its version. */
  private <T> boolean existsWithOtherVersion(EntitySql<T> sql, T entity) {
    RowMapper<Boolean> row = result -> found -> true;
    return !sql.mapping().versions().isEmpty()
        && !scope.executor().query(sql.find(), sql.keyValues(entity), row, 1).isEmpty();
  }

  /** Returns the exception for a row that was changed after the object was read. */
  public static StaleRowException staleVersion(String action, SqlTable<?> table) {
    return new StaleRowException(
        "Cannot %s %s: it has another version of this %s, whose row was changed after it was read. Read the row again, and decide what to keep."
            .formatted(action, table, simpleName(table)));
  }

  private static String simpleName(SqlTable<?> table) {
    return table.mapping().type().getSimpleName();
  }
}
