package io.github.coatcheck.validation;

import io.github.coatcheck.ValueException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.KeySource;
import io.github.coatcheck.entity.SessionScope;
import io.github.coatcheck.jdbc.ResultColumn;
import io.github.coatcheck.jdbc.RowMapper;
import io.github.coatcheck.query.UserQueries;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.Sql;
import io.github.coatcheck.sql.SqlColumn;
import io.github.coatcheck.sql.SqlTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares classes with their tables, and reports where a session would fail or lose a value. */
public final class TableCheck {
  /**
   * A column as the database describes it, one for each unique key. It is queried like any record.
   */
  private record TableColumn(
      String name,
      String type,
      Boolean nullable,
      boolean hasDefault,
      String uniqueKey,
      boolean writable) {}

  /** A foreign key that refers to nothing: its column, and the table that it names. */
  private record BrokenReference(String name, String parent) {}

  private final SessionScope scope;
  private final UserQueries queries;
  private final Dialect dialect;
  private final List<String> keyFindings = new ArrayList<>();
  private final List<String> otherFindings = new ArrayList<>();

  public TableCheck(SessionScope scope, UserQueries queries) {
    this.scope = scope;
    this.queries = queries;
    this.dialect = scope.sql().dialect();
  }

  /**
   * Compares classes with their tables. Returns a text for each finding, first those about keys and
   * missing tables.
   */
  public List<String> check(Collection<Class<?>> types) {
    for (Class<?> type : types) {
      check(type);
    }
    List<String> findings = new ArrayList<>(keyFindings);
    findings.addAll(otherFindings);
    return findings;
  }

  private void check(Class<?> type) {
    EntitySql<?> sql = scope.sqlOf(type);
    SqlTable<?> table = sql.table();
    Map<String, TableColumn> unmapped = new LinkedHashMap<>();
    Map<String, Set<String>> uniqueKeys = new HashMap<>();
    for (TableColumn column : columns(table)) {
      String name = comparable(dialect.quote(column.name()));
      unmapped.put(name, column);
      uniqueKeys.computeIfAbsent(column.uniqueKey(), key -> new HashSet<>()).add(name);
    }
    uniqueKeys.remove(null);
    if (unmapped.isEmpty()) {
      keyFindings.add(
          "Cannot find the table %s of %s: there is none of that name. Create it with createTables, or give the class the right name with @Table."
              .formatted(table, type.getName()));
      return;
    }
    List<String> names = unmapped.values().stream().map(TableColumn::name).toList();
    boolean isView = unmapped.values().iterator().next().nullable() == null;
    Set<String> known = isView ? Set.of() : Set.copyOf(unmapped.keySet());
    for (SqlColumn column : table.columns()) {
      check(column, sql, unmapped.remove(comparable(column.identifier())), names);
    }
    if (!table.keys().isEmpty()) {
      table.uniqueKeys().forEach(key -> checkUnique(key, table, known, uniqueKeys.values()));
      unmapped.values().forEach(column -> checkUnmapped(column, table));
      checkReferences(table);
    }
    if (dialect.storesAnything() && unmapped.size() == names.size() - table.columns().size()) {
      checkRows(sql);
    }
  }

  private void report(SqlColumn column, String finding) {
    (column.mapping().isKey() ? keyFindings : otherFindings).add(finding);
  }

  private List<TableColumn> columns(SqlTable<?> table) {
    String query = dialect.tableColumns(table.mapping().schema());
    return queries.query(TableColumn.class, query, table.storedName());
  }

  /** A name in quotes, in one case if the database does not distinguish any. */
  private String comparable(String identifier) {
    return dialect.distinguishesCase() ? identifier : identifier.toLowerCase(Locale.ROOT);
  }

  /** Reports columns that are unique in the class, and no unique key of a table. */
  private void checkUnique(
      List<SqlColumn> key, SqlTable<?> table, Set<String> found, Collection<Set<String>> unique) {
    Set<String> names = new HashSet<>();
    key.forEach(column -> names.add(comparable(column.identifier())));
    if (!found.containsAll(names) || unique.stream().anyMatch(names::containsAll)) {
      return;
    }
    String columns = SqlColumn.join(", ", key, SqlColumn::identifier);
    String properties = SqlColumn.join(", ", key, SqlColumn::toString);
    if (key.equals(table.keys())) {
      keyFindings.add(
          "Cannot find one row by %s: the table has no unique key of %s. Make it the primary key of the table, or map all columns of the real key."
              .formatted(properties, columns));
    } else {
      otherFindings.add(
          "Cannot rely on %s, which is unique: the table has no unique key of %s. Add a UNIQUE constraint to the table, or remove unique."
              .formatted(properties, columns));
    }
  }

  /** Compares a column with that of the table, if there is one of its name. */
  private void check(SqlColumn column, EntitySql<?> sql, TableColumn found, List<String> names) {
    if (found == null) {
      report(
          column,
          "Cannot find column %s of %s: the table %s has %s. Name the right one with @Column(name = ...), or add it to the table."
              .formatted(column.identifier(), column, sql.table(), names));
      return;
    }
    // Without a key, a class is only read.
    boolean inserted = !sql.table().keys().isEmpty();
    boolean written = inserted && !column.mapping().isReadOnly();
    if (column.isGenerated()) {
      checkKeySource(sql);
    } else {
      checkType(column, found, written);
    }
    if (written && !found.writable()) {
      report(
          column,
          "Cannot write %s: the database computes column %s, or it is part of a view that can only be read. If it is no key, declare it @Column(readOnly = true); or leave it or the key out of the class."
              .formatted(column, column.identifier()));
    }
    if (column.mapping().isKey()) {
      checkKeyRange(column, sql.table());
    } else {
      checkNull(column, found, inserted, written);
    }
  }

