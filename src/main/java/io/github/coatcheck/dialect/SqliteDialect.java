package io.github.coatcheck.dialect;

import static io.github.coatcheck.dialect.SqlSyntax.BACKTICKS;
import static io.github.coatcheck.dialect.SqlSyntax.BRACKETS;
import static io.github.coatcheck.dialect.SqlSyntax.OTHER_PARAMETERS;
import static io.github.coatcheck.dialect.SqlSyntax.TRIGGER_BODIES;

import io.github.coatcheck.Converter;
import io.github.coatcheck.dialect.Encoding.CellReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQLite, with the driver sqlite-jdbc. */
public final class SqliteDialect implements Dialect {
  /** A URL of a database that only one connection sees, with the settings behind it. */
  private static final Pattern PRIVATE_URL =
      Pattern.compile("jdbc:sqlite:(?:file:)?(?::memory:)?((?:\\?.*)?)");

  /** The setting of a URL whose files are in memory, and shared by all connections. */
  private static final String IN_MEMORY_FILES = "vfs=memdb";

  /** Numbers the databases in memory, to tell them apart. */
  private static final AtomicLong IN_MEMORY = new AtomicLong();

  /** A REAL keeps every decimal of this many digits. */
  private static final int DECIMAL_DIGITS = 15;

  /** The type of a column that is the rowid, as {@link #tableColumns} tells it. */
  private static final String ROWID = "INTEGER PRIMARY KEY";

  private static final String STRICT = " STRICT";

  private static final Set<SqlSyntax> SYNTAX =
      Set.of(BACKTICKS, BRACKETS, OTHER_PARAMETERS, TRIGGER_BODIES);

  /** Settings that SQLite does not change within a transaction, without an error. */
  private static final List<String> IGNORED_SETTINGS = List.of("FOREIGN_KEYS", "JOURNAL_MODE");

  // https://www.sqlite.org/rescode.html
  private static final int ERROR = 1;
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int CONSTRAINT = 19;
  private static final int NO_DATABASE = 26;

  private static final Pattern SYNTAX_ERROR =
      Pattern.compile("syntax error|incomplete input|unrecognized token|is not constant");

  private static final Pattern CONSTRAINT_FAILED =
      Pattern.compile("(UNIQUE|FOREIGN KEY|NOT NULL|CHECK) constraint failed");

  /** What the driver says, without a code, after the connection was closed. */
  private static final Set<String> CLOSED =
      Set.of("database connection closed", "statement is not executing");

  private static final Pattern MISSING =
      Pattern.compile("(?:no such table: |no such column: |has no column named )(.+)\\)");

  private static final Encodings ENCODINGS =
      new Encodings(CommonEncodings::create)
          .with(Double.class, number -> number.refusing(SqliteDialect::checkReal))
          .with(String.class, text -> text.readBy(SqliteDialect::readAnyText))
          .with(
              Boolean.class,
              truth -> new Encoding("INTEGER", SqliteDialect::toInteger, Cells::toBoolean))
          .with(
              BigDecimal.class,
              number -> new Encoding("REAL", SqliteDialect::toReal, Cells::toDecimal));

  private final Encodings encodings;

  /** Whether the database is one of SQLite's file system in memory. */
  private final boolean inMemory;

  /** Creates the dialect. */
  public SqliteDialect() {
    this(ENCODINGS, false);
  }

  private SqliteDialect(Encodings encodings, boolean inMemory) {
    this.encodings = encodings;
    this.inMemory = inMemory;
  }

  @Override
  public Dialect at(String url) {
    return new SqliteDialect(encodings, url.contains(IN_MEMORY_FILES));
  }

  /**
   * The same dialect for a database whose timestamps have another form than {@code 2024-05-01
   * 08:00:00}, such as ISO 8601 with a {@code T}. The form is that of all columns and parameters of
   * the types {@code LocalDateTime} and {@code Instant}.
   *
   * @param form writes and reads a timestamp, which is in UTC for an {@code Instant}. Texts that
   *     SQLite is to compare must sort as the timestamps do. It throws an {@link
   *     IllegalArgumentException} for a timestamp that it cannot write exactly, and for a text that
   *     it would not write
   * @return a dialect for {@code Options}
   */
  public SqliteDialect timestamps(Converter<LocalDateTime, String> form) {
    Encoding timestamps =
        Encoding.of(
            LocalDateTime.class, "TEXT", form::toDatabase, cell -> form.toJava(Cells.toText(cell)));
    return new SqliteDialect(
        ENCODINGS
            .with(LocalDateTime.class, usual -> timestamps)
            .with(Instant.class, usual -> Times.inUtc(timestamps)),
        inMemory);
  }

