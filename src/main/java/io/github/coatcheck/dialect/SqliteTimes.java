package io.github.coatcheck.dialect;

import static io.github.coatcheck.dialect.SqliteCells.require;
import static io.github.coatcheck.dialect.SqliteCells.text;
import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/** How dates and times stand in SQLite: as texts that sort as they do in Java. */
final class SqliteTimes {
  // No trailing zeros: "12:00:00" is then the same text as CURRENT_TIMESTAMP writes, and still
  // comes before "12:00:00.5" and that before "12:00:01".
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter();

  /**
   * What others write too: a space or a T, seconds or not; without an offset it is UTC; a date
   * alone is its midnight, as in SQLite (<a
   * href="https://www.sqlite.org/lang_datefunc.html#time_values">Time Values</a>).
   */
  private static final DateTimeFormatter ANY_TIMESTAMP =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalEnd()
          .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
          .optionalStart()
          .appendOffset("+HH:mm:ss", "Z")
          .optionalEnd()
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter();

  private static final Instant LEAST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant GREATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
  private static final String YEARS = "a year outside of 0000 to 9999 would not sort as text";

  private SqliteTimes() {}

  static Encoding of(Class<?> javaType) {
    return switch (javaType.getSimpleName()) {
      case "LocalDate" -> text(LocalDate.class, SqliteTimes::day, LocalDate::parse);
      case "LocalTime" -> text(LocalTime.class, TIME::format, LocalTime::parse);
      case "LocalDateTime" ->
          text(LocalDateTime.class, SqliteTimes::timestamp, SqliteTimes::toTimestamp);
      case "Instant" ->
          text(
              Instant.class,
              instant -> timestamp(utc(instant)),
              text -> OffsetDateTime.parse(text, ANY_TIMESTAMP).toInstant());
      case "OffsetDateTime" ->
          text(OffsetDateTime.class, SqliteTimes::offsetTimestamp, SqliteTimes::toOffsetTimestamp);
      default -> throw new IllegalArgumentException("SQLite has no column for " + javaType);
    };
  }

  private static String day(LocalDate day) {
    require(day.getYear() >= 0 && day.getYear() <= 9999, YEARS);
    return day.toString();
  }

  private static String timestamp(LocalDateTime timestamp) {
    return day(timestamp.toLocalDate()) + " " + TIME.format(timestamp);
  }

  private static LocalDateTime utc(Instant instant) {
    // Before the conversion, which fails for instants that are further away still.
    require(!instant.isBefore(LEAST) && !instant.isAfter(GREATEST), YEARS);
    return LocalDateTime.ofInstant(instant, UTC);
  }

  /** The instant first, so that the texts sort as {@code OffsetDateTime} does. */
  private static String offsetTimestamp(OffsetDateTime timestamp) {
    return "%s (%s)".formatted(timestamp(utc(timestamp.toInstant())), timestamp.getOffset());
  }

  private static OffsetDateTime toOffsetTimestamp(String text) {
    int offset = text.indexOf(" (");
    return offset < 0
        ? OffsetDateTime.parse(text, ANY_TIMESTAMP)
        : toTimestamp(text.substring(0, offset))
            .atOffset(UTC)
            .withOffsetSameInstant(ZoneOffset.of(text.substring(offset + 2, text.length() - 1)));
  }

  private static LocalDateTime toTimestamp(String text) {
    OffsetDateTime timestamp = OffsetDateTime.parse(text, ANY_TIMESTAMP);
    require(timestamp.getOffset().equals(UTC), "it has an offset");
    return timestamp.toLocalDateTime();
  }
}
