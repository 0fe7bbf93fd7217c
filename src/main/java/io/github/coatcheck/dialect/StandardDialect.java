package io.github.coatcheck.dialect;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Standard SQL, for databases without a dialect of their own. Keys are generated one row at a time.
 */
public final class StandardDialect implements Dialect {
  private static final Encodings ENCODINGS =
      StandardEncodings.ALL
          .with(LocalDate.class, StandardDialect::inGregorianCalendar)
          .with(LocalDateTime.class, StandardDialect::inGregorianCalendar)
          .with(Instant.class, StandardDialect::inGregorianCalendar);

  /** Creates the dialect. */
  public StandardDialect() {}

  @Override
  public Encoding encoding(Class<?> javaType) {
    return ENCODINGS.get(javaType);
  }

  private static Encoding inGregorianCalendar(Encoding days) {
    return days.refusing(StandardDialect::checkCalendar);
  }

  /** Drivers use {@code java.util.GregorianCalendar}, which is Julian before that day. */
  private static void checkCalendar(Object time) {
    Cells.require(
        time.toString().matches("[-+].*") || time.toString().compareTo("1582-10-15") >= 0,
        "a driver may shift days before 1582-10-15");
  }
}
