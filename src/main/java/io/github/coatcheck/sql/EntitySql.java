package io.github.coatcheck.sql;

import io.github.coatcheck.KeyException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.EntityMapping;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The statements of one mapped class in one dialect. */
public final class EntitySql<T> {
  private final EntityMapping<T> mapping;
  private final Dialect dialect;
  private final String table;
  private final List<SqlColumn> columns = new ArrayList<>();
  private final List<SqlColumn> keys = new ArrayList<>();
  private final List<SqlColumn> versions = new ArrayList<>();
  private final SqlStatement list;

  // Of a class without key these lack a condition, and are never handed out.
  private final SqlStatement find;
  private final SqlStatement update;
  private final SqlStatement delete;

  /** What an INSERT does not take from an object that has no value: first the generated key. */
  private final List<SqlColumn> optional = new ArrayList<>();

  /** By the optional columns that are left out. */
  private final Map<List<SqlColumn>, SqlStatement> inserts = new ConcurrentHashMap<>();

  private final Map<SqlStatement, Map<Integer, SqlStatement>> rowInserts =
      new ConcurrentHashMap<>();

  EntitySql(EntityMapping<T> mapping, Dialect dialect) {
    this.mapping = mapping;
    this.dialect = dialect;
    String name = SqlColumn.quote(mapping.table(), dialect);
    boolean named = mapping.schema().isPresent();
    this.table = named ? dialect.quote(mapping.schema().get()) + "." + name : name;
    // Without the schema, which RETURNING does not know on SQLite.
    for (ColumnMapping column : mapping.columns()) {
      add(new SqlColumn(column, name, dialect));
    }
    this.list =
        SqlStatement.of(
            "SELECT %s FROM %s".formatted(join(", ", columns, SqlColumn::qualified), table));
    this.find = SqlStatement.of("%s WHERE %s".formatted(list.text(), equal(keys)), keys);
    List<SqlColumn> row = row();
    this.update = updateOf(row);
    this.delete = SqlStatement.of("DELETE FROM %s WHERE %s".formatted(table, equal(row)), row);
  }

  private void add(SqlColumn column) {
    columns.add(column);
    if (column.isKey()) {
      keys.add(column);
    }
    if (column.isGenerated()) {
      optional.add(0, column);
    } else if (column.hasDefault() || column.isVersion()) {
      optional.add(column);
    }
    if (column.isVersion()) {
      versions.add(column);
    }
  }

  public EntityMapping<T> mapping() {
    return mapping;
  }

  /** The name of the table in quotes, with that of its schema if it has one. */
  public String table() {
    return table;
  }

  public List<SqlColumn> columns() {
    return columns;
  }

  /** The columns of the primary key, which may be none. */
  public List<SqlColumn> keys() {
    return keys;
  }

  /** The key column whose values the database makes; only for a class that has one. */
  public SqlColumn generatedKey() {
    return optional.get(0);
  }

  /** The name of the table as the database stores it. */
  public String tableName() {
    return SqlColumn.spell(mapping.table(), dialect);
  }

  /** What finds the row of an object, as long as nobody changed it: its key and version. */
  List<SqlColumn> row() {
    List<SqlColumn> row = new ArrayList<>(keys);
    row.addAll(versions);
    return row;
  }

  /** What an INSERT does not take from an object that has no value. */
  List<SqlColumn> optional() {
    return optional;
  }

  /**
   * The version that the row of an object has after an update, or nothing where it has none; an
   * object without its key or version is refused.
   */
  public Object[] nextVersion(T entity) {
    mapping.requireKey(entity);
    Object[] next = new Object[versions.size()];
    for (int i = 0; i < next.length; i++) {
      next[i] = versions.get(i).next(mapping.value(entity, mapping.versions().get(i)));
    }
    return next;
  }

