package io.github.coatcheck.dialect;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** Queries to the information schema of standard SQL. */
final class InformationSchema {
  private InformationSchema() {}

  /** A query for the columns of a table in standard SQL. */
  static String tableColumns(Optional<String> schema) {
    return tableColumns(
        nameOr("CURRENT_SCHEMA", schema),
        "column_default IS NOT NULL OR is_identity = 'YES' OR is_generated = 'ALWAYS'");
  }

  /** Takes the schema, and the condition that a row without a value gets one, both as SQL. */
  static String tableColumns(String schema, String hasDefault) {
    return """
        SELECT column_name AS name, data_type AS type,
          CASE WHEN table_name NOT IN (
              SELECT table_name FROM information_schema.views WHERE table_schema = %1$s)
            THEN is_nullable = 'YES' END AS nullable,
          %2$s AS has_default
        FROM information_schema.columns
        WHERE table_schema = %1$s AND table_name = ?
        ORDER BY ordinal_position"""
        .formatted(schema, hasDefault);
  }

  /**
   * A key column with a default is assumed to generate keys by it. The cast keeps one literal from
   * padding the other.
   */
  static String keySource(Optional<String> schema, KeySource generated) {
    return """
        SELECT max(CASE WHEN is_identity = 'YES' OR column_default IS NOT NULL
          THEN CAST('%s' AS VARCHAR(10)) ELSE 'NONE' END)
        FROM information_schema.columns
        WHERE table_schema = %s AND table_name = ? AND column_name = ?"""
        .formatted(generated, nameOr("CURRENT_SCHEMA", schema));
  }

  /** The name of a schema as a literal, or the SQL expression for the current schema. */
  static String nameOr(String current, Optional<String> schema) {
    return schema.isPresent() ? "'" + schema.get().replace("'", "''") + "'" : current;
  }

  /** Whether a column has the kind of type that is expected, or holds decimals as numbers. */
  static boolean storesExactly(Class<?> javaType, String meant, String there) {
    String kind = kind(there);
    return kind.equals(kind(meant)) || (javaType == BigDecimal.class && kind.equals("NUMERIC"));
  }

  /** A column type without its length and its synonyms. */
  private static String kind(String columnType) {
    return columnType
        .toUpperCase(Locale.ROOT)
        .replaceAll("\\(.*?\\)", "")
        .replaceFirst("^(BIG|SMALL|MEDIUM|TINY)?INT(EGER)?\\b.*", "INTEGER")
        .replaceFirst(".*(CHAR|TEXT|CLOB).*", "TEXT")
        .replaceFirst(".*(BINARY|BLOB).*", "BLOB")
        .replace("DECIMAL", "NUMERIC");
  }
}
