package expenses;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;

/** Days from the first to the last: parameters of a query, by their names. */
record Days(LocalDate first, LocalDate last) {
  /** All days that the database can hold: texts of years with more digits would not sort. */
  static final Days ALL = new Days(LocalDate.of(0, 1, 1), LocalDate.of(9999, 12, 31));

  /** The days of a month such as {@code 2026-05}. */
  static Days of(String month) {
    try {
      YearMonth parsed = YearMonth.parse(month);
      return new Days(parsed.atDay(1), parsed.atEndOfMonth());
    } catch (DateTimeException e) {
      throw new RefusedException("\"%s\" is no month such as 2026-05".formatted(month), e);
    }
  }

  boolean contain(LocalDate date) {
    return !date.isBefore(first) && !date.isAfter(last);
  }
}
