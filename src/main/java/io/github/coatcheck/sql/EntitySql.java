package io.github.coatcheck.sql;

import io.github.coatcheck.KeyException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.mapping.EntityMapping;
import java.util.ArrayList;
import java.util.List;

/** The statements of one mapped class in one dialect. */
public final class EntitySql<T> extends InsertSql<T> {
  private final SqlStatement list;

  // Of a class without key these lack a condition, and are never handed out.
  private final SqlStatement find;
  private final SqlStatement update;
  private final SqlStatement delete;

  EntitySql(EntityMapping<T> mapping, Dialect dialect) {
    super(mapping, dialect);
    this.list =
        SqlStatement.of(
            "SELECT %s FROM %s".formatted(join(", ", columns, SqlColumn::qualified), table));
    this.find = SqlStatement.of("%s WHERE %s".formatted(list.text(), equal(keys)), keys);
    List<SqlColumn> row = row();
    this.update = updateOf(row);
    this.delete = SqlStatement.of("DELETE FROM %s WHERE %s".formatted(table, equal(row)), row);
  }

  /** The name of the table as the database stores it. */
  public String tableName() {
    return SqlColumn.storedName(mapping.table(), dialect);
  }

  /** What finds the row of an object, as long as nobody changed it: its key and version. */
  List<SqlColumn> row() {
    List<SqlColumn> row = new ArrayList<>(keys);
    row.addAll(versions);
    return row;
  }

  /** The version that the row of an object has after an update, or nothing where it has none. */
  public Object[] nextVersion(T entity) {
    Object[] next = new Object[versions.size()];
    for (int i = 0; i < next.length; i++) {
      next[i] = versions.get(i).next(versions.get(i).mapping().get(entity));
    }
    return next;
  }

  /** Table and key column as the dialect's question for the key's source asks for them. */
  public Object[] keySourceValues() {
    return new Object[] {
      tableName(), SqlColumn.storedName(generatedKey().mapping().name(), dialect)
    };
  }

  /** What finds a row: the value of a key of one column, or an object that has the key. */
  public Object[] keyValues(Object key) {
    if (mapping.type().isInstance(key)) {
      T example = mapping.type().cast(key);
      mapping.requireKey(example);
      return find().values(mapping, example);
    }
    SqlColumn column = keys().get(0);
    if (keys().size() > 1 || !column.mapping().takesAsKey(key)) {
      throw new KeyException(
          "Cannot find a row of %s by %s: its key is %s. Hand in a value of that type, or an object of the class that has its key set."
              .formatted(
                  mapping.type().getName(),
                  key == null ? "null" : "a " + key.getClass().getSimpleName(),
                  join(", ", keys, SqlColumn::describe)));
    }
    return new Object[] {column.encodeKey(key)};
  }

  private SqlStatement updateOf(List<SqlColumn> row) {
    List<SqlColumn> others = without(keys);
    // A class of nothing but its key still finds out whether its row is there.
    List<SqlColumn> changed = others.isEmpty() ? keys : others;
    String assignments = join(", ", changed, EntitySql::assignment);
    List<SqlColumn> parameters = new ArrayList<>(changed);
    parameters.removeAll(versions);
    parameters.addAll(row);
    return SqlStatement.of(
        "UPDATE %s SET %s WHERE %s".formatted(table, assignments, equal(row)), parameters);
  }

  static String assignment(SqlColumn column) {
    return column.identifier()
        + (column.isVersion() ? " = %s + 1".formatted(column.qualified()) : " = ?");
  }

  /** The UPDATE of all columns but the key, by the key and version. */
  public SqlStatement update() {
    mapping.requireKeys();
    return update;
  }

  /** The UPDATE for an object, which is refused without its key and a version to count on. */
  public SqlStatement update(T entity) {
    mapping.requireKey(entity);
    nextVersion(entity);
    return update;
  }

  /** The DELETE by the key and version. */
  public SqlStatement delete() {
    mapping.requireKeys();
    return delete;
  }

  /** The DELETE for an object, which is refused without its key or version. */
  public SqlStatement delete(T entity) {
    mapping.requireKey(entity);
    for (SqlColumn version : versions) {
      version.requireVersion(version.mapping().get(entity));
    }
    return delete;
  }

  /** The SELECT by the key. */
  public SqlStatement find() {
    mapping.requireKeys();
    return find;
  }

  /** The SELECT of all rows. */
  public SqlStatement list() {
    return list;
  }

  /** The SELECT of some rows, in some order, as the user's tail says. */
  public SqlStatement list(String tail) {
    return SqlStatement.of((list.text() + " " + tail).strip());
  }

  /** The number of rows that a tail leaves, which may group or limit them. */
  public SqlStatement count(String tail) {
    String rows =
        tail.isBlank() ? table : "(SELECT 1 FROM %s %s) AS counted".formatted(table, tail);
    return SqlStatement.of("SELECT count(*) FROM " + rows);
  }

  /** A row of one column for each row that a tail leaves. */
  public SqlStatement exists(String tail) {
    return SqlStatement.of("SELECT 1 FROM %s %s".formatted(table, tail).strip());
  }
}
