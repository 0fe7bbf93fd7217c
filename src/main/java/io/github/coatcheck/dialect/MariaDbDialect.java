package io.github.coatcheck.dialect;

import static io.github.coatcheck.dialect.Cells.require;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** MariaDB and MySQL, by the driver of either. */
public final class MariaDbDialect implements Dialect {
  /** Texts that differ in nothing but case or accents are two, as elsewhere. */
  private static final String EXACT = " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

  // https://mariadb.com/kb/en/mariadb-error-code-reference/
  private static final int CHANGED_SINCE_READ = 1020;
  private static final int LOCK_WAIT_TIMEOUT = 1205;
  private static final int DEADLOCK = 1213;
  private static final int CHECK_VIOLATED = 3819;

  private final boolean returning;
  private final Encodings encodings =
      Encodings.of(MariaDbDialect::createEncoding, StandardEncodings::create);

  /**
   * Creates the dialect.
   *
   * @param returning whether the server knows {@code INSERT ... RETURNING}: MariaDB from 10.5 on,
   *     but not MySQL, whose rows get their keys one by one
   */
  public MariaDbDialect(boolean returning) {
    this.returning = returning;
  }

  @Override
  public String quote(String identifier) {
    return '`' + identifier.replace("`", "``") + '`';
  }

  /** Whether names of tables have a case, the file system decides; so it is left as it is. */
  @Override
  public String fold(String identifier) {
    return identifier;
  }

  @Override
  public Encoding encoding(Class<?> javaType) {
    return encodings.get(javaType);
  }

  private static Encoding createEncoding(Class<?> javaType) {
    if (CommonEncodings.isReal(javaType)) {
      return CommonEncodings.create(javaType).in("DOUBLE").refusing(MariaDbDialect::checkReal);
    }
    if (javaType == Boolean.class) {
      return CommonEncodings.create(javaType).in("TINYINT(1)");
    }
    if (javaType == byte[].class) {
      return CommonEncodings.create(javaType).in("LONGBLOB").as(byte[].class);
    }
    if (javaType == UUID.class || javaType == OffsetDateTime.class) {
      return CommonEncodings.create(javaType).in("VARCHAR(64)" + EXACT).as(String.class);
    }
    return CommonEncodings.isText(javaType)
        ? CommonEncodings.create(javaType).in("LONGTEXT" + EXACT).as(String.class)
        : temporal(javaType);
  }

  /** Times are bound as texts, which no driver shifts or rounds, and read as what they are. */
  private static Encoding temporal(Class<?> javaType) {
    if (javaType == LocalDate.class) {
      return CommonEncodings.create(javaType).in("DATE").as(LocalDate.class);
    }
    if (javaType == LocalTime.class) {
      return CommonEncodings.create(javaType)
          .in("TIME(6)")
          .as(LocalTime.class)
          .refusing(Times::checkMicroseconds);
    }
    return javaType == LocalDateTime.class || javaType == Instant.class
        ? CommonEncodings.create(javaType)
            .in("DATETIME(6)")
            .as(LocalDateTime.class)
            .refusing(MariaDbDialect::checkTimestamp)
        : null;
  }

  private static void checkReal(Object number) {
    require(
        Double.isFinite(((Number) number).doubleValue()),
        "MariaDB and MySQL have no NaN and no infinity; store null instead, in a property that may be null");
    CommonEncodings.checkSign(number, "MariaDB or MySQL");
  }

  private static void checkTimestamp(Object timestamp) {
    Times.checkMicroseconds(timestamp);
    require(
        !timestamp.toString().startsWith("0000"), "MariaDB's driver would make 0001 of year 0000");
  }

  @Override
  public String textType(int length) {
    return "VARCHAR(" + length + ")" + EXACT;
  }

  /** An index takes no column without a length. */
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

  /** 0 stands for the next key, as NULL does. */
  @Override
  public boolean replacesKey(long key) {
    return key == 0;
  }

  /** The drivers hand back the key alone, whatever names they are told. */
  @Override
  public boolean namesGeneratedKey() {
    return false;
  }

  @Override
  public Optional<String> returning(String insert, String table, String columns) {
    return returning ? Optional.of(insert + " RETURNING " + columns) : Optional.empty();
  }

  @Override
  public String keySource(Optional<String> schema) {
    return """
        SELECT max(CASE WHEN extra LIKE '%%auto_increment%%' OR column_default IS NOT NULL
          THEN '%s' ELSE 'NONE' END)
        FROM information_schema.columns
        WHERE table_schema = %s AND table_name = ? AND column_name = ?"""
        .formatted(
            returning ? KeySource.RETURNED : KeySource.SINGLE,
            InformationSchema.nameOr("DATABASE()", schema));
  }

  /** Without IS_IDENTITY; and MariaDB says NULL in words where there is no default. */
  @Override
  public String tableColumns(Optional<String> schema) {
    return InformationSchema.tableColumns(
        InformationSchema.nameOr("DATABASE()", schema),
        "coalesce(column_default, 'NULL') <> 'NULL' OR extra <> ''");
  }

  /** It parses a statement each time, so that a long one costs no more. */
  @Override
  public int rowsPerInsert() {
    return 1000;
  }

  @Override
  public String noValues() {
    return "() VALUES ()";
  }

  /** A transaction that the drivers begin by turning auto-commit off would cost two statements. */
  @Override
  public Optional<String> begin(boolean readOnly) {
    return Optional.of("START TRANSACTION" + (readOnly ? " READ ONLY" : ""));
  }

  /** In the zone in which an {@code Instant} is stored, so that the database's clock is it too. */
  @Override
  public List<String> connectionSetup() {
    return List.of("SET @coatcheck_time_zone = @@time_zone, time_zone = '+00:00'");
  }

  @Override
  public List<String> connectionReset() {
    return List.of("SET time_zone = @coatcheck_time_zone");
  }

  /** In whole seconds, at least one. */
  @Override
  public String lockTimeout(long milliseconds) {
    return "SET innodb_lock_wait_timeout = " + Math.max(1, (milliseconds + 999) / 1000);
  }

  @Override
  public Failure failure(String sqlState, int vendorCode) {
    return switch (vendorCode) {
      case CHANGED_SINCE_READ, LOCK_WAIT_TIMEOUT, DEADLOCK -> Failure.TRANSIENT;
      case CHECK_VIOLATED -> Failure.CONSTRAINT;
      default -> Dialect.super.failure(sqlState, vendorCode);
    };
  }
}
