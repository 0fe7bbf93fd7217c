package io.github.coatcheck.dialect;

import static io.github.coatcheck.dialect.SqlSyntax.DOLLAR_QUOTES;
import static io.github.coatcheck.dialect.SqlSyntax.NESTED_COMMENTS;

import java.sql.ResultSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** H2, which is close to standard SQL. */
public final class H2Dialect implements Dialect {
  private static final String IN_MEMORY = "jdbc:h2:mem:";

  /** The number of in-memory databases that got a name from Coatcheck. */
  private static final AtomicLong UNNAMED = new AtomicLong();

  private static final Encodings ENCODINGS =
      StandardEncodings.ALL
          .with(
              Double.class, number -> number.in("DOUBLE PRECISION").refusing(H2Dialect::checkSign))
          .with(String.class, text -> text.in("VARCHAR").readBy(ResultSet::getString))
          .with(UUID.class, uuid -> uuid.in("UUID").readBy(ResultSet::getString))
          .with(byte[].class, bytes -> bytes.in("VARBINARY").readBy(StandardEncodings::readBytes));

  /** Creates the dialect. */
  public H2Dialect() {}

  @Override
  public Encoding encoding(Class<?> javaType) {
    return ENCODINGS.get(javaType);
  }

  private static void checkSign(Object number) {
    CommonEncodings.checkSign(number, "H2");
  }

  @Override
  public Set<SqlSyntax> syntax() {
    return Set.of(NESTED_COMMENTS, DOLLAR_QUOTES);
  }

  @Override
  public Optional<String> returning(String insert, String table, String columns) {
    return Optional.of("SELECT %s FROM FINAL TABLE (%s) %s".formatted(columns, insert, table));
  }

  @Override
  public Optional<String> repairGenerator(String error, String table, String key) {
    return error.contains("PRIMARY KEY ON ") || error.contains("PRIMARY_KEY")
        ? Optional.of(
            "ALTER TABLE %s ALTER COLUMN %s RESTART WITH (SELECT max(%2$s) + 1 FROM %1$s)"
                .formatted(table, quote(key)))
        : Optional.empty();
  }

  @Override
  public int rowsPerInsert(int rows) {
    return 1000;
  }

  @Override
  public String lockTimeout(long milliseconds) {
    return "SET LOCK_TIMEOUT " + milliseconds;
  }

  /** Adds the states for a table that is missing while there are similar ones, or none at all. */
  @Override
  public Failure failure(String sqlState, int vendorCode, String message) {
    return "42S03".equals(sqlState) || "42S04".equals(sqlState)
        ? Failure.NO_TABLE
        : Dialect.super.failure(sqlState, vendorCode, message);
  }

  /** Without a name, each connection would get an in-memory database of its own. */
  static String sharedUrl(String url) {
    return url.matches(IN_MEMORY + "(;.*)?")
        ? IN_MEMORY + "coatcheck-" + UNNAMED.incrementAndGet() + url.substring(IN_MEMORY.length())
        : url;
  }

  @Override
  public boolean isInMemory(String url) {
    return url.startsWith(IN_MEMORY);
  }

  /** Keeps the name of a constraint and its columns; the row follows behind a parenthesis. */
  @Override
  public String withoutValues(String message, String sql) {
    String constraint =
        message
            .replaceFirst(
                "(?s)violation: \"(.*?)(?: VALUES)?(?: \\(|\").*", "violation: constraint \"$1\"")
            .replaceFirst("(?s)^(.*); SQL statement:.*", "$1");
    return Dialect.super.withoutValues(constraint, sql);
  }
}
