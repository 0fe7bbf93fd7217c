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
import java.util.Optional;
import java.util.StringJoiner;

/** The statements of an upsert of one class, by its key or by one of its unique columns. */
final class UpsertSql<T> {
  private final EntitySql<T> sql;
  private final SqlTable<T> table;

  /** The columns that find the row. */
  private final List<SqlColumn> by;

  /** The other parts of key and version, which the row must have as far as the object has them. */
  private final List<SqlColumn> guards;

  private final List<ColumnMapping> refreshed = new ArrayList<>();
  private final Sql update;
  private final Sql find;

  /** Takes the name of the unique column, which is empty for the key. */
  UpsertSql(EntitySql<T> sql, String column) {
    this.sql = sql;
    this.table = sql.table();
    this.by = column.isEmpty() ? table.keys() : List.of(unique(column));
    this.guards = table.identifyingColumns();
    guards.removeAll(by);
    for (SqlColumn omittable : sql.omittable()) {
      if (!by.contains(omittable)) {
        refreshed.add(omittable.mapping());
      }
    }
    this.update = updateBy();
    this.find = Sql.of(sql.list().text() + " WHERE " + SqlColumn.condition(by));
  }

  private SqlColumn unique(String name) {
    StringJoiner names = new StringJoiner(", ");
    for (SqlColumn column : table.columns()) {
      String own = column.mapping().name().text();
      if (column.mapping().options().unique() || (column.isKey() && table.keys().size() == 1)) {
        if (own.equalsIgnoreCase(name)) {
          return column;
        }
        names.add(own);
      }
    }
    throw new CoatcheckException(
        "Cannot upsert objects of %s by %s: the class has no unique column of that name, and other columns leave open which row is meant. Name one of %s, or mark the column with @Column(unique = true)."
            .formatted(sql.mapping().type().getName(), name, names));
  }

  private Sql updateBy() {
    List<SqlColumn> others = table.without(table.keys());
    // A class of nothing but its key still finds out whether its row is there.
    List<SqlColumn> set = others.isEmpty() ? by : others;
    StringJoiner condition = new StringJoiner(" AND ").add(SqlColumn.condition(by));
    for (SqlColumn guard : guards) {
      condition.add(guard.qualified() + " = " + valueOrThatOfTheRow(guard));
    }
    List<SqlColumn> parameters = new ArrayList<>(set);
    parameters.removeIf(SqlColumn::isVersion);
    parameters.addAll(by);
    parameters.addAll(guards);
    return Sql.of(
        "UPDATE %s SET %s WHERE %s"
            .formatted(table, SqlColumn.join(", ", set, UpsertSql::assignment), condition),
        parameters);
  }

  private static String assignment(SqlColumn column) {
    return column.hasDefault()
        ? column.identifier() + " = " + valueOrThatOfTheRow(column)
        : column.assignment();
  }

  /** The value of an object, or that of the row if the object has none. */
  private static String valueOrThatOfTheRow(SqlColumn column) {
    boolean unsetIsZero =
        column.mapping().type().isPrimitive() && (column.isGenerated() || column.isVersion());
    return "COALESCE(%s, %s)".formatted(unsetIsZero ? "NULLIF(?, 0)" : "?", column.qualified());
  }

  /** The UPDATE for an object; empty if the key of its row is yet to be generated. */
  Optional<Sql> update(T entity) {
    // Refuses what could not be inserted either.
    sql.insert(entity);
    for (SqlColumn column : by) {
      Object value = column.mapping().get(entity);
      if (column.isGenerated() && column.mapping().isUnset(value)) {
        return Optional.empty();
      }
      if (value == null) {
        throw new KeyException(
            "Cannot upsert an object of %s by %s: it is null, which equals no row, so that each call would insert another one. Set it, or insert the object."
                .formatted(sql.mapping().type().getName(), column));
      }
    }
    return Optional.of(update);
  }

  /** The SELECT of the rows that the UPDATE would find for a number of objects. */
  Sql find(int objects) {
    return objects == 1
        ? find
        : Sql.of(find.text() + (" OR " + SqlColumn.condition(by)).repeat(objects - 1));
  }

  /** What finds the row of an object, in the form in which it is bound. */
  List<Object> identity(T entity) {
    List<Object> identity = new ArrayList<>(by.size());
    for (SqlColumn column : by) {
      identity.add(column.valueOf(entity));
    }
    return identity;
  }

  /** The columns in which an object takes over the values of its row. */
  List<ColumnMapping> refreshed() {
    return refreshed;
  }

  /** The column, key or version, by which a row is another one than that of an object. */
  Optional<SqlColumn> mismatch(T entity, T row) {
    for (SqlColumn guard : guards) {
      Object value = guard.mapping().get(entity);
      if (!guard.mapping().isUnset(value) && !value.equals(guard.mapping().get(row))) {
        return Optional.of(guard);
      }
    }
    return Optional.empty();
  }
}
