package io.github.coatcheck.dialect;

import static io.github.coatcheck.dialect.Cells.require;
import static java.time.ZoneOffset.UTC;

import io.github.coatcheck.dialect.Encoding.CellReader;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;

/** Encodings of dates and times: as temporal types of JDBC, or as texts that sort as in Java. */
final class Times {
  // Without trailing zeros, "12:00:00" is the same text that CURRENT_TIMESTAMP writes. The texts
  // still sort correctly: "12:00:00" before "12:00:00.5" before "12:00:01".
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter();

  private static final String DATE_FORM = "9999-99-99";
  private static final String TIME_FORM = "99:99:99, with a fraction that ends in no 0";

  private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
  private static final String BAD_YEAR = "a year outside of 0000 to 9999 would not sort everywhere";

  private Times() {}

  /** The encoding of a temporal type as text; throws for every other type. */
  static Encoding text(Class<?> javaType) {
    if (javaType == LocalDate.class) {
      return Cells.text(LocalDate.class, Times::formatDate, Times::parseDate, DATE_FORM);
    }
    if (javaType == LocalTime.class) {
      return Cells.text(LocalTime.class, TIME::format, text -> timeOf(text, 0), TIME_FORM);
    }
    if (javaType == LocalDateTime.class) {
      return Cells.text(
          LocalDateTime.class,
          Times::formatTimestamp,
          Times::parseTimestamp,
          DATE_FORM + " " + TIME_FORM);
    }
    require(javaType == Instant.class, "no column can hold a " + javaType);
    return inUtc(text(LocalDateTime.class));
  }

  /** The encoding of instants as timestamps in UTC. */
  static Encoding inUtc(Encoding timestamps) {
    return timestamps.converted(
        Times::toUtc, (LocalDateTime timestamp) -> timestamp.toInstant(UTC));
  }

  /** Tells the type of a column of a result, a constant of {@link Types}. */
  @FunctionalInterface
  interface ColumnTypes {
    int of(ResultSetMetaData columns, int position) throws SQLException;
  }

  /** Reads columns of one type. Of any other, drivers would cut off the time, or add a zone. */
  record TypedReader(int type, ColumnTypes types, CellReader reader) implements CellReader {
    @Override
    public Object read(ResultSet row, int position) throws SQLException {
      return in(row, position).read(row, position);
    }

    @Override
    public boolean asksForType() {
      return true;
    }

    @Override
    public CellReader in(ResultSet result, int position) throws SQLException {
      return types.of(result.getMetaData(), position) == type ? reader : TypedReader::readNull;
    }

    private static Object readNull(ResultSet row, int position) throws SQLException {
      require(
          row.getString(position) == null,
          "it has the type %s, of which something would be lost or added"
              .formatted(row.getMetaData().getColumnTypeName(position)));
      return null;
    }
  }

  /** Adds the temporal types of JDBC 4.2, which do not depend on the time zone of the program. */
  static Encodings addNativeTypes(Encodings others, ColumnTypes types) {
    return others
        .with(LocalDate.class, days -> nativeType(LocalDate.class, "DATE", Types.DATE, types))
        .with(LocalTime.class, times -> nativeType(LocalTime.class, "TIME(6)", Types.TIME, types))
        .with(
            LocalDateTime.class,
            timestamps -> nativeType(LocalDateTime.class, "TIMESTAMP(6)", Types.TIMESTAMP, types))
        .with(Instant.class, instants -> nativeInstants(types));
  }

  private static Encoding nativeInstants(ColumnTypes types) {
    return nativeType(
            OffsetDateTime.class,
            "TIMESTAMP(6) WITH TIME ZONE",
            Types.TIMESTAMP_WITH_TIMEZONE,
            types)
        .converted((Instant instant) -> toUtc(instant).atOffset(UTC), OffsetDateTime::toInstant);
  }

  private static <J> Encoding nativeType(
      Class<J> javaType, String columnType, int jdbcType, ColumnTypes types) {
    CellReader reader = (row, position) -> row.getObject(position, javaType);
    return Encoding.of(javaType, columnType, value -> value, javaType::cast)
        .readBy(new TypedReader(jdbcType, types, reader))
        .limitedTo(Times::checkLimits);
  }

  /** Refuses a time that a column of microseconds would round, and years that would not sort. */
  static void checkLimits(Object value) {
    // An Instant has no year before it is in UTC.
    TemporalAccessor time = value instanceof Instant i ? toUtc(i) : (TemporalAccessor) value;
    if (time.isSupported(ChronoField.YEAR)) {
      checkYear(time.get(ChronoField.YEAR));
    }
    require(
        !time.isSupported(ChronoField.NANO_OF_SECOND)
            || time.get(ChronoField.NANO_OF_SECOND) % 1000 == 0,
        "the database would round its nanoseconds; truncate it to ChronoUnit.MICROS");
  }

  private static void checkYear(int year) {
    require(year >= 0 && year <= 9999, BAD_YEAR);
  }

  private static LocalDateTime toUtc(Instant instant) {
    // Check first: the conversion throws another exception for instants that are even further away.
    require(!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST), BAD_YEAR);
    return LocalDateTime.ofInstant(instant, UTC);
  }

  private static String formatDate(LocalDate day) {
    checkYear(day.getYear());
    return day.toString();
  }

  private static String formatTimestamp(LocalDateTime timestamp) {
    return formatDate(timestamp.toLocalDate()) + " " + TIME.format(timestamp);
  }

  // Parsers that accept only what the formatters write, by position: 20 times as fast as a
  // DateTimeFormatter, and nothing to compare afterwards.

  private static LocalDate parseDate(String text) {
    require(text.length() == 10, "length");
    return dateOf(text);
  }

  /** The date in the first ten characters. */
  private static LocalDate dateOf(String text) {
    requireAt(text, 4, '-');
    requireAt(text, 7, '-');
    return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
  }

  private static LocalDateTime parseTimestamp(String text) {
    requireAt(text, 10, ' ');
    return LocalDateTime.of(dateOf(text), timeOf(text, 11));
  }

  /** The time from a position to the end. */
  private static LocalTime timeOf(String text, int start) {
    requireAt(text, start + 2, ':');
    requireAt(text, start + 5, ':');
    return LocalTime.of(
        number(text, start, start + 2),
        number(text, start + 3, start + 5),
        number(text, start + 6, start + 8),
        nanosOf(text, start + 8));
  }

  /** The fraction of a second from a point to the end, if there is one. */
  private static int nanosOf(String text, int point) {
    if (text.length() == point) {
      return 0;
    }
    requireAt(text, point, '.');
    String digits = text.substring(point + 1);
    require(!digits.isEmpty() && !digits.endsWith("0"), "fraction");
    return number(digits + "0".repeat(9 - digits.length()), 0, 9);
  }

  private static void requireAt(String text, int position, char expected) {
    require(text.charAt(position) == expected, "separator");
  }

  /** The number that the characters of a range write, all of them digits. */
  private static int number(String text, int start, int end) {
    int number = 0;
    for (int i = start; i < end; i++) {
      int digit = text.charAt(i) - '0';
      require(digit >= 0 && digit <= 9, "digit");
      number = 10 * number + digit;
    }
    return number;
  }
}
