package io.github.coatcheck.dialect;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** H2, which keeps close to standard SQL. */
public final class H2Dialect implements Dialect {
  private static final String IN_MEMORY = "jdbc:h2:mem:";

  /** Numbers the databases in memory that have no name. */
  private static final AtomicLong NAMELESS = new AtomicLong();

  private final Encodings encodings = new Encodings(H2Dialect::make);

  /** Creates the dialect. */
  public H2Dialect() {}

  @Override
  public Encoding encoding(Class<?> javaType) {
    return encodings.get(javaType);
  }

  private static Encoding make(Class<?> javaType) {
    Encoding encoding = Encodings.STANDARD.get(javaType);
    return switch (encoding.columnType()) {
      case Encodings.STANDARD_TEXT -> Encodings.of(javaType).in("VARCHAR").as(String.class);
      case "DOUBLE PRECISION" -> encoding.refusing(number -> Encodings.checkSign(number, "H2"));
      case "CHAR(36)" -> encoding.in("UUID").as(String.class);
      case "BLOB" -> encoding.in("VARBINARY");
      default -> encoding;
    };
  }

  @Override
  public Optional<String> returning(String insert, String table, String columns) {
    return Optional.of("SELECT %s FROM FINAL TABLE (%s) %s".formatted(columns, insert, table));
  }

  @Override
  public int rowsPerInsert() {
    return 1000;
  }

  @Override
  public String lockTimeout(long milliseconds) {
    return "SET LOCK_TIMEOUT " + milliseconds;
  }

  /** Without a name, every connection would have a database of its own. */
  @Override
  public String sharedUrl(String url) {
    return url.matches(IN_MEMORY + "(;.*)?")
        ? IN_MEMORY + "coatcheck-" + NAMELESS.incrementAndGet() + url.substring(IN_MEMORY.length())
        : url;
  }

  @Override
  public boolean isInMemory(String url) {
    return url.startsWith(IN_MEMORY);
  }
}
