package io.github.coatcheck.dialect;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Set;

/**
 * Standard SQL, for databases without a dialect of their own. Keys are generated one row at a time.
 */
public final class StandardDialect implements Dialect {
  private static final Set<Class<?>> DATES =
      Set.of(LocalDate.class, LocalDateTime.class, Instant.class);

  /** Creates the dialect. */
  public StandardDialect() {}

  @Override
  public Encoding encoding(Class<?> javaType) {
    Encoding standard = Dialect.super.encoding(javaType);
    return DATES.contains(javaType) ? standard.refusing(StandardDialect::checkCalendar) : standard;
  }

  /** Drivers use {@code java.util.GregorianCalendar}, which is Julian before that day. */
  private static void checkCalendar(Object time) {
    Cells.require(
        time.toString().matches("[-+].*") || time.toString().compareTo("1582-10-15") >= 0,
        "a driver may shift days before 1582-10-15");
  }
}
