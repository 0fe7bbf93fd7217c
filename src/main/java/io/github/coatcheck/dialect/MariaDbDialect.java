package io.github.coatcheck.dialect;

import static io.github.coatcheck.dialect.Cells.require;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** MariaDB and MySQL, with the driver of either. */
public final class MariaDbDialect implements Dialect {
  /** Texts that differ only in case or accents are different, as on other databases. */
  private static final String CASE_SENSITIVE = " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

  private static final String UNIQUE_KEYS =
      "SELECT table_schema AS key_schema, table_name AS key_table, column_name AS key_column, index_name AS unique_key FROM information_schema.statistics WHERE non_unique = 0";

  // https://mariadb.com/kb/en/mariadb-error-code-reference/
  private static final int CHANGED_SINCE_READ = 1020;
  private static final int NULL = 1048;
  private static final int DUPLICATE_ENTRY = 1062;
  private static final int LOCK_WAIT_TIMEOUT = 1205;
  private static final int DEADLOCK = 1213;
  private static final int NO_PARENT_ROW = 1216;
  private static final int HAS_CHILD_ROW = 1217;
  private static final int NO_DEFAULT = 1364;
  private static final int HAS_CHILD_ROW_OF_KEY = 1451;
  private static final int NO_PARENT_ROW_OF_KEY = 1452;
  private static final int CHECK_VIOLATED_IN_MYSQL = 3819;
  private static final int CHECK_VIOLATED = 4025;

  private static final Set<SqlSyntax> SYNTAX =
      Set.of(
          SqlSyntax.HASH_COMMENTS,
          SqlSyntax.BLANK_AFTER_DASHES,
          SqlSyntax.BACKSLASH_ESCAPES,
          SqlSyntax.BACKTICKS,
          SqlSyntax.EXECUTABLE_COMMENTS);

  private static final Encoding TIMESTAMPS =
      temporal(LocalDateTime.class, "DATETIME(6)", Types.TIMESTAMP)
          .limitedTo(MariaDbDialect::checkTime);

  private static final Encodings ENCODINGS =
      StandardEncodings.ALL
          .with(Byte.class, MariaDbDialect::number)
          .with(Short.class, MariaDbDialect::number)
          .with(Integer.class, MariaDbDialect::number)
          .with(Long.class, MariaDbDialect::number)
          .with(BigDecimal.class, MariaDbDialect::number)
          .with(
              Double.class,
              number -> number(number).in("DOUBLE").refusing(MariaDbDialect::checkReal))
          .with(Boolean.class, truth -> number(truth).in("TINYINT(1)"))
          .with(byte[].class, bytes -> bytes.in("LONGBLOB"))
          .with(UUID.class, text(UUID.class, "VARCHAR(64)"))
          .with(String.class, text(String.class, "LONGTEXT"))
          .with(LocalDate.class, temporal(LocalDate.class, "DATE", Types.DATE))
          .with(
              LocalTime.class,
              temporal(LocalTime.class, "TIME(6)", Types.TIME).limitedTo(MariaDbDialect::checkTime))
          .with(LocalDateTime.class, TIMESTAMPS)
          .with(Instant.class, Times.inUtc(TIMESTAMPS));

  private final boolean returning;

  /**
   * Creates the dialect.
   *
   * @param returning whether the server supports {@code INSERT ... RETURNING}: MariaDB from 10.5
   *     on, but not MySQL, where keys are generated one row at a time
   */
  public MariaDbDialect(boolean returning) {
    this.returning = returning;
  }

  @Override
  public String quote(String identifier) {
    return '`' + identifier.replace("`", "``") + '`';
  }

  /** The file system decides whether the case of table names matters, so it stays as it is. */
  @Override
  public String fold(String identifier) {
    return identifier;
  }

  @Override
  public Encoding encoding(Class<?> javaType) {
    return ENCODINGS.get(javaType);
  }

  private static Encoding number(Encoding number) {
    return number.readBy(MariaDbDialect::readNumber);
  }

  private static Encoding text(Class<?> javaType, String columnType) {
    return CommonEncodings.ALL
        .get(javaType)
        .in(columnType + CASE_SENSITIVE)
        .readBy(ResultSet::getString);
  }

  /**
   * Reads a number from TINYINT(1) too, of which the drivers make a boolean. MariaDB's driver makes
   * null of the date 0000-00-00, but not if it is read as a text.
   */
  private static Object readNumber(ResultSet row, int position) throws SQLException {
    Object cell = row.getObject(position);
    if (cell == null) {
      return row.getString(position);
    }
    return cell instanceof Boolean ? (Object) row.getLong(position) : cell;
  }

  /**
   * Binds times as texts and reads them as texts, which no driver shifts or rounds: as a {@code
   * LocalTime}, 30:00:00 would be 06:00.
   */
  private static Encoding temporal(Class<?> javaType, String columnType, int jdbcType) {
    return CommonEncodings.ALL
        .get(javaType)
        .in(columnType)
        .readBy(
            new Times.TypedReader(jdbcType, MariaDbDialect::columnType, MariaDbDialect::readTime));
  }

  /** The drivers take a YEAR for a date. */
  private static int columnType(ResultSetMetaData columns, int position) throws SQLException {
    return columns.getColumnTypeName(position).equals("YEAR")
        ? Types.SMALLINT
        : columns.getColumnType(position);
  }

  /** Without the zeros at the end of a fraction, which the column adds. */
  private static Object readTime(ResultSet row, int position) throws SQLException {
    String text = row.getString(position);
    return text == null || text.indexOf('.') < 0 ? text : text.replaceFirst("\\.?0+$", "");
  }

