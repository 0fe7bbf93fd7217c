package io.github.coatcheck.jdbc;

import io.github.coatcheck.ValueException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.KeySource;
import io.github.coatcheck.mapping.Mappings;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.SqlColumn;
import io.github.coatcheck.sql.SqlGenerator;
import io.github.coatcheck.sql.SqlStatement;
import java.util.ArrayList;
import java.util.List;

/** Compares classes with their tables, and collects where a session would fail or lose a value. */
public final class TableCheck {
  /** A column as the database describes it, read as the rows of any record are. */
  private record TableColumn(String name, String type, Boolean nullable, boolean hasDefault) {}

  private final SqlGenerator sql;
  private final Dialect dialect;
  private final KeyCheck keyCheck;
  private final StatementExecutor executor;
  private final List<String> ofKeys = new ArrayList<>();
  private final List<String> ofOthers = new ArrayList<>();

  public TableCheck(SqlGenerator sql, KeyCheck keyCheck, StatementExecutor executor) {
    this.sql = sql;
    this.dialect = sql.dialect();
    this.keyCheck = keyCheck;
    this.executor = executor;
  }

  /** What was found, one text each, those about keys and whole tables first. */
  public List<String> findings() {
    List<String> findings = new ArrayList<>(ofKeys);
    findings.addAll(ofOthers);
    return findings;
  }

  /** Compares a class with its table. */
  public void check(Class<?> type) {
    EntitySql<?> entity = sql.of(type);
    List<TableColumn> unmapped = new ArrayList<>(columns(entity));
    if (unmapped.isEmpty()) {
      ofKeys.add(
          "Cannot find the table %s of %s: there is none of that name. Create it with createTables, or give the class the right name with @Table."
              .formatted(entity.table(), type.getName()));
      return;
    }
    List<String> names = new ArrayList<>();
    for (TableColumn column : unmapped) {
      names.add(column.name());
    }
    for (SqlColumn column : entity.columns()) {
      check(column, entity, unmapped, names);
    }
    if (!entity.keys().isEmpty()) {
      unmapped.forEach(column -> checkUnmapped(column, entity));
    }
  }

  /** Compares a column with the one of its name, which is mapped then. */
  private void check(
      SqlColumn column, EntitySql<?> entity, List<TableColumn> unmapped, List<String> names) {
    for (TableColumn found : unmapped) {
      if (isNamed(column, found.name())) {
        check(column, entity, found);
        unmapped.remove(found);
        return;
      }
    }
    reportMissing(column, entity, names);
  }

  private List<TableColumn> columns(EntitySql<?> entity) {
    return executor.query(
        SqlStatement.of(dialect.tableColumns(entity.mapping().schema())),
        new Object[] {entity.tableName()},
        RowMapper.byName(Mappings.of(TableColumn.class), sql.columns(TableColumn.class)),
        0);
  }

  private boolean isNamed(SqlColumn column, String name) {
    String found = dialect.quote(name);
    return dialect.distinguishesCase()
        ? column.identifier().equals(found)
        : column.identifier().equalsIgnoreCase(found);
  }

  private List<String> findings(SqlColumn column) {
    return column.mapping().isKey() ? ofKeys : ofOthers;
  }

  private void reportMissing(SqlColumn column, EntitySql<?> entity, List<String> names) {
    findings(column)
        .add(
            "Cannot find column %s of %s: the table %s has %s. Name the right one with @Column(name = ...), or add it to the table."
                .formatted(column.identifier(), column, entity.table(), names));
  }

  private void check(SqlColumn column, EntitySql<?> entity, TableColumn found) {
    if (column.isGenerated()) {
      checkSource(entity);
    } else {
      checkType(column, found);
    }
    if (column.mapping().isKey()) {
      checkWidth(column, entity);
      return;
    }
    checkNull(column, found);
    if (!entity.keys().isEmpty()) {
      checkWrite(column, found);
    }
  }

  private void checkSource(EntitySql<?> entity) {
    if (keyCheck.source(entity, executor) == KeySource.NONE) {
      ofKeys.add(keyCheck.refusal(entity));
    }
  }

  /** The table may hold keys that its class cannot, since others gave or made them. */
  private void checkWidth(SqlColumn column, EntitySql<?> entity) {
    if (!column.mapping().takesAsKey(0L) || column.mapping().storedType() == Long.class) {
      return;
    }
    SqlStatement greatest =
        SqlStatement.of("SELECT max(%s) FROM %s".formatted(column.qualified(), entity.table()));
    RowMapper<Object> cell = result -> row -> row.getObject(1);
    Object key = executor.query(greatest, new Object[0], cell, 1).get(0);
    try {
      if (key != null) {
        column.decode(key);
      }
    } catch (ValueException e) {
      ofKeys.add(
          "Cannot read every key of %s into %s: the greatest does not fit its type, %s. Declare it long."
              .formatted(entity.table(), column, column.mapping().type().getSimpleName()));
    }
  }

  private void checkType(SqlColumn column, TableColumn found) {
    Class<?> type = column.mapping().storedType();
    if (!dialect.storesExactly(type, found.type())) {
      findings(column)
          .add(
              "Cannot keep every %s of %s in column %s: its type is %s, which changes or refuses some. Define the column as %s, or give the property a type or a converter that fits."
                  .formatted(
                      type.getSimpleName(),
                      column,
                      column.identifier(),
                      found.type(),
                      column.type()));
    }
  }

  private void checkNull(SqlColumn column, TableColumn found) {
    if (!column.mapping().isNullable() && Boolean.TRUE.equals(found.nullable())) {
      ofOthers.add(
          "Cannot rely on %s, which is never null: column %s may be NULL. Make the column NOT NULL, or let the property be null."
              .formatted(column, column.identifier()));
    }
  }

  /** What only matters where the class has a key, and so is written. */
  private void checkWrite(SqlColumn column, TableColumn found) {
    if (column.hasDefault() && !found.hasDefault()) {
      ofOthers.add(
          "Cannot leave %s to the database: column %s has no default, and would be NULL. Give the column one, or remove defaultValue."
              .formatted(column, column.identifier()));
    } else if (column.mapping().isNullable()
        && !column.hasDefault()
        && Boolean.FALSE.equals(found.nullable())) {
      ofOthers.add(
          "Cannot store null of %s: column %s is NOT NULL. Say nullable = false, or let the column be NULL."
              .formatted(column, column.identifier()));
    }
  }

  private void checkUnmapped(TableColumn found, EntitySql<?> entity) {
    if (Boolean.FALSE.equals(found.nullable()) && !found.hasDefault()) {
      ofOthers.add(
          "Cannot insert into %s: its column %s is NOT NULL without a default, and %s does not map it. Map it, or give it a default."
              .formatted(
                  entity.table(), dialect.quote(found.name()), entity.mapping().type().getName()));
    }
  }
}
