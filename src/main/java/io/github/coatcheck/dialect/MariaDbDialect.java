package io.github.coatcheck.dialect;

import static io.github.coatcheck.dialect.Cells.require;
import static io.github.coatcheck.dialect.SqlSyntax.BACKSLASH_ESCAPES;
import static io.github.coatcheck.dialect.SqlSyntax.BACKTICKS;
import static io.github.coatcheck.dialect.SqlSyntax.BLANK_AFTER_DASHES;
import static io.github.coatcheck.dialect.SqlSyntax.EXECUTABLE_COMMENTS;
import static io.github.coatcheck.dialect.SqlSyntax.HASH_COMMENTS;

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

  private static final Set<SqlSyntax> SYNTAX =
      Set.of(HASH_COMMENTS, BLANK_AFTER_DASHES, BACKSLASH_ESCAPES, BACKTICKS, EXECUTABLE_COMMENTS);

  private static final Encodings ENCODINGS =
      new Encodings(CommonEncodings::create)
          .with(Byte.class, number -> number.in("SMALLINT").readBy(MariaDbDialect::readNumber))
          .with(Short.class, number -> number.in("SMALLINT").readBy(MariaDbDialect::readNumber))
          .with(Integer.class, number -> number.readBy(MariaDbDialect::readNumber))
          .with(Long.class, number -> number.in("BIGINT").readBy(MariaDbDialect::readNumber))
          .with(BigDecimal.class, number -> number.readBy(MariaDbDialect::readNumber))
          .with(
              Double.class,
              number ->
                  number
                      .in("DOUBLE")
                      .readBy(MariaDbDialect::readNumber)
                      .refusing(MariaDbDialect::checkReal))
          .with(Boolean.class, truth -> truth.in("TINYINT(1)").readBy(MariaDbDialect::readNumber))
          .with(byte[].class, bytes -> bytes.in("LONGBLOB").readBy(StandardEncodings::readBytes))
          .with(
              UUID.class,
              uuid -> uuid.in("VARCHAR(64)" + CASE_SENSITIVE).readBy(ResultSet::getString))
          .with(
              String.class,
              text -> text.in("LONGTEXT" + CASE_SENSITIVE).readBy(ResultSet::getString))
          .with(LocalDate.class, days -> temporal(days, "DATE", Types.DATE))
          .with(
              LocalTime.class,
              times -> temporal(times, "TIME(6)", Types.TIME).limitedTo(MariaDbDialect::checkTime))
          .with(LocalDateTime.class, MariaDbDialect::timestamps)
          .with(Instant.class, MariaDbDialect::timestamps);

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
  private static Encoding temporal(Encoding texts, String columnType, int jdbcType) {
    return texts
        .in(columnType)
        .readBy(
            new Times.TypedReader(jdbcType, MariaDbDialect::columnType, MariaDbDialect::readTime));
  }

  private static Encoding timestamps(Encoding texts) {
    return temporal(texts, "DATETIME(6)", Types.TIMESTAMP).limitedTo(MariaDbDialect::checkTime);
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
  public int rowsPerInsert(int rows) {
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
        "SELECT CASE WHEN timediff(now(), utc_timestamp()) <> '00:00:00' THEN 'its time zone is not UTC, so that instants and CURRENT_TIMESTAMP would differ; set time_zone to ''+00:00''' END");
  }

  /** <a href="https://mariadb.com/kb/en/mariadb-error-code-reference/">Error Codes</a>. */
  @Override
  public Failure failure(String sqlState, int vendorCode, String message) {
    return switch (vendorCode) {
      // A row that changed since it was read, a timeout while waiting for a lock, a deadlock.
      case 1020, 1205, 1213 -> Failure.TRANSIENT;
      // A null, and a column that has no default.
      case 1048, 1364 -> Failure.NOT_NULL;
      case 1062 -> Failure.DUPLICATE;
      // No row to refer to, and a row that others refer to; each with and without a key's name.
      case 1216, 1217, 1451, 1452 -> Failure.FOREIGN_KEY;
      // That of MySQL, and that of MariaDB.
      case 3819, 4025 -> Failure.CHECK;
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
