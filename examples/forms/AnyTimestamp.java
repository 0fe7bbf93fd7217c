package forms;

import io.github.coatcheck.Converter;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/**
 * Reads timestamps of many forms, for a table to which several programs wrote: with a space or a T,
 * with seconds and an offset or without, or a date alone. It writes one form, that of SQLite.
 *
 * <p>SQL does not know that two texts mean the same time. So compare by {@code datetime(...)}, or
 * bring all rows into one form once: {@code update "Invoice" set "InvoiceDate" =
 * datetime("InvoiceDate")}.
 */
public final class AnyTimestamp implements Converter<LocalDateTime, String> {
  private static final DateTimeFormatter ANY =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalEnd()
          .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
          .optionalStart()
          .appendOffset("+HH:mm", "Z")
          .optionalEnd()
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter();

  private static final DateTimeFormatter SQLITE =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter();

  @Override
  public Class<String> databaseType() {
    return String.class;
  }

  @Override
  public String toDatabase(LocalDateTime timestamp) {
    return SQLITE.format(timestamp);
  }

  @Override
  public LocalDateTime toJava(String text) {
    try {
      return OffsetDateTime.parse(text, ANY)
          .withOffsetSameInstant(ZoneOffset.UTC)
          .toLocalDateTime();
    } catch (DateTimeException e) {
      // Without the cause: its message has the text.
      throw new IllegalArgumentException("it holds a text that is no timestamp");
    }
  }
}
