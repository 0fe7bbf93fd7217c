package io.github.coatcheck.dialect;

/** Standard SQL, for databases that no other dialect is for; rows get their keys one by one. */
public final class StandardDialect implements Dialect {
  private final Encodings encodings = new Encodings(StandardDialect::make);

  /** Creates the dialect. */
  public StandardDialect() {}

  @Override
  public Encoding encoding(Class<?> javaType) {
    return encodings.get(javaType);
  }

  private static Encoding make(Class<?> javaType) {
    Encoding encoding = Encodings.STANDARD.get(javaType);
    return encoding.columnType().matches("DATE|TIMESTAMP.*")
        ? encoding.refusing(StandardDialect::checkCalendar)
        : encoding;
  }

  /** {@code java.util.GregorianCalendar}, which drivers use, changes to the Julian one there. */
  private static void checkCalendar(Object time) {
    Cells.require(
        time.toString().matches("[-+].*") || time.toString().compareTo("1582-10-15") >= 0,
        "a driver may shift days before 1582-10-15");
  }
}
