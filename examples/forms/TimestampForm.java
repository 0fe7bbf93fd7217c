package forms;

import io.github.coatcheck.Converter;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * The forms in which other programs write timestamps into SQLite. A form reads only what it writes,
 * so that rows are found by what was read from them, and sort in SQL as they do in Java.
 */
public enum TimestampForm implements Converter<LocalDateTime, String> {
  /** SQLAlchemy: {@code 2024-05-01 08:00:00.000000}, with six digits always. */
  SQLALCHEMY("uuuu-MM-dd HH:mm:ss.SSSSSS", "uuuu-MM-dd HH:mm:ss.SSSSSS"),

  /**
   * Django, and Python's module {@code sqlite3}: {@code 2024-05-01 08:00:00}, and six digits only
   * if they are not all 0.
   */
  PYTHON("uuuu-MM-dd HH:mm:ss.SSSSSS", "uuuu-MM-dd HH:mm:ss"),

  /** JavaScript's {@code toISOString}: {@code 2024-05-01T08:00:00.000Z}. */
  JAVASCRIPT("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'"),

  /** SQLite's {@code strftime('%Y-%m-%d %H:%M:%f')}: {@code 2024-05-01 08:00:00.000}. */
  SQLITE_FRACTION("uuuu-MM-dd HH:mm:ss.SSS", "uuuu-MM-dd HH:mm:ss.SSS");

  private final DateTimeFormatter withFraction;
  private final DateTimeFormatter wholeSecond;

  TimestampForm(String withFraction, String wholeSecond) {
    this.withFraction = formatter(withFraction);
    this.wholeSecond = formatter(wholeSecond);
  }

  private static DateTimeFormatter formatter(String pattern) {
    return new DateTimeFormatterBuilder()
        .appendPattern(pattern)
        .parseDefaulting(ChronoField.NANO_OF_SECOND, 0)
        .toFormatter(Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  @Override
  public Class<String> databaseType() {
    return String.class;
  }

  @Override
  public String toDatabase(LocalDateTime timestamp) {
    String text = format(timestamp);
    if (!parse(text).equals(timestamp)) {
      throw new IllegalArgumentException("it has a smaller fraction of a second than the form");
    }
    return text;
  }

  private String format(LocalDateTime timestamp) {
    return (timestamp.get(ChronoField.NANO_OF_SECOND) == 0 ? wholeSecond : withFraction)
        .format(timestamp);
  }

  @Override
  public LocalDateTime toJava(String text) {
    LocalDateTime timestamp = parse(text);
    if (!format(timestamp).equals(text)) {
      throw new IllegalArgumentException("it holds a text of another form than " + this);
    }
    return timestamp;
  }

  private LocalDateTime parse(String text) {
    try {
      return LocalDateTime.parse(text, text.contains(".") ? withFraction : wholeSecond);
    } catch (DateTimeException e) {
      // Without the cause: its message has the text.
      throw new IllegalArgumentException("it holds a text of another form than " + this);
    }
  }
}
