package io.github.coatcheck.sql;

import io.github.coatcheck.mapping.ColumnMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the database generates for a row, and how the driver returns it. */
public final class Retrieval {
  /** How the driver returns generated values. */
  public enum Way {
    /** The database generates nothing. */
    NOTHING,

    /** The key alone, by {@code Statement.RETURN_GENERATED_KEYS} or the name of its column. */
    GENERATED_KEY,

    /** All generated columns, as a row that the statement itself returns. */
    RETURNED_ROW
  }

  /** The retrieval for a statement that generates nothing. */
  static final Retrieval NOTHING = new Retrieval(Way.NOTHING, List.of(), Optional.empty());

  private final Way way;
  private final List<SqlColumn> columns;
  private final List<ColumnMapping> properties;
  private final Optional<String> keyName;

  private Retrieval(Way way, List<SqlColumn> columns, Optional<String> keyName) {
    this.way = way;
    this.columns = List.copyOf(columns);
    this.properties = new ArrayList<>(columns.size());
    for (SqlColumn column : columns) {
      properties.add(column.mapping());
    }
    this.keyName = keyName;
  }

  /** The retrieval for a statement whose driver returns the generated key alone. */
  static Retrieval generatedKey(SqlColumn key, Optional<String> keyName) {
    return new Retrieval(Way.GENERATED_KEY, List.of(key), keyName);
  }

  /** The retrieval for a statement that returns these columns, a generated key first. */
  public static Retrieval returnedRow(List<SqlColumn> columns) {
    return new Retrieval(Way.RETURNED_ROW, columns, Optional.empty());
  }

  public Way way() {
    return way;
  }

  /** The generated columns, in the order of their values. */
  public List<SqlColumn> columns() {
    return columns;
  }

  /** The properties of the generated columns, in the same order. */
  public List<ColumnMapping> properties() {
    return properties;
  }

  /** The name of the key column, if the driver needs it. */
  public Optional<String> keyName() {
    return keyName;
  }

  /** Whether the first column is a generated key. */
  public boolean hasKey() {
    return !columns.isEmpty() && columns.get(0).isGenerated();
  }
}
