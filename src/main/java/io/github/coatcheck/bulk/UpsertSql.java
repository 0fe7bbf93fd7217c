package io.github.coatcheck.bulk;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.Sql;
import io.github.coatcheck.sql.SqlColumn;
import io.github.coatcheck.sql.SqlTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;

/** The statements that upsert objects of one class, by its key or by other unique columns. */
final class UpsertSql<T> {
  private final EntitySql<T> sql;
  private final SqlTable<T> table;

  /** The columns that identify the row: the key or other unique columns. */
  private final List<SqlColumn> matchColumns;

  /**
   * The other key and version columns. A value that the object has must be the value of the row.
   */
  private final List<SqlColumn> guardColumns;

  private final List<ColumnMapping> refreshedColumns = new ArrayList<>();
  private final Sql update;

  /** Creates the statements for the names of unique columns, or for the key if there are none. */
  UpsertSql(EntitySql<T> sql, List<String> columns) {
    this.sql = sql;
    this.table = sql.table();
    this.matchColumns = columns.isEmpty() ? table.keys() : requireUnique(columns);
    this.guardColumns = table.identifyingColumns();
    guardColumns.removeAll(matchColumns);
    for (SqlColumn omittable : sql.omittableColumns()) {
      if (!matchColumns.contains(omittable)) {
        refreshedColumns.add(omittable.mapping());
      }
    }
    refreshedColumns.addAll(sql.mapping().readOnlyColumns());
    this.update = buildUpdate();
  }

  private List<SqlColumn> requireUnique(List<String> names) {
    StringJoiner keys = new StringJoiner("; ");
    for (List<SqlColumn> key : table.uniqueKeys()) {
      if (!table.writtenColumns().containsAll(key)) {
        continue;
      }
      if (key.size() == names.size() && key.stream().allMatch(column -> isNamed(column, names))) {
        return key;
      }
      keys.add(SqlColumn.join(", ", key, column -> column.mapping().name().text()));
    }
    throw new CoatcheckException(
        "Cannot upsert objects of %s by %s: the class does not say that this is unique, so that it is open which row is meant. Name the columns of one of these, in any order: %s. Or declare @Column(unique = true), or @Table(unique = ...) for several columns."
            .formatted(sql.mapping().type().getName(), String.join(", ", names), keys));
  }

  private static boolean isNamed(SqlColumn column, List<String> names) {
    return names.stream().anyMatch(column.mapping()::isNamed);
  }

  private Sql buildUpdate() {
    List<SqlColumn> others = table.without(table.keys());
    // The UPDATE of a class that has only key columns still finds out whether the row exists.
    List<SqlColumn> set = others.isEmpty() ? matchColumns : others;
    StringJoiner condition = new StringJoiner(" AND ").add(SqlColumn.condition(matchColumns));
    for (SqlColumn guard : guardColumns) {
      condition.add(guard.qualified() + " = " + valueOrCurrent(guard));
    }
    List<SqlColumn> parameters = new ArrayList<>(set);
    parameters.removeIf(SqlColumn::isVersion);
    parameters.addAll(matchColumns);
    parameters.addAll(guardColumns);
    return Sql.of(
        "UPDATE %s SET %s WHERE %s"
            .formatted(table, SqlColumn.join(", ", set, UpsertSql::assignment), condition),
        parameters);
  }

  private static String assignment(SqlColumn column) {
    return column.hasDefault()
        ? column.identifier() + " = " + valueOrCurrent(column)
        : column.assignment();
  }

  /** Returns SQL for the value of an object, or for the value of the row if the object has none. */
  private static String valueOrCurrent(SqlColumn column) {
    boolean unsetIsZero =
        column.mapping().type().isPrimitive() && (column.isGenerated() || column.isVersion());
    return "COALESCE(%s, %s)".formatted(unsetIsZero ? "NULLIF(?, 0)" : "?", column.qualified());
  }

  /** Returns the UPDATE for an object, or empty if the database has yet to generate its key. */
  Optional<Sql> update(T entity) {
    // Refuses an object that could not be inserted.
    sql.insertFor(entity);
    for (SqlColumn column : matchColumns) {
      if (column.isGenerated() && column.isUnsetIn(entity)) {
        return Optional.empty();
      }
      if (column.mapping().get(entity) == null) {
        throw new KeyException(
            "Cannot upsert an object of %s by %s: it is null, which equals no row, so that each call would insert another one. Set it, or insert the object."
                .formatted(sql.mapping().type().getName(), column));
      }
    }
    return Optional.of(update);
  }

  /** Returns the columns that identify the row. */
  List<SqlColumn> matchColumns() {
    return matchColumns;
  }

  /** Returns the columns whose values an object takes from its row. */
  List<ColumnMapping> refreshedColumns() {
    return refreshedColumns;
  }

  /** Whether the UPDATE of an object would leave its row as it is. */
  boolean changesNothing(T entity, T row) {
    return table.versions().isEmpty() && isWritten(entity, row);
  }

  /** Whether a row has what the UPDATE of an object writes, the version apart. */
  boolean isWritten(T entity, T row) {
    return table.without(table.versions()).stream()
        .allMatch(column -> takesCurrent(column, entity) || column.isEqual(entity, row));
  }

  /** Whether an object has no value, so that the UPDATE keeps that of the row. */
  private static boolean takesCurrent(SqlColumn column, Object entity) {
    return (column.isGenerated() && column.isUnsetIn(entity))
        || (column.hasDefault() && column.mapping().get(entity) == null);
  }

  /** Returns a key or version column that is set in an object and differs in the row. */
  Optional<SqlColumn> findMismatch(T entity, T row) {
    for (SqlColumn guard : guardColumns) {
      if (!guard.isUnsetIn(entity)
          && !Objects.deepEquals(guard.valueOf(entity), guard.valueOf(row))) {
        return Optional.of(guard);
      }
    }
    return Optional.empty();
  }
}
