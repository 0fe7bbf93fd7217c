package io.github.coatcheck.dialect;

import static io.github.coatcheck.dialect.Cells.require;
import static io.github.coatcheck.dialect.SqlSyntax.DOLLAR_QUOTES;
import static io.github.coatcheck.dialect.SqlSyntax.DOUBLED_QUESTION_MARKS;
import static io.github.coatcheck.dialect.SqlSyntax.ESCAPE_STRINGS;
import static io.github.coatcheck.dialect.SqlSyntax.NESTED_COMMENTS;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** PostgreSQL, and databases with its protocol, by the driver pgjdbc. */
public final class PostgresDialect implements Dialect {
  // https://www.postgresql.org/docs/current/datatype-numeric.html
  private static final int MAX_FRACTION_DIGITS = 16_383;
  private static final int MAX_INTEGER_DIGITS = 131_072;

  /** The number of the advisory lock that all programs take which create tables by Coatcheck. */
  private static final long DEFINITION_LOCK = 0x436F6174;

  private static final Set<Class<?>> ARRAY_TYPES =
      Set.of(Long.class, Integer.class, Double.class, Boolean.class, byte[].class);

  private static final Set<SqlSyntax> SYNTAX =
      Set.of(NESTED_COMMENTS, DOLLAR_QUOTES, ESCAPE_STRINGS, DOUBLED_QUESTION_MARKS);

  private static final Encodings ENCODINGS =
      Times.addNativeTypes(StandardEncodings.ALL, PostgresDialect::columnType)
          .with(
              String.class,
              text -> text.readBy(ResultSet::getString).refusing(PostgresDialect::checkText))
          .with(byte[].class, bytes -> bytes.in("BYTEA"))
          .with(UUID.class, text -> Encoding.of(UUID.class, "UUID", uuid -> uuid, UUID.class::cast))
          .with(
              BigDecimal.class,
              number -> new Encoding("NUMERIC", PostgresDialect::writeZerosOut, Cells::toDecimal));

  /** Creates the dialect. */
  public PostgresDialect() {}

  /** PostgreSQL stores names in lower case. */
  @Override
  public String fold(String identifier) {
    return identifier;
  }

  @Override
  public Encoding encoding(Class<?> javaType) {
    return ENCODINGS.get(javaType);
  }

  /**
   * The driver tells one type for times with a zone and without, but a zone takes 6 more
   * characters. For the name of the type it would ask the server.
   */
  private static int columnType(ResultSetMetaData columns, int position) throws SQLException {
    int length = columns.getColumnDisplaySize(position) - columns.getScale(position);
    return switch (columns.getColumnType(position)) {
      case Types.TIME -> length > "99:99:99.".length() ? Types.TIME_WITH_TIMEZONE : Types.TIME;
      case Types.TIMESTAMP ->
          length > "4713-01-01 BC 99:99:99.".length()
              ? Types.TIMESTAMP_WITH_TIMEZONE
              : Types.TIMESTAMP;
      default -> columns.getColumnType(position);
    };
  }

  private static void checkText(Object text) {
    require(
        ((String) text).indexOf('\0') < 0,
        "it has a NUL character, which PostgreSQL refuses; store it as byte[]");
  }

  /** As PostgreSQL does with 1E+3. */
  private static Object writeZerosOut(Object value) {
    BigDecimal number = (BigDecimal) value;
    require(
        number.scale() <= MAX_FRACTION_DIGITS
            && number.precision() - number.scale() <= MAX_INTEGER_DIGITS,
        "it has more digits than PostgreSQL stores");
    return number.scale() < 0 ? number.setScale(0) : number;
  }

  /** {@code NUMERIC} alone keeps all digits. */
  @Override
  public Optional<String> refuseDecimals(int precision) {
    return Optional.empty();
  }

  @Override
  public String defaultClause(String expression) {
    return "DEFAULT (" + expression + ")";
  }

  /**
   * <a href="https://www.postgresql.org/docs/current/sql-syntax-lexical.html">Lexical
   * Structure</a>; {@code ??} is the driver's.
   */
  @Override
  public Set<SqlSyntax> syntax() {
    return SYNTAX;
  }

  /** Where nothing else tells the type of a parameter, as in {@code ? IS NULL}. */
  @Override
  public String nullParameter(String columnType) {
    return "CAST(? AS " + columnType + ")";
  }

  @Override
  public Optional<String> returning(String insert, String table, String columns) {
    return Optional.of(insert + " RETURNING " + columns);
  }

  /**
   * A table that the search path finds; a view passes on what its table generates. Keys can be
   * drawn from the sequence that the column takes them from, where nothing else may change a row
   * before it is inserted.
   */
  @Override
  public String keySource(Optional<String> schema) {
    return """
        SELECT max(CASE
          WHEN relkind = 'r' AND NOT relhasrules AND has_sequence_privilege(sequence, 'USAGE')
            AND (attidentity = 'd'
              OR pg_get_expr(adbin, adrelid) = format('nextval(%%L::regclass)', sequence))
            AND NOT EXISTS (SELECT 1 FROM pg_trigger
              WHERE tgrelid = c.oid AND NOT tgisinternal AND tgtype & 6 = 6) -- BEFORE INSERT
          THEN 'DRAWN'
          WHEN attidentity <> '' OR atthasdef OR relkind = 'v' THEN 'RETURNED'
          ELSE 'NONE' END)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          LEFT JOIN pg_attrdef ON adrelid = c.oid AND adnum = attnum
          CROSS JOIN LATERAL (SELECT CAST(pg_get_serial_sequence(
            CAST(CAST(c.oid AS regclass) AS text), attname) AS regclass) AS sequence) AS generator
        WHERE c.oid = %s AND attname = ?"""
        .formatted(table(schema));
  }

