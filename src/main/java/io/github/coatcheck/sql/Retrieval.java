package io.github.coatcheck.sql;

import io.github.coatcheck.mapping.ColumnMapping;
import java.util.List;
import java.util.Optional;

/**
 * What the database generates for a row, and how the driver returns it.
 *
 * @param way how the driver returns it
 * @param columns the generated columns, in the order of their values, a generated key first
 * @param properties the properties of these columns
 * @param keyName the name of the key column, if the driver needs it
 */
public record Retrieval(
    Way way, List<SqlColumn> columns, List<ColumnMapping> properties, Optional<String> keyName) {
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
  static final Retrieval NOTHING = of(Way.NOTHING, List.of(), Optional.empty());

  private static Retrieval of(Way way, List<SqlColumn> columns, Optional<String> keyName) {
    return new Retrieval(way, columns, SqlColumn.mappings(columns), keyName);
  }

  /** The retrieval for a statement whose driver returns the generated key alone. */
  static Retrieval generatedKey(SqlColumn key, Optional<String> keyName) {
    return of(Way.GENERATED_KEY, List.of(key), keyName);
  }

  /** The retrieval for a statement that returns these columns, a generated key first. */
  public static Retrieval returnedRow(List<SqlColumn> columns) {
    return of(Way.RETURNED_ROW, List.copyOf(columns), Optional.empty());
  }

  /** Whether the first column is a generated key. */
  public boolean hasKey() {
    return !columns.isEmpty() && columns.get(0).isGenerated();
  }
}