  /** SQLite ignores the case of names. */
  @Override
  public String fold(String identifier) {
    return identifier;
  }

  @Override
  public Encoding encoding(Class<?> javaType) {
    return encodings.get(javaType);
  }

  private static Object readAnyText(ResultSet row, int position) throws SQLException {
    Object cell = row.getObject(position);
    return cell instanceof String text ? requireUtf8(text, row, position) : cell;
  }

  private static Object readText(ResultSet row, int position) throws SQLException {
    String text = row.getString(position);
    return text == null ? null : requireUtf8(text, row, position);
  }

  /** Refuses a text whose bytes are no UTF-8, for each of which the driver returns U+FFFD. */
  private static String requireUtf8(String text, ResultSet row, int position) throws SQLException {
    Cells.require(
        text.indexOf('\uFFFD') < 0
            || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), row.getBytes(position)),
        "it holds a text that is not in UTF-8");
    return text;
  }

  private static Object readInteger(ResultSet row, int position) throws SQLException {
    long number = row.getLong(position);
    // wasNull calls into the database, so only a 0 is checked.
    return number == 0 && row.wasNull() ? null : (Object) number;
  }

  private static Object readReal(ResultSet row, int position) throws SQLException {
    double number = row.getDouble(position);
    return number == 0 && row.wasNull() ? null : (Object) number;
  }

  private static Object toInteger(Object truth) {
    return truth.equals(true) ? 1L : 0L;
  }

  private static Object toReal(Object value) {
    BigDecimal number = (BigDecimal) value;
    double real = number.doubleValue();
    Cells.require(
        Double.isFinite(real) && Cells.toDecimal(real).compareTo(number) == 0,
        "it has more than 15 digits, which SQLite would not keep; round it");
    return real;
  }

  /**
   * SQLite has no exact decimals (<a href="https://www.sqlite.org/floatingpoint.html">Floating
   * Point Numbers</a>), but a {@code REAL} keeps 15 digits. In a {@code NUMERIC} column 5.00 would
   * be an integer, and 5/2 would be 2. The CHECK refuses a value that an expression has computed
   * but not rounded. It begins with {@code round}, since SQLite's message would show no more than
   * the name that it begins with.
   */
  @Override
  public Encoding decimal(String column, int precision, int scale) {
    double power = Math.pow(10, scale);
    return Encoding.of(
        BigDecimal.class,
        "REAL CHECK (round(%1$s, %2$s) = %1$s)".formatted(column, scale),
        number -> number.setScale(scale).unscaledValue().longValueExact() / power,
        cell -> {
          double number = Cells.toDouble(cell);
          long unscaled = Math.round(number * power);
          Cells.require(
              unscaled / power == number && Math.abs(unscaled) < Math.pow(10, precision),
              "it holds a number with more digits than the column; round(..., %s) takes them away"
                  .formatted(scale));
          return BigDecimal.valueOf(unscaled, scale);
        });
  }

  @Override
  public Optional<String> refuseDecimals(int precision) {
    return precision > 0 && precision <= DECIMAL_DIGITS
        ? Optional.empty()
        : Optional.of(
            "SQLite keeps %s digits of a decimal. Give it up to that many by @Column(precision = ..., scale = ...); or store a long, such as cents; or convert it to a String, which does not compare as a number"
                .formatted(DECIMAL_DIGITS));
  }

  /** {@code TEXT}: a STRICT table has no type with a length. */
  @Override
  public String textType(int length) {
    return "TEXT";
  }

  /**
   * {@code STRICT}: SQLite itself keeps a text out of an INTEGER column, whoever writes it (<a
   * href="https://www.sqlite.org/stricttables.html">STRICT Tables</a>).
   */
  @Override
  public String tableOptions() {
    return STRICT;
  }

  /**
   * <a href="https://www.sqlite.org/pragma.html#pragma_schema_version">schema_version</a>, which
   * knows nothing of temporary tables and attached databases.
   */
  @Override
  public Optional<String> schemaVersion() {
    return Optional.of(
        """
        SELECT schema_version FROM pragma_schema_version
        WHERE (SELECT count(*) FROM pragma_database_list WHERE name <> 'temp') = 1
          AND NOT EXISTS (SELECT 1 FROM sqlite_temp_schema)""");
  }

  @Override
  public Optional<String> typedColumns(Optional<String> schema) {
    return Optional.of(
        """
        SELECT name, type FROM pragma_table_info(?1%s)
        WHERE type <> 'ANY' AND NOT EXISTS (SELECT 1 FROM pragma_table_list(?1) WHERE NOT strict%s)"""
            .formatted(
                schemaArgument(schema),
                schema.isPresent()
                    ? " AND schema = " + InformationSchema.nameOr("", schema) + " COLLATE NOCASE"
                    : ""));
  }

  /**
   * JDBC's typed getters, which call into SQLite once for each cell. {@code getObject} asks for the
   * type of the value first.
   */
  @Override
  public CellReader typedReader(String columnType) {
    return switch (columnType) {
      case "INTEGER", "INT" -> SqliteDialect::readInteger;
      case "REAL" -> SqliteDialect::readReal;
      case "TEXT" -> SqliteDialect::readText;
      case "BLOB" -> ResultSet::getBytes;
      default -> ResultSet::getObject;
    };
  }

  private static void checkReal(Object number) {
    // https://www.sqlite.org/c3ref/bind_blob.html: NaN is bound as NULL.
    Cells.require(
        !Double.isNaN(((Number) number).doubleValue()),
        "SQLite would make NULL of NaN; store null instead, in a property that may be null");
    // https://www.sqlite.org/datatype3.html#storage_classes_and_datatypes: a REAL column stores
    // small integers, and so -0.0, as integers, which have no negative zero.
    CommonEncodings.checkSign(number, "SQLite");
  }

  /** In parentheses, since SQLite accepts only literals without them. */
  @Override
  public String defaultClause(String expression) {
    return "DEFAULT (" + expression + ")";
  }

  /**
   * {@code INTEGER}, whatever the Java type: with any other type, such as {@code BIGINT}, the
   * column would not be the rowid, and SQLite would leave it NULL (<a
   * href="https://www.sqlite.org/lang_createtable.html#rowids_and_the_integer_primary_key">ROWIDs
   * and the INTEGER PRIMARY KEY</a>). {@code AUTOINCREMENT} prevents that a key is used again after
   * its row was deleted (<a href="https://www.sqlite.org/autoinc.html">SQLite Autoincrement</a>).
   */
  @Override
  public String generatedKey(String columnType) {
    return "INTEGER PRIMARY KEY AUTOINCREMENT";
  }

  @Override
  public boolean namesGeneratedKey() {
    return false;
  }

  /**
   * SQLite's documents list names in backticks and brackets (<a
   * href="https://www.sqlite.org/lang_keywords.html">Keywords</a>), parameters of other forms (<a
   * href="https://www.sqlite.org/lang_expr.html#parameters">Parameters</a>), and where a trigger
   * ends (<a href="https://www.sqlite.org/c3ref/complete.html">sqlite3_complete</a>).
   */
  @Override
  public Set<SqlSyntax> syntax() {
    return SYNTAX;
  }

  /** SQLite ignores an assignment to some settings within a transaction. */
  @Override
  public Optional<String> refusal(List<String> words) {
    // The first word first: most statements are no PRAGMA, and reading all words takes time.
    boolean assigns =
        words.get(0).equals("PRAGMA")
            && IGNORED_SETTINGS.stream()
                .mapToInt(words::indexOf)
                .anyMatch(name -> name > 0 && name < words.size() - 1);
    return assigns
        ? Optional.of(
            "SQLite ignores this setting within a transaction. Run it by database.execute(...), together with the statements that need it.")
        : Dialect.super.refusal(words);
  }

  /**
   * All files of a connection are in the file system of its first one, unless their URI names
   * another (<a href="https://www.sqlite.org/uri.html#recognized_query_parameters">URI
   * Filenames</a>).
   */
  @Override
  public Optional<String> refusalAnywhere(List<String> words) {
    boolean namesFile =
        inMemory
            && (words.get(0).equals("ATTACH")
                || (words.get(0).equals("VACUUM") && words.contains("INTO")));
    return namesFile && words.stream().noneMatch(word -> word.matches("'(.*[?&]VFS=.*|:MEMORY:|)'"))
        ? Optional.of(
            "the database is in memory, so the file would be in memory too, and get lost. Name it by a URI with its file system: 'file:/folder/name.db?vfs=unix', or ?vfs=win32 on Windows.")
        : Optional.empty();
  }

  @Override
  public Optional<String> returning(String insert, String table, String columns) {
    return Optional.of(insert + " RETURNING " + columns);
  }

  /**
   * A column is the rowid, whose values SQLite generates, if it is the whole key and has no index
   * of its own. The declared type does not tell: {@code INTEGER PRIMARY KEY DESC} is no rowid.
   *
   * <p>A new rowid is one more than the greatest, or than the greatest ever with AUTOINCREMENT. So
   * the next numbers are free, unless a trigger uses them or a conflict clause hides a duplicate.
   */
  @Override
  public String keySource(Optional<String> schema) {
    return """
        SELECT CASE
          WHEN count(*) = 0 THEN NULL
          WHEN ?2 = 'rowid' AND EXISTS (SELECT 1 FROM pragma_table_list(?1) WHERE type = 'virtual')
            THEN 'SINGLE'
          WHEN sum(pk > 0 AND name = ?2 COLLATE NOCASE) <> 1
            OR EXISTS (SELECT 1 FROM pragma_index_list(?1%1$s) WHERE origin = 'pk') THEN 'NONE'
          ELSE (SELECT CASE
              WHEN sum(sql LIKE '%%on%%conflict%%replace%%') > 0 THEN 'REPLACING'
              WHEN sum(type = 'table') = 1
                AND sum(type = 'trigger' OR sql LIKE '%%on%%conflict%%') = 0 THEN 'SEQUENTIAL'
              ELSE 'SINGLE' END
            FROM (SELECT * FROM %2$s UNION ALL SELECT * FROM sqlite_temp_schema)
            WHERE tbl_name = ?1 COLLATE NOCASE) END
        FROM pragma_table_info(?1%1$s)"""
        .formatted(schemaArgument(schema), catalog(schema));
  }

  /**
   * The rowid is never NULL and always generated, although SQLite reports neither. Virtual tables,
   * such as those of a full-text search, have one too, which is no column.
   */
  @Override
  public String tableColumns(Optional<String> schema) {
    return """
        WITH named (t) AS (SELECT ?), described AS (SELECT *,
            pk AND NOT EXISTS (SELECT 1 FROM pragma_index_list(t%1$s) WHERE origin = 'pk')
              AS rowid_alias,
            EXISTS (SELECT 1 FROM pragma_table_list(t) WHERE type = 'view') AS view,
            EXISTS (SELECT 1 FROM pragma_table_list(t) WHERE strict) AS strict
          FROM named, pragma_table_xinfo(t%1$s)),
        members AS (SELECT '' AS unique_key, name AS member FROM described WHERE rowid_alias
          UNION ALL SELECT i.name, p.name
          FROM named, pragma_index_list(t%1$s) AS i, pragma_index_info(i.name%1$s) AS p
          WHERE i."unique" AND NOT i.partial
            AND NOT EXISTS (SELECT 1 FROM pragma_index_info(i.name%1$s) WHERE name IS NULL))
        SELECT name,
          CASE WHEN rowid_alias THEN '%3$s' ELSE type || iif(strict, '%4$s', '') END AS type,
          CASE WHEN NOT view THEN NOT ("notnull" OR rowid_alias) END AS nullable,
          dflt_value IS NOT NULL OR hidden OR rowid_alias AS has_default,
          unique_key,
          hidden < 2 AND (NOT view
            OR EXISTS (SELECT 1 FROM (SELECT * FROM %2$s UNION ALL SELECT * FROM sqlite_temp_schema)
              WHERE type = 'trigger' AND tbl_name = t COLLATE NOCASE)) AS writable
        FROM described LEFT JOIN members ON member = name COLLATE NOCASE
        UNION ALL SELECT 'rowid', '%3$s', 0, 1, '', 1
          FROM named, pragma_table_list(t) WHERE type = 'virtual'"""
        .formatted(schemaArgument(schema), catalog(schema), ROWID, STRICT);
  }

  private String catalog(Optional<String> schema) {
    return schema.map(name -> quote(name) + ".").orElse("") + "sqlite_schema";
  }

  /** The schema as another argument of a pragma, if there is one. */
  private static String schemaArgument(Optional<String> schema) {
    return schema.isPresent() ? ", " + InformationSchema.nameOr("", schema) : "";
  }

  @Override
  public boolean distinguishesCase() {
    return false;
  }

  /**
   * The affinity of the column decides how a value is stored (<a
   * href="https://www.sqlite.org/datatype3.html#type_affinity">Type Affinity</a>): a text column
   * turns numbers into texts, and a numeric column turns texts that look like numbers into numbers.
   */
  @Override
  public boolean storesExactly(Class<?> javaType, String expected, String found) {
    String stored = encoding(javaType).columnType();
    if (found.endsWith(STRICT)) {
      return found.equals("ANY" + STRICT) || affinity(found).equals(stored);
    }
    String affinity = affinity(found);
    return switch (stored) {
      case "INTEGER" -> !affinity.equals("TEXT") && !affinity.equals("REAL");
      case "REAL" -> !affinity.equals("TEXT") && !found.equals(ROWID);
      case "TEXT" ->
          !found.equals(ROWID)
              && (affinity.equals("TEXT") || affinity.equals("BLOB") || javaType != String.class);
      default -> !found.equals(ROWID);
    };
  }

  /** Any column can hold a value of any type, unless its table is STRICT; texts have any form. */
  @Override
  public boolean storesAnything() {
    return true;
  }

  /** The rules of SQLite, in their order, for the affinity of a declared type. */
  private static String affinity(String columnType) {
    String type = columnType.toUpperCase(Locale.ROOT);
    if (type.contains("INT")) {
      return "INTEGER";
    }
    if (type.matches(".*(CHAR|CLOB|TEXT).*")) {
      return "TEXT";
    }
    if (type.isEmpty() || type.contains("BLOB")) {
      return "BLOB";
    }
    return type.matches(".*(REAL|FLOA|DOUB).*") ? "REAL" : "NUMERIC";
  }

  /**
   * SQLite looks for the parent's table and a unique index only when a row is written (<a
   * href="https://www.sqlite.org/foreignkeys.html#fk_indexes">Required and Suggested Database
   * Indexes</a>).
   */
  @Override
  public Optional<String> brokenReferences(Optional<String> schema) {
    return Optional.of(
        """
        WITH keys AS (SELECT * FROM (SELECT ? AS t), pragma_foreign_key_list(t%1$s) AS f)
        SELECT k."from" AS name, k."table" AS parent FROM keys AS k
        WHERE (SELECT count(*) FROM keys WHERE id = k.id) = 1 AND NOT EXISTS (
          SELECT 1 FROM pragma_table_info(k."table"%1$s) AS c
          WHERE c.name = coalesce(k."to", c.name) COLLATE NOCASE AND (
            (c.pk AND (SELECT count(*) FROM pragma_table_info(k."table"%1$s) WHERE pk) = 1)
            OR EXISTS (SELECT 1 FROM pragma_index_list(k."table"%1$s) AS i
              WHERE i."unique" AND NOT i.partial AND c.name = (
                SELECT iif(count(*) = 1, max(name), NULL) FROM pragma_index_info(i.name%1$s))
                COLLATE NOCASE)))"""
            .formatted(schemaArgument(schema)));
  }

  /** A foreign key of SQLite refers to its own schema, without naming it. */
  @Override
  public boolean refersAcrossSchemas() {
    return false;
  }

  /**
   * A transaction that writes takes the write lock at once. One that reads first and asks for the
   * lock later fails without waiting if another one wrote in between (<a
   * href="https://www.sqlite.org/lang_transaction.html">Transactions</a>). One that only reads
   * takes no lock before its first read, and then a shared one.
   */
  @Override
  public Optional<String> begin(boolean readOnly) {
    return Optional.of(readOnly ? "BEGIN DEFERRED" : "BEGIN IMMEDIATE");
  }

  @Override
  public Optional<String> readOnly(boolean readOnly) {
    return Optional.of("PRAGMA query_only = " + (readOnly ? "ON" : "OFF"));
  }

  /** The driver reports auto-commit on after a BEGIN. */
  @Override
  public Optional<String> transactionProbe() {
    return Optional.of("BEGIN");
  }

  @Override
  public boolean hasOneWriter() {
    return true;
  }

  @Override
  public List<String> connectionSetup() {
    return List.of("PRAGMA foreign_keys = ON");
  }

  @Override
  public boolean hasTransactionalDdl() {
    return true;
  }

  @Override
  public String lockTimeout(long milliseconds) {
    return "PRAGMA busy_timeout = " + milliseconds;
  }

  /**
   * With {@code :memory:} every connection would have a database of its own. SQLite's {@code memdb}
   * is shared by all connections that use its name, and its locks wait like those of a file.
   */
  static String sharedUrl(String url) {
    Matcher privateUrl = PRIVATE_URL.matcher(url);
    return privateUrl.matches() && !url.contains("cache=shared")
        ? "jdbc:sqlite:file:/coatcheck-%s?%s%s"
            .formatted(
                IN_MEMORY.incrementAndGet(), IN_MEMORY_FILES, privateUrl.group(1).replace('?', '&'))
        : url;
  }

  @Override
  public boolean isInMemory(String url) {
    return url.contains(IN_MEMORY_FILES) || url.contains("mode=memory") || url.contains(":memory:");
  }

  /** The driver sets no SQLState, so SQLite's own codes decide, and its texts, which are fixed. */
  @Override
  public Failure failure(String sqlState, int vendorCode, String message) {
    return switch (vendorCode & 0xff) {
      case CONSTRAINT -> violation(message);
      case BUSY, LOCKED -> Failure.TRANSIENT;
      case NO_DATABASE -> Failure.NO_DATABASE;
      case ERROR -> failure(message);
      default -> CLOSED.contains(message) ? Failure.CONNECTION : Failure.OTHER;
    };
  }

  /** By the text, since a RESTRICT has the code of a trigger. */
  private static Failure violation(String message) {
    Matcher constraint = CONSTRAINT_FAILED.matcher(message);
    return switch (constraint.find() ? constraint.group(1) : "") {
      case "UNIQUE" -> Failure.DUPLICATE;
      case "FOREIGN KEY" -> Failure.FOREIGN_KEY;
      case "NOT NULL" -> Failure.NOT_NULL;
      case "CHECK" -> Failure.CHECK;
      default -> Failure.CONSTRAINT;
    };
  }

  private static Failure failure(String message) {
    if (MISSING.matcher(message).find()) {
      return message.contains("no such table") ? Failure.NO_TABLE : Failure.NO_COLUMN;
    }
    if (message.matches("(?s).*(from within|inside) a transaction.*")) {
      return Failure.NEEDS_NO_TRANSACTION;
    }
    return SYNTAX_ERROR.matcher(message).find() ? Failure.SYNTAX : Failure.OTHER;
  }

  @Override
  public String missingName(String message) {
    Matcher missing = MISSING.matcher(message);
    return missing.find() ? missing.group(1) : "";
  }

  /** After some errors, such as a full disk, SQLite itself ends the transaction. */
  @Override
  public boolean isTransactionOver(String message) {
    return message.contains("no transaction is active");
  }

  /**
   * A CHECK is told as the table defines it. A column that the statement does not name may be a
   * word that a full-text search was asked for.
   */
  @Override
  public String withoutValues(String message, String sql) {
    if (message.startsWith("[SQLITE_CONSTRAINT_CHECK]")) {
      return message;
    }
    String column = message.contains("no such column: ") ? missingName(message) : "";
    boolean named = sql.contains(column.substring(column.lastIndexOf('.') + 1));
    return Dialect.super.withoutValues(named ? message : message.replace(column, "..."), sql);
  }
}
