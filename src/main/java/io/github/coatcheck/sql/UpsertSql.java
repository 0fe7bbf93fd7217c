package io.github.coatcheck.sql;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.EntityMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** The statements of an upsert of one class, by its key or by one of its unique columns. */
public final class UpsertSql<T> {
  private final EntitySql<T> sql;
  private final EntityMapping<T> mapping;
  private final List<SqlColumn> by;
  private final List<SqlColumn> guards;
  private final List<ColumnMapping> changed;
  private final SqlStatement update;
  private final SqlStatement find;

  /** Takes the name of the unique column, which is empty for the key. */
  UpsertSql(EntitySql<T> sql, String column) {
    this.sql = sql;
    this.mapping = sql.mapping();
    this.by = column.isEmpty() ? sql.keys() : List.of(unique(column));
    this.guards = sql.row();
    guards.removeAll(by);
    this.changed = new ArrayList<>();
    for (SqlColumn optional : sql.optional()) {
      if (!by.contains(optional)) {
        changed.add(optional.mapping());
      }
    }
    this.update = updateBy();
    this.find = SqlStatement.of("%s WHERE %s".formatted(sql.list().text(), EntitySql.equal(by)));
  }

  private SqlColumn unique(String name) {
    StringJoiner names = new StringJoiner(", ");
    for (SqlColumn column : sql.columns()) {
      String own = column.mapping().name().text();
      if (column.mapping().options().unique() || (column.isKey() && sql.keys().size() == 1)) {
        if (own.equalsIgnoreCase(name)) {
          return column;
        }
        names.add(own);
      }
    }
    throw new CoatcheckException(
        "Cannot upsert objects of %s by %s: the class has no unique column of that name, and other columns leave open which row is meant. Name one of %s, or mark the column with @Column(unique = true)."
            .formatted(mapping.type().getName(), name, names));
  }

  private SqlStatement updateBy() {
    List<SqlColumn> others = sql.without(sql.keys());
    // A class of nothing but its key still finds out whether its row is there.
    List<SqlColumn> set = others.isEmpty() ? by : others;
    StringJoiner condition = new StringJoiner(" AND ").add(EntitySql.equal(by));
    for (SqlColumn guard : guards) {
      condition.add(guard.qualified() + " = " + given(guard));
    }
    List<SqlColumn> parameters = new ArrayList<>(set);
    parameters.removeIf(SqlColumn::isVersion);
    parameters.addAll(by);
    parameters.addAll(guards);
    return SqlStatement.of(
        "UPDATE %s SET %s WHERE %s"
            .formatted(sql.table(), EntitySql.join(", ", set, UpsertSql::assignment), condition),
        parameters);
  }

  private static String assignment(SqlColumn column) {
    return column.hasDefault()
        ? column.identifier() + " = " + given(column)
        : EntitySql.assignment(column);
  }

  /** The value that an object gives, or that of the row where the object has none. */
  private static String given(SqlColumn column) {
    boolean unsetIsZero =
        column.mapping().type().isPrimitive() && (column.isGenerated() || column.isVersion());
    return "COALESCE(%s, %s)".formatted(unsetIsZero ? "NULLIF(?, 0)" : "?", column.qualified());
  }

  /** The UPDATE for an object; or its INSERT, where the key of its row is yet to be made. */
  public SqlStatement of(T entity) {
    SqlStatement insert = sql.insert(entity);
    for (SqlColumn column : by) {
      Object value = column.mapping().get(entity);
      if (column.isGenerated() && column.mapping().isUnset(value)) {
        return insert;
      }
      if (value == null) {
        throw new KeyException(
            "Cannot upsert an object of %s by %s: it is null, which equals no row, so that each call would insert another one. Set it, or insert the object."
                .formatted(mapping.type().getName(), column));
      }
    }
    return update;
  }

  /** The SELECT of the rows that the UPDATE would find for a number of objects. */
  public SqlStatement find(int objects) {
    return objects == 1
        ? find
        : SqlStatement.of(find.text() + (" OR " + EntitySql.equal(by)).repeat(objects - 1));
  }

  /** What finds the row of an object, as it is bound; an object that was read has the same. */
  public List<Object> identity(T entity) {
    List<Object> identity = new ArrayList<>(by.size());
    for (SqlColumn column : by) {
      identity.add(column.encode(column.mapping().get(entity)));
    }
    return identity;
  }

  /** The columns in which an object takes over what its row has. */
  public List<ColumnMapping> changed() {
    return changed;
  }

  /** The column, key or version, for which a row is not the one that an object was read from. */
  public Optional<SqlColumn> mismatch(T entity, T row) {
    for (SqlColumn guard : guards) {
      Object value = guard.mapping().get(entity);
      if (!guard.mapping().isUnset(value) && !value.equals(guard.mapping().get(row))) {
        return Optional.of(guard);
      }
    }
    return Optional.empty();
  }
}
