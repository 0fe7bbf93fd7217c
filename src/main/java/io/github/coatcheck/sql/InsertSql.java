package io.github.coatcheck.sql;

import io.github.coatcheck.KeyException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.EntityMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The table of one mapped class in one dialect, and the statements that insert into it. */
abstract class InsertSql<T> {
  /** What every database takes, SQLite the fewest. */
  private static final int MOST_PARAMETERS = 32_766;

  final EntityMapping<T> mapping;
  final Dialect dialect;
  final String table;
  final List<SqlColumn> columns = new ArrayList<>();
  final List<SqlColumn> keys = new ArrayList<>();
  final List<SqlColumn> versions = new ArrayList<>();
  private final String name;

  /** What an INSERT does not take from an object that has no value: first the generated key. */
  private final List<SqlColumn> optional = new ArrayList<>();

  /** The INSERT without all optional columns, which is the usual one, once it was made. */
  private volatile SqlStatement leavingOut;

  /** The others, by the optional columns that are left out. */
  private final Map<List<SqlColumn>, SqlStatement> inserts = new ConcurrentHashMap<>();

  private final Map<SqlStatement, Map<Integer, SqlStatement>> rowInserts =
      new ConcurrentHashMap<>();

  InsertSql(EntityMapping<T> mapping, Dialect dialect) {
    this.mapping = mapping;
    this.dialect = dialect;
    this.name = SqlColumn.quote(mapping.table(), dialect);
    boolean named = mapping.schema().isPresent();
    this.table = named ? dialect.quote(mapping.schema().get()) + "." + name : name;
    // Without the schema, which RETURNING does not know on SQLite.
    for (ColumnMapping column : mapping.columns()) {
      add(new SqlColumn(column, name, dialect));
    }
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

  public final EntityMapping<T> mapping() {
    return mapping;
  }

  /** The name of the table in quotes, with that of its schema if it has one. */
  public final String table() {
    return table;
  }

  public final List<SqlColumn> columns() {
    return columns;
  }

  /** The columns of the primary key, which may be none. */
  public final List<SqlColumn> keys() {
    return keys;
  }

  /** The key column whose values the database makes; only for a class that has one. */
  public final SqlColumn generatedKey() {
    return optional.get(0);
  }

  /** What an INSERT does not take from an object that has no value. */
  final List<SqlColumn> optional() {
    return optional;
  }

  /** The INSERT for an object: without its key, if that is to be made. */
  public final SqlStatement insert(T entity) {
    requireGivenKey(entity);
    List<SqlColumn> unset = unset(entity);
    if (!optional.isEmpty() && optional.get(0).isGenerated() && !unset.contains(generatedKey())) {
      requireKept(entity);
    }
    return unset == optional ? insert() : inserts.computeIfAbsent(unset, this::insertWithout);
  }

  /** Whether an object has a value in the key column whose values the database makes. */
  public final boolean hasKey(T entity) {
    ColumnMapping key = generatedKey().mapping();
    return !key.isUnset(key.get(entity));
  }

  /** The optional columns of which an object has no value: mostly all, so that no list is made. */
  private List<SqlColumn> unset(T entity) {
    List<SqlColumn> unset = optional;
    for (SqlColumn column : optional) {
      if (!column.mapping().isUnset(column.mapping().get(entity))) {
        unset = unset == optional ? new ArrayList<>(optional) : unset;
        unset.remove(column);
      }
    }
    return unset;
  }

  /** The INSERT for an object that leaves to the database all that it can make. */
  public final SqlStatement insert() {
    mapping.requireKeys();
    SqlStatement insert = leavingOut;
    if (insert == null) {
      insert = insertWithout(optional);
      leavingOut = insert;
    }
    return insert;
  }

  private void requireGivenKey(T entity) {
    mapping.requireKeys();
    for (ColumnMapping key : mapping.keys()) {
      if (!key.isGenerated()) {
        mapping.requireKey(entity);
      }
    }
  }

  private void requireKept(T entity) {
    SqlColumn key = generatedKey();
    long given = ((Number) key.mapping().get(entity)).longValue();
    if (dialect.replacesKey(given)) {
      throw new KeyException(
          "Cannot insert an object with the key %d in %s: the database would make another key in its place. Give the object a different key, or none."
              .formatted(given, key));
    }
  }

  private SqlStatement insertWithout(List<SqlColumn> leftOut) {
    List<SqlColumn> made = new ArrayList<>(leftOut);
    made.removeAll(versions);
    List<SqlColumn> started = new ArrayList<>(leftOut);
    started.retainAll(versions);
    List<SqlColumn> given = without(leftOut);
    List<SqlColumn> rest = new ArrayList<>(made);
    rest.removeIf(SqlColumn::isGenerated);
    String text = insert(made, started);
    if (rest.isEmpty()) {
      return keyed(text, given, made).starting(started);
    }
    return returning(text, made)
        .map(all -> SqlStatement.returning(all, given, made))
        .orElseGet(() -> keyed(text, given, made).before(select(rest)))
        .starting(started);
  }

  private String insert(List<SqlColumn> made, List<SqlColumn> started) {
    return "INSERT INTO %s %s".formatted(table, values(without(made), started));
  }

  private SqlStatement keyed(String text, List<SqlColumn> given, List<SqlColumn> made) {
    return made.isEmpty() || !made.get(0).isGenerated()
        ? SqlStatement.of(text, given)
        : SqlStatement.generatingKey(text, given, made.get(0), keyName());
  }

  private Optional<String> keyName() {
    return dialect.namesGeneratedKey()
        ? Optional.of(SqlColumn.storedName(generatedKey().mapping().name(), dialect))
        : Optional.empty();
  }

  private Optional<String> returning(String insert, List<SqlColumn> made) {
    return dialect.returning(insert, name, join(", ", made, SqlColumn::qualified));
  }

  private SqlStatement select(List<SqlColumn> wanted) {
    return SqlStatement.returning(
        "SELECT %s FROM %s WHERE %s"
            .formatted(join(", ", wanted, SqlColumn::qualified), table, equal(keys)),
        keys,
        wanted);
  }

  /** The number of rows that one INSERT takes. */
  public final int mostRows() {
    return Math.min(dialect.rowsPerInsert(), Math.max(1, MOST_PARAMETERS / columns.size()));
  }

  /** An INSERT for many objects that have all that it binds, which makes nothing. */
  public final SqlStatement insertRows(SqlStatement insert, int rows) {
    return rowInserts
        .computeIfAbsent(insert, key -> new ConcurrentHashMap<>())
        .computeIfAbsent(rows, count -> SqlStatement.of(repeated(insert, count)));
  }

  /**
   * The same for objects of which the database makes the key, or more: each row comes back, first
   * what was made and then what was bound.
   */
  public final SqlStatement insertReturning(SqlStatement insert, int rows) {
    return rowInserts
        .computeIfAbsent(insert, key -> new ConcurrentHashMap<>())
        .computeIfAbsent(
            rows,
            count -> {
              List<SqlColumn> returned = new ArrayList<>(insert.made());
              returned.addAll(insert.parameters());
              String text = returning(repeated(insert, count), returned).get();
              return SqlStatement.returning(text, insert.parameters(), insert.made());
            });
  }

  private String repeated(SqlStatement insert, int rows) {
    String one = insert(insert.made(), insert.started());
    // The last parenthesis opens the values, among which is none.
    return one + (", " + one.substring(one.lastIndexOf('('))).repeat(rows - 1);
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

  static String equal(List<SqlColumn> columns) {
    return join(" AND ", columns, column -> column.qualified() + " = ?");
  }

  final List<SqlColumn> without(List<SqlColumn> others) {
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
