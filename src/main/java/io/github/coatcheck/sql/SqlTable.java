package io.github.coatcheck.sql;

import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.EntityMapping;
import java.util.ArrayList;
import java.util.List;

/** A mapped class as a table of one dialect: its name in quotes, and its columns. */
public final class SqlTable<T> {
  private final EntityMapping<T> mapping;
  private final String identifier;
  private final String name;
  private final String storedName;
  private final List<SqlColumn> columns = new ArrayList<>();
  private final List<SqlColumn> keys = new ArrayList<>();
  private final List<SqlColumn> versions = new ArrayList<>();

  SqlTable(EntityMapping<T> mapping, Dialect dialect) {
    this.mapping = mapping;
    this.storedName = SqlColumn.storedName(mapping.table(), dialect);
    this.identifier = dialect.quote(storedName);
    this.name = mapping.schema().map(s -> dialect.quote(s) + ".").orElse("") + identifier;
    for (ColumnMapping column : mapping.columns()) {
      add(new SqlColumn(column, identifier, dialect));
    }
  }

  private void add(SqlColumn column) {
    columns.add(column);
    if (column.isKey()) {
      keys.add(column);
    }
    if (column.isVersion()) {
      versions.add(column);
    }
  }

  public EntityMapping<T> mapping() {
    return mapping;
  }

  /** The name in quotes, without a schema, which RETURNING on SQLite does not accept. */
  public String identifier() {
    return identifier;
  }

  /** The name in quotes, behind that of its schema if it has one. */
  public String name() {
    return name;
  }

  /** The name as the database stores it. */
  public String storedName() {
    return storedName;
  }

  /** All columns, in the order of the class. */
  public List<SqlColumn> columns() {
    return columns;
  }

  /** The columns of the primary key; empty for a class without one. */
  public List<SqlColumn> keys() {
    return keys;
  }

  /** The version column, or nothing. */
  public List<SqlColumn> versions() {
    return versions;
  }

  /** Whether the database generates the key of an object that has none. */
  public boolean hasGeneratedKey() {
    return !keys.isEmpty() && keys.get(0).isGenerated();
  }

  /** The key column whose values the database generates; only for a class that has one. */
  public SqlColumn generatedKey() {
    return keys.get(0);
  }

  /** The columns that find the row of an object as long as nobody changed it: key and version. */
  public List<SqlColumn> identifyingColumns() {
    List<SqlColumn> identifying = new ArrayList<>(keys);
    identifying.addAll(versions);
    return identifying;
  }

  /** All columns but some. */
  public List<SqlColumn> without(List<SqlColumn> others) {
    List<SqlColumn> rest = new ArrayList<>(columns);
    rest.removeAll(others);
    return rest;
  }

  @Override
  public String toString() {
    return name;
  }
}