  /** The sequence stands in FROM, so that it is looked up once and not for each key. */
  @Override
  public String drawKeys(String table, String key) {
    return "SELECT nextval(sequence) FROM CAST(%s AS regclass) AS sequence, generate_series(1, ?)"
        .formatted(sequence(table, key));
  }

  private static String sequence(String table, String key) {
    return "pg_get_serial_sequence('%s', '%s')"
        .formatted(table.replace("'", "''"), key.replace("'", "''"));
  }

  /** Thousands of parameters take longer than the rows. */
  @Override
  public Optional<String> insertArrays(String into, List<String> types) {
    String arrays =
        types.stream().map(type -> "CAST(? AS " + type + "[])").collect(Collectors.joining(", "));
    return Optional.of(into + " SELECT * FROM unnest(" + arrays + ")");
  }

  /** The driver knows arrays of few types; all others are sent as texts. */
  @Override
  public Object array(List<Object> values) {
    Class<?> type = arrayType(values);
    Object[] array = (Object[]) Array.newInstance(type, values.size());
    for (int i = 0; i < array.length; i++) {
      array[i] = type == String.class ? toText(values.get(i)) : values.get(i);
    }
    return array;
  }

  private static Class<?> arrayType(List<Object> values) {
    Class<?> type = null;
    for (Object value : values) {
      if (value != null && value.getClass() != type) {
        if (type != null) {
          return String.class;
        }
        type = value.getClass();
      }
    }
    return type != null && ARRAY_TYPES.contains(type) ? type : String.class;
  }

  private static String toText(Object value) {
    String text = value == null ? null : value.toString();
    // The year 0 of Java is 1 BC.
    return value instanceof Temporal && text.startsWith("0000-")
        ? "0001" + text.substring(4) + " BC"
        : text;
  }

  @Override
  public String tableColumns(Optional<String> schema) {
    return """
        SELECT attname AS name,
          CASE WHEN typtype = 'd' THEN format_type(typbasetype, typtypmod)
            ELSE format_type(atttypid, atttypmod) END AS type,
          CASE WHEN relkind IN ('r', 'p') THEN NOT attnotnull END AS nullable,
          attidentity <> '' OR atthasdef AS has_default,
          CAST(indexrelid AS text) AS unique_key,
          attgenerated = '' AND pg_column_is_updatable(c.oid, attnum, true) AS writable
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = atttypid
          LEFT JOIN pg_index ON indrelid = c.oid AND indisunique AND indpred IS NULL AND indexprs IS NULL
            AND attnum = ANY ((CAST(indkey AS int2[]))[0 : indnkeyatts - 1])
        WHERE c.oid = %s AND attnum > 0 AND NOT attisdropped
        ORDER BY attnum"""
        .formatted(table(schema));
  }

  /** The table whose name is the parameter. */
  private String table(Optional<String> schema) {
    String prefix =
        schema
            .map(name -> InformationSchema.nameOr("", Optional.of(quote(name) + ".")) + " || ")
            .orElse("");
    return "to_regclass(" + prefix + "quote_ident(?))";
  }

  /**
   * The error names the columns of the constraint, and the name of the key in quotes if it must.
   */
  @Override
  public Optional<String> repairGenerator(String error, String table, String key) {
    String repair =
        "SELECT setval(%s, max(%s)) FROM %s".formatted(sequence(table, key), quote(key), table);
    return error.contains("(" + key + ")=(") || error.contains("(" + quote(key) + ")=(")
        ? Optional.of(repair)
        : Optional.empty();
  }

  @Override
  public int rowsPerInsert(int rows) {
    return 1000;
  }

  @Override
  public boolean abortsOnError() {
    return true;
  }

  @Override
  public boolean hasTransactionalDdl() {
    return true;
  }

  /** Without a lock, CREATE TABLE IF NOT EXISTS fails if another transaction creates the table. */
  @Override
  public Optional<String> definitionLock() {
    return Optional.of("SELECT pg_advisory_xact_lock(" + DEFINITION_LOCK + ")");
  }

  @Override
  public String lockTimeout(long milliseconds) {
    return "SET lock_timeout = " + milliseconds;
  }

  /** <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">Error Codes</a>. */
  @Override
  public Failure failure(String sqlState, int vendorCode, String message) {
    return switch (String.valueOf(sqlState)) {
      // A deadlock, and a lock that was not available in time.
      case "40P01", "55P03" -> Failure.TRANSIENT;
      // A server that shuts down.
      case "57P01", "57P02", "57P03" -> Failure.CONNECTION;
      case "42P01" -> Failure.NO_TABLE;
      case "42703" -> Failure.NO_COLUMN;
      case "42P18" -> Failure.UNKNOWN_TYPE;
      case "25001" -> Failure.NEEDS_NO_TRANSACTION;
      default -> Dialect.super.failure(sqlState, vendorCode, message);
    };
  }
}
