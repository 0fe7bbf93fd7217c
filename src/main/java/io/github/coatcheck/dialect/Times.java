package io.github.coatcheck.dialect;

import static io.github.coatcheck.dialect.Cells.require;
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

  /**
   * The forms that other programs write: a space or a T, with seconds or without. Without an offset
   * it is UTC, and a date alone is its midnight, as in SQLite (<a
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

  private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
  private static final String BAD_YEAR = "a year outside of 0000 to 9999 would not sort everywhere";

  private Times() {}

  /** The encoding of a temporal type as text; throws for every other type. */
  static Encoding text(Class<?> javaType) {
    if (javaType == LocalDate.class) {
      return Cells.text(LocalDate.class, Times::formatDate, LocalDate::parse);
    }
    if (javaType == LocalTime.class) {
      return Cells.text(LocalTime.class, TIME::format, LocalTime::parse);
    }
    if (javaType == LocalDateTime.class) {
      return Cells.text(LocalDateTime.class, Times::formatTimestamp, Times::parseTimestamp);
    }
    if (javaType == Instant.class) {
      return Cells.text(Instant.class, Times::formatInstant, Times::parseInstant);
    }
    if (javaType == OffsetDateTime.class) {
      return Cells.text(OffsetDateTime.class, Times::formatWithOffset, Times::parseWithOffset);
    }
    throw new IllegalArgumentException("no column can hold a " + javaType);
  }

  /**
   * As the temporal types of JDBC 4.2, which do not depend on the time zone of the program; null
   * for every other type.
   */
  static Encoding nativeTemporal(Class<?> javaType) {
    if (javaType == LocalDate.class) {
      return nativeTemporal(LocalDate.class, "DATE")
          .refusing(day -> checkYear(((LocalDate) day).getYear()));
    }
    if (javaType == LocalTime.class) {
      return nativeTemporal(LocalTime.class, "TIME(6)").refusing(Times::checkMicroseconds);
    }
    if (javaType == LocalDateTime.class) {
      return nativeTemporal(LocalDateTime.class, "TIMESTAMP(6)").refusing(Times::checkMicroseconds);
    }
    return javaType == Instant.class
        ? Encoding.of(
                Instant.class,
                "TIMESTAMP(6) WITH TIME ZONE",
                instant -> toUtc(instant).atOffset(UTC),
                cell -> ((OffsetDateTime) cell).toInstant())
            .refusing(Times::checkMicroseconds)
            .as(OffsetDateTime.class)
        : null;
  }

  private static <J> Encoding nativeTemporal(Class<J> javaType, String columnType) {
    return Encoding.of(javaType, columnType, value -> value, javaType::cast).as(javaType);
  }

  /** Refuses a time that a column of microseconds would round, and years that would not sort. */
  static void checkMicroseconds(Object time) {
    if (time instanceof Instant instant) {
      checkYear(toUtc(instant).getYear());
    } else if (time instanceof LocalDateTime timestamp) {
      checkYear(timestamp.getYear());
    }
    require(
        ((TemporalAccessor) time).get(ChronoField.NANO_OF_SECOND) % 1000 == 0,
        "the database would round its nanoseconds; truncate it to ChronoUnit.MICROS");
  }

  private static void checkYear(int year) {
    require(year >= 0 && year <= 9999, BAD_YEAR);
  }

  private static String formatDate(LocalDate day) {
    checkYear(day.getYear());
    return day.toString();
  }

  private static String formatInstant(Instant instant) {
    return formatTimestamp(toUtc(instant));
  }

  private static Instant parseInstant(String text) {
    return OffsetDateTime.parse(text, ANY_TIMESTAMP).toInstant();
  }

  private static String formatTimestamp(LocalDateTime timestamp) {
    return formatDate(timestamp.toLocalDate()) + " " + TIME.format(timestamp);
  }

  private static LocalDateTime toUtc(Instant instant) {
    // Check first: the conversion throws another exception for instants that are even further away.
    require(!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST), BAD_YEAR);
    return LocalDateTime.ofInstant(instant, UTC);
  }

  /** The instant comes first, so that the texts sort as {@code OffsetDateTime} does. */
  private static String formatWithOffset(OffsetDateTime timestamp) {
    return "%s (%s)"
        .formatted(formatTimestamp(toUtc(timestamp.toInstant())), timestamp.getOffset());
  }

  private static OffsetDateTime parseWithOffset(String text) {
    int offset = text.indexOf(" (");
    return offset < 0
        ? OffsetDateTime.parse(text, ANY_TIMESTAMP)
        : parseTimestamp(text.substring(0, offset))
            .atOffset(UTC)
            .withOffsetSameInstant(ZoneOffset.of(text.substring(offset + 2, text.length() - 1)));
  }

  private static LocalDateTime parseTimestamp(String text) {
    OffsetDateTime timestamp = OffsetDateTime.parse(text, ANY_TIMESTAMP);
    require(timestamp.getOffset().equals(UTC), "it has an offset");
    return timestamp.toLocalDateTime();
  }
}
