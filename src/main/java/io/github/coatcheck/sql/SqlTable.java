package io.github.coatcheck.sql;

import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.EntityMapping;
import java.util.ArrayList;
import java.util.List;

/** The table of a mapped class in one dialect: its quoted name, and its columns. */
public final class SqlTable<T> {
  private final EntityMapping<T> mapping;
  private final String identifier;
  private final String name;
  private final String storedName;
  private final List<SqlColumn> columns = new ArrayList<>();
  private final List<SqlColumn> keys;
  private final List<SqlColumn> versions;
  private final List<List<SqlColumn>> uniqueKeys;

  SqlTable(EntityMapping<T> mapping, Dialect dialect) {
    this.mapping = mapping;
    this.storedName = SqlColumn.storedName(mapping.table(), dialect);
    this.identifier = dialect.quote(storedName);
    this.name = mapping.schema().map(s -> dialect.quote(s) + ".").orElse("") + identifier;
    for (ColumnMapping column : mapping.columns()) {
      boolean unique = mapping.uniqueKeys().stream().anyMatch(key -> key.contains(column));
      columns.add(new SqlColumn(column, unique, identifier, name, dialect));
    }
    this.keys = columns(mapping.keys());
    this.versions = columns(mapping.versions());
    this.uniqueKeys = mapping.uniqueKeys().stream().map(this::columns).toList();
  }

  private List<SqlColumn> columns(List<ColumnMapping> mappings) {
    return mappings.stream().map(column -> columns.get(column.position())).toList();
  }

  public EntityMapping<T> mapping() {
    return mapping;
  }

  /** The quoted name without the schema, which RETURNING on SQLite does not accept. */
  public String identifier() {
    return identifier;
  }

  /** The quoted name, after that of its schema if it has one. */
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

  /** The columns that identify a row: the key, each unique column, then those of constraints. */
  public List<List<SqlColumn>> uniqueKeys() {
    return uniqueKeys;
  }

  /** The version column; empty for a class without one. */
  public List<SqlColumn> versions() {
    return versions;
  }

  /** Whether the database generates the key of an object whose key is not set. */
  public boolean hasGeneratedKey() {
    return !keys.isEmpty() && keys.get(0).isGenerated();
  }

  /** The key column whose values the database generates; only if {@link #hasGeneratedKey}. */
  public SqlColumn generatedKey() {
    return keys.get(0);
  }

  /** The key and the version, which identify the row of an object if nobody has changed the row. */
  public List<SqlColumn> identifyingColumns() {
    List<SqlColumn> identifying = new ArrayList<>(keys);
    identifying.addAll(versions);
    return identifying;
  }

  /** All columns but those that the database alone fills. */
  public List<SqlColumn> writtenColumns() {
    return without(List.of());
  }

  /** The written columns, except the excluded ones. */
  public List<SqlColumn> without(List<SqlColumn> excluded) {
    return columns.stream()
        .filter(column -> !column.mapping().isReadOnly() && !excluded.contains(column))
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