  private void checkReferences(SqlTable<?> table) {
    Optional<String> query = dialect.brokenReferences(table.mapping().schema());
    if (query.isPresent()) {
      for (BrokenReference broken :
          queries.query(BrokenReference.class, query.get(), table.storedName())) {
        otherFindings.add(
            "Cannot insert into %s: its column %s refers to %s, which is not there, or not unique. Correct the foreign key, or create what it refers to."
                .formatted(table, dialect.quote(broken.name()), dialect.quote(broken.parent())));
      }
    }
  }

  private void checkKeySource(EntitySql<?> sql) {
    if (scope.keyCheck().keySource(sql, scope.executor()) == KeySource.NONE) {
      keyFindings.add(scope.keyCheck().refusalMessage(sql));
    }
  }

  /** Reports keys that are too great for the class. Other programs may have written them. */
  private void checkKeyRange(SqlColumn column, SqlTable<?> table) {
    boolean narrow =
        column.mapping().acceptsAsKey(0L) && column.mapping().storedType() != Long.class;
    if (!narrow || dialect.storesAnything()) {
      return;
    }
    Sql greatest = Sql.of("SELECT max(%s) FROM %s".formatted(column.qualified(), table));
    RowMapper<Object> cell = result -> row -> row.getObject(1);
    Object key = scope.executor().query(greatest, new Object[0], cell, 1).get(0);
    try {
      if (key != null) {
        column.decode(key);
      }
    } catch (ValueException e) {
      keyFindings.add(
          "Cannot read every key of %s into %s: the greatest does not fit its type, %s. Declare it long."
              .formatted(table, column, column.mapping().type().getSimpleName()));
    }
  }

  private void checkType(SqlColumn column, TableColumn found, boolean written) {
    if (column.refusal().isPresent()) {
      report(column, "Cannot store a value of %s: %s.".formatted(column, column.refusal().get()));
    }
    Class<?> type = column.mapping().storedType();
    boolean fits =
        written
            ? dialect.storesExactly(type, column.type(), found.type())
            : dialect.storesExactly(type, unlimited(column.type()), unlimited(found.type()));
    if (!fits) {
      report(
          column,
          "Cannot keep every %s of %s in column %s: its type is %s, which changes or refuses some. Define the column as %s, or give the property a type or a converter that fits."
              .formatted(
                  type.getSimpleName(), column, column.identifier(), found.type(), column.type()));
    }
  }

  /** A type without its length or digits, which do not matter to a class that is only read. */
  private static String unlimited(String type) {
    return type.replaceAll("\\(.*?\\)", "");
  }

  private void checkNull(SqlColumn column, TableColumn found, boolean inserted, boolean written) {
    boolean nullable = column.mapping().isNullable();
    if (!nullable && Boolean.TRUE.equals(found.nullable())) {
      otherFindings.add(
          "Cannot rely on %s, which is never null: column %s may be NULL. Make the column NOT NULL, or let the property be null."
              .formatted(column, column.identifier()));
    }
    if (inserted && column.hasDefault() && !found.hasDefault()) {
      otherFindings.add(
          "Cannot leave %s to the database: column %s has no default, and would be NULL. Give the column one, or remove defaultValue."
              .formatted(column, column.identifier()));
    }
    if (written && nullable && !column.hasDefault() && Boolean.FALSE.equals(found.nullable())) {
      otherFindings.add(
          "Cannot store null of %s: column %s is NOT NULL. Say nullable = false, or let the column be NULL."
              .formatted(column, column.identifier()));
    }
  }

  /**
   * Reads all rows, and reports the first value of each column that cannot be read, or written
   * back.
   */
  private <T> void checkRows(EntitySql<T> sql) {
    List<ResultColumn> columns = ResultColumn.inOrder(sql.table().columns());
    Set<SqlColumn> unreadable = new HashSet<>();
    RowMapper<T> reader =
        result ->
            row -> {
              for (ResultColumn each : columns) {
                SqlColumn column = each.column();
                try {
                  Object value = each.read(row);
                  if (!sql.table().keys().isEmpty()) {
                    column.encode(value);
                  }
                } catch (ValueException e) {
                  if (unreadable.add(column)) {
                    report(column, RowMapper.withKey(e, row, columns).getMessage());
                  }
                }
              }
              return null;
            };
    scope.executor().query(sql.list(), new Object[0], reader, 0);
  }

  private void checkUnmapped(TableColumn found, SqlTable<?> table) {
    if (Boolean.FALSE.equals(found.nullable()) && !found.hasDefault()) {
      otherFindings.add(
          "Cannot insert into %s: its column %s is NOT NULL without a default, and %s does not map it. Map it, or give it a default."
              .formatted(table, dialect.quote(found.name()), table.mapping().type().getName()));
    }
  }
}
