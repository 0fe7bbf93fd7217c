package io.github.coatcheck.dialect;

import static io.github.coatcheck.dialect.Cells.require;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** PostgreSQL, and databases with its protocol, by the driver pgjdbc. */
public final class PostgresDialect implements Dialect {
  // https://www.postgresql.org/docs/current/datatype-numeric.html
  private static final int MAX_FRACTION_DIGITS = 16_383;
  private static final int MAX_INTEGER_DIGITS = 131_072;

  private static final Set<SqlSyntax> SYNTAX =
      Set.of(
          SqlSyntax.NESTED_COMMENTS,
          SqlSyntax.DOLLAR_QUOTES,
          SqlSyntax.ESCAPE_STRINGS,
          SqlSyntax.DOUBLED_QUESTION_MARKS);

  private final Encodings encodings =
      Encodings.of(PostgresDialect::createEncoding, StandardEncodings::create);

  /** Creates the dialect. */
  public PostgresDialect() {}

  /** PostgreSQL stores names in lower case. */
  @Override
  public String fold(String identifier) {
    return identifier;
  }

  @Override
  public Encoding encoding(Class<?> javaType) {
    return encodings.get(javaType);
  }

  private static Encoding createEncoding(Class<?> javaType) {
    if (javaType == String.class) {
      return CommonEncodings.create(javaType)
          .readBy(ResultSet::getString)
          .refusing(PostgresDialect::checkText);
    }
    if (javaType == byte[].class) {
      return CommonEncodings.create(javaType).in("BYTEA");
    }
    if (javaType == UUID.class) {
      return Encoding.of(UUID.class, "UUID", uuid -> uuid, UUID.class::cast);
    }
    if (javaType == BigDecimal.class) {
      return Encoding.of(
          BigDecimal.class, "NUMERIC", PostgresDialect::writeZerosOut, Cells::toDecimal);
    }
    return CommonEncodings.isText(javaType)
        ? CommonEncodings.create(javaType).readBy(ResultSet::getString)
        : null;
  }

  private static void checkText(Object text) {
    require(
        ((String) text).indexOf('\0') < 0,
        "it has a NUL character, which PostgreSQL refuses; store it as byte[]");
  }

  /** As PostgreSQL does with 1E+3. */
  private static BigDecimal writeZerosOut(BigDecimal number) {
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

  /** DDL is part of a transaction. */
  @Override
  public Optional<String> refusal(List<String> words) {
    return SessionRules.refuseTransactionControl(words);
  }

  @Override
  public Optional<String> returning(String insert, String table, String columns) {
    return Optional.of(insert + " RETURNING " + columns);
  }

  @Override
  public int rowsPerInsert() {
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

  @Override
  public String lockTimeout(long milliseconds) {
    return "SET lock_timeout = " + milliseconds;
  }

  /** Adds the states for a deadlock, and for a lock that was not available in time. */
  @Override
  public Failure failure(String sqlState, int vendorCode) {
    return "40P01".equals(sqlState) || "55P03".equals(sqlState)
        ? Failure.TRANSIENT
        : Dialect.super.failure(sqlState, vendorCode);
  }
}
