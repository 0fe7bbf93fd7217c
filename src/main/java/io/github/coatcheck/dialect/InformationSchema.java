package io.github.coatcheck.dialect;

import java.util.Optional;

/** Queries to the information schema of standard SQL. */
final class InformationSchema {
  /** The type with its length, its digits, or the digits of its seconds. */
  private static final String FULL_TYPE =
      """
      data_type || CASE
        WHEN character_maximum_length IS NOT NULL THEN '(' || character_maximum_length || ')'
        WHEN data_type IN ('NUMERIC', 'DECIMAL') THEN '(' || numeric_precision || ',' || numeric_scale || ')'
        WHEN data_type LIKE 'TIME%' THEN '(' || datetime_precision || ')' ELSE '' END""";

  /** The columns of UNIQUE and PRIMARY KEY constraints. */
  private static final String UNIQUE_KEYS =
      """
      SELECT k.table_schema AS key_schema, k.table_name AS key_table,
            k.column_name AS key_column, k.constraint_name AS unique_key
          FROM information_schema.table_constraints t JOIN information_schema.key_column_usage k
            ON k.constraint_schema = t.constraint_schema AND k.constraint_name = t.constraint_name
          WHERE t.constraint_type IN ('UNIQUE', 'PRIMARY KEY')""";

  private InformationSchema() {}

  /** A query for the columns of a table in standard SQL. */
  static String tableColumns(Optional<String> schema) {
    return tableColumns(
        nameOr("CURRENT_SCHEMA", schema),
        FULL_TYPE,
        "column_default IS NOT NULL OR is_identity = 'YES' OR is_generated = 'ALWAYS'",
        UNIQUE_KEYS,
        "is_generated = 'NEVER'",
        "is_updatable = 'NO' AND is_trigger_updatable = 'NO'");
  }

  /**
   * Takes parts of the query as SQL: the schema, the type with its limits, and the conditions that
   * a row without a value gets one, a query for the columns of unique keys, and the conditions that
   * the column is no generated one, and that a view cannot be written.
   */
  static String tableColumns(
      String schema,
      String type,
      String hasDefault,
      String uniqueKeys,
      String isNotGenerated,
      String isReadOnly) {
    return """
        SELECT column_name AS name, %2$s AS type,
          CASE WHEN table_name NOT IN (
              SELECT table_name FROM information_schema.views WHERE table_schema = %1$s)
            THEN is_nullable = 'YES' END AS nullable,
          %3$s AS has_default, unique_key,
          %5$s AND table_name NOT IN (SELECT table_name FROM information_schema.views
            WHERE table_schema = %1$s AND %6$s) AS writable
        FROM information_schema.columns
          LEFT JOIN (%4$s) u
            ON key_schema = table_schema AND key_table = table_name AND key_column = column_name
        WHERE table_schema = %1$s AND table_name = ?
        ORDER BY ordinal_position"""
        .formatted(schema, type, hasDefault, uniqueKeys, isNotGenerated, isReadOnly);
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
}