  private static void checkTime(Object time) {
    Times.checkLimits(time);
    require(!time.toString().startsWith("0000"), "MariaDB's driver would make 0001 of year 0000");
  }

  private static void checkReal(Object number) {
    require(
        Double.isFinite(((Number) number).doubleValue()),
        "MariaDB and MySQL have no NaN and no infinity; store null instead, in a property that may be null");
    CommonEncodings.checkSign(number, "MariaDB or MySQL");
  }

  @Override
  public String textType(int length) {
    return "VARCHAR(" + length + ")" + CASE_SENSITIVE;
  }

  /** An index needs columns with a length. */
  @Override
  public String indexed(String columnType) {
    return columnType.replace("LONGTEXT", "VARCHAR(255)").replace("LONGBLOB", "VARBINARY(255)");
  }

  @Override
  public String defaultClause(String expression) {
    return "DEFAULT (" + expression + ")";
  }

  @Override
  public String generatedKey(String columnType) {
    return columnType + " AUTO_INCREMENT PRIMARY KEY";
  }

  /** 0 means the next key, as NULL does. */
  @Override
  public boolean replacesKey(long key) {
    return key == 0;
  }

  /** The drivers return only the key, whatever names they get. */
  @Override
  public boolean namesGeneratedKey() {
    return false;
  }

  @Override
  public Set<SqlSyntax> syntax() {
    return SYNTAX;
  }

  @Override
  public Optional<String> returning(String insert, String table, String columns) {
    return returning ? Optional.of(insert + " RETURNING " + columns) : Optional.empty();
  }

  /** A plain SELECT still shows rows that another session has deleted since the first one. */
  @Override
  public String currentRows() {
    return " FOR UPDATE";
  }

  /** The drivers return no key but one of AUTO_INCREMENT. */
  @Override
  public String keySource(Optional<String> schema) {
    return """
        SELECT max(CASE WHEN extra LIKE '%%auto_increment%%' THEN '%s' ELSE 'NONE' END)
        FROM information_schema.columns
        WHERE table_schema = %s AND table_name = ? AND column_name = ?"""
        .formatted(
            returning ? KeySource.RETURNED : KeySource.SINGLE,
            InformationSchema.nameOr("DATABASE()", schema));
  }

  /** It has no IS_IDENTITY, and MariaDB returns the text NULL if there is no default. */
  @Override
  public String tableColumns(Optional<String> schema) {
    return InformationSchema.tableColumns(
        InformationSchema.nameOr("DATABASE()", schema),
        "CASE WHEN data_type IN ('time', 'datetime', 'timestamp') THEN concat(data_type, '(', datetime_precision, ')') ELSE column_type END",
        "coalesce(column_default, 'NULL') <> 'NULL' OR extra <> ''",
        UNIQUE_KEYS,
        "extra NOT LIKE '% GENERATED'",
        "is_updatable = 'NO'");
  }

  /** A BIT(1) is read as a number; the type UUID of MariaDB takes and gives texts. */
  @Override
  public boolean storesExactly(Class<?> javaType, String expected, String found) {
    return (javaType == Boolean.class && found.equals("bit(1)"))
        || (javaType == UUID.class && found.equals("uuid"))
        || Dialect.super.storesExactly(javaType, expected, found);
  }

  /** The server parses each statement anyway, so a long one costs no more. */
  @Override
  public int rowsPerInsert() {
    return 1000;
  }

  @Override
  public String noValues() {
    return "() VALUES ()";
  }

  /** Switching auto-commit off would send two statements for each transaction. */
  @Override
  public Optional<String> begin(boolean readOnly) {
    return Optional.of("START TRANSACTION" + (readOnly ? " READ ONLY" : ""));
  }

  /** UTC, in which an {@code Instant} is stored, so that the clock of the database agrees. */
  @Override
  public List<String> connectionSetup() {
    return List.of("SET @coatcheck_time_zone = @@time_zone, time_zone = '+00:00'");
  }

  @Override
  public List<String> connectionReset() {
    return List.of("SET time_zone = @coatcheck_time_zone");
  }

  /** Rounds up to whole seconds, at least one. */
  @Override
  public String lockTimeout(long milliseconds) {
    return "SET innodb_lock_wait_timeout = " + Math.max(1, (milliseconds + 999) / 1000);
  }

  @Override
  public Optional<String> settingsCheck() {
    return Optional.of(
        "SELECT CASE WHEN timediff(now(), utc_timestamp()) <> '00:00:00' THEN 'its time zone is not UTC, so that instants and CURRENT_TIMESTAMP would differ; run SET time_zone = ''+00:00'' first' END");
  }

  @Override
  public Failure failure(String sqlState, int vendorCode, String message) {
    return switch (vendorCode) {
      case CHANGED_SINCE_READ, LOCK_WAIT_TIMEOUT, DEADLOCK -> Failure.TRANSIENT;
      case NULL, NO_DEFAULT -> Failure.NOT_NULL;
      case NO_PARENT_ROW, HAS_CHILD_ROW, NO_PARENT_ROW_OF_KEY, HAS_CHILD_ROW_OF_KEY ->
          Failure.FOREIGN_KEY;
      case CHECK_VIOLATED, CHECK_VIOLATED_IN_MYSQL -> Failure.CHECK;
      case DUPLICATE_ENTRY -> Failure.DUPLICATE;
      default -> Dialect.super.failure(sqlState, vendorCode, message);
    };
  }

  /** Keeps the name of the key that has a duplicate. */
  @Override
  public String withoutValues(String message, String sql) {
    String key = message.replaceFirst("(?s)entry '.*' for key", "entry for key");
    return Dialect.super.withoutValues(key, sql);
  }
}