  /** Table and key column as the dialect's question for the key's source asks for them. */
  public Object[] keySourceValues() {
    return new Object[] {tableName(), SqlColumn.spell(generatedKey().mapping().name(), dialect)};
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

  /** The INSERT for an object: without its key, if that is to be made. */
  public SqlStatement insert(T entity) {
    requireGivenKey(entity);
    return inserts.computeIfAbsent(unset(entity), this::insertWithout);
  }

  /** The optional columns of which an object has no value: mostly all, so that no list is made. */
  private List<SqlColumn> unset(T entity) {
    List<SqlColumn> unset = optional;
    for (SqlColumn column : optional) {
      if (!column.mapping().isUnset(mapping.value(entity, column.mapping()))) {
        unset = unset == optional ? new ArrayList<>(optional) : unset;
        unset.remove(column);
      }
    }
    return unset;
  }

  /** The INSERT for an object that leaves to the database all that it can make. */
  public SqlStatement insert() {
    mapping.requireKeys();
    return inserts.computeIfAbsent(optional, this::insertWithout);
  }

  private void requireGivenKey(T entity) {
    mapping.requireKeys();
    for (ColumnMapping key : mapping.keys()) {
      if (!key.isGenerated()) {
        mapping.requireKey(entity);
      }
    }
  }

  private SqlStatement insertWithout(List<SqlColumn> leftOut) {
    List<SqlColumn> made = new ArrayList<>(leftOut);
    made.removeAll(versions);
    List<SqlColumn> started = new ArrayList<>(leftOut);
    started.retainAll(versions);
    List<SqlColumn> given = without(leftOut);
    String text = "INSERT INTO %s %s".formatted(table, values(without(made), started));
    if (made.isEmpty()) {
      return SqlStatement.of(text, given).starting(started);
    }
    return (made.size() == 1 && made.get(0).isGenerated()
            ? SqlStatement.generatingKey(text, given, made.get(0))
            : SqlStatement.returning(
                text + " RETURNING " + join(", ", made, SqlColumn::qualified), given, made))
        .starting(started);
  }

  /** An INSERT for many objects that have all that it binds, which makes nothing. */
  public SqlStatement insertRows(SqlStatement insert, int rows) {
    return rowInserts
        .computeIfAbsent(insert, key -> new ConcurrentHashMap<>())
        .computeIfAbsent(rows, count -> repeated(insert, count));
  }

  private static SqlStatement repeated(SqlStatement insert, int rows) {
    String row = ", (%s)".formatted(String.join(", ", Collections.nCopies(insert.width(), "?")));
    return SqlStatement.of(insert.text() + row.repeat(rows - 1));
  }

  private String values(List<SqlColumn> named, List<SqlColumn> started) {
    return named.isEmpty()
        ? dialect.noValues()
        : "(%s) VALUES (%s)"
            .formatted(
                join(", ", named, SqlColumn::identifier),
                join(
                    ", ",
                    named,
                    column -> started.contains(column) ? "" + SqlColumn.FIRST_VERSION : "?"));
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

  static String equal(List<SqlColumn> columns) {
    return join(" AND ", columns, column -> column.qualified() + " = ?");
  }

  /** The UPDATE of all columns but the key, by the key and version. */
  public SqlStatement update() {
    mapping.requireKeys();
    return update;
  }

  /** The DELETE by the key and version. */
  public SqlStatement delete() {
    mapping.requireKeys();
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

  /** The number of rows that a tail leaves. */
  public SqlStatement count(String tail) {
    return SqlStatement.of("SELECT count(*) FROM %s %s".formatted(table, tail).strip());
  }

  /** A row of one column for each row that a tail leaves. */
  public SqlStatement exists(String tail) {
    return SqlStatement.of("SELECT 1 FROM %s %s".formatted(table, tail).strip());
  }

  List<SqlColumn> without(List<SqlColumn> others) {
    List<SqlColumn> rest = new ArrayList<>(columns);
    rest.removeAll(others);
    return rest;
  }

  static String join(String separator, List<SqlColumn> columns, Function<SqlColumn, String> part) {
    StringJoiner joined = new StringJoiner(separator);
    for (SqlColumn column : columns) {
      joined.add(part.apply(column));
    }
    return joined.toString();
  }
}
