package expenses;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;

/** An expense as a person writes and reads it: with the name of its category. */
record Entry(LocalDate date, String category, BigDecimal amount, String note) {
  /** An entry of a command line or of a line of a file: date, category, amount, perhaps a note. */
  static Entry of(List<String> cells) {
    if (cells.size() < 3 || cells.size() > 4) {
      throw new RefusedException(
          "date, category, amount and perhaps a note are expected, and not %d values"
              .formatted(cells.size()));
    }
    return new Entry(
        date(cells.get(0).strip()),
        category(cells.get(1)),
        amount(cells.get(2).strip()),
        cells.size() < 4 || cells.get(3).isBlank() ? null : cells.get(3).strip());
  }

  private static LocalDate date(String text) {
    try {
      LocalDate date = LocalDate.parse(text);
      if (Days.ALL.contain(date)) {
        return date;
      }
    } catch (DateTimeParseException e) {
      // refused below, as a date that no column can hold
    }
    throw new RefusedException("\"%s\" is no date such as 2026-05-31".formatted(text));
  }

  static String category(String text) {
    if (text.isBlank()) {
      throw new RefusedException("the category has no name");
    }
    return text.strip();
  }

  /** An amount that its column can hold, so that a wrong one is told with its line. */
  static BigDecimal amount(String text) {
    if (!text.matches("-?\\d{1,10}(\\.\\d{1,2})?")) {
      throw new RefusedException("\"%s\" is no amount such as 12.50".formatted(text));
    }
    return new BigDecimal(text);
  }
}
