package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.session.Session;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** Times in columns that others made are read by the types that hold them exactly, or refused. */
public abstract class ForeignTimesContract extends DatabaseContract {
  private static final String TABLE = "foreign_time";

  private static final String KEY = " The key of the row: 1.";

  @Table(TABLE)
  record Day(@Column(primaryKey = true) int id, LocalDate content) {}

  @Table(TABLE)
  record Clock(@Column(primaryKey = true) int id, LocalTime content) {}

  @Table(TABLE)
  record Local(@Column(primaryKey = true) int id, LocalDateTime content) {}

  @Table(TABLE)
  record Moment(@Column(primaryKey = true) int id, Instant content) {}

  private static final List<Object> ROWS =
      List.of(
          new Day(1, LocalDate.of(2024, 5, 1)),
          new Clock(1, LocalTime.of(10, 30)),
          new Local(1, LocalDateTime.of(2024, 5, 1, 0, 0)),
          new Moment(1, Instant.parse("2024-05-01T00:00:00Z")));

  private static Object content(Object row) {
    if (row instanceof Day day) {
      return day.content;
    }
    if (row instanceof Clock clock) {
      return clock.content;
    }
    return row instanceof Local local ? local.content : ((Moment) row).content;
  }

  /** Makes a table of two columns, the second of a type, with one row that has a value in it. */
  private String createTable(String type, String value) {
    Product product = product();
    String table = product.given(TABLE);
    String content = product.quoted("content");
    database()
        .execute(
            "DROP TABLE IF EXISTS %1$s; CREATE TABLE %1$s (%2$s INTEGER PRIMARY KEY, %3$s %4$s%5$s); INSERT INTO %1$s VALUES (1, CAST('%6$s' AS %7$s))"
                .formatted(
                    table,
                    product.quoted("id"),
                    content,
                    type,
                    product == Product.MARIADB ? " NULL" : "",
                    value,
                    product.castType(type)));
    return "SELECT %s FROM " + table;
  }

  /** Both columns of the table, for a SELECT by label. */
  private String columns() {
    return product().quoted("id") + ", " + product().quoted("content");
  }

  @Test
  void areReadByTheTypesThatHoldThemExactly() {
    forEachRow(true, (type, select, row) -> assertReadable(select, row));
  }

  /** Reads a table of a type into a row. */
  private interface Reading {
    void run(String type, String select, Object row);
  }

  /** Tries each type of the database with all rows that hold it exactly, or with all others. */
  private void forEachRow(boolean exactly, Reading reading) {
    product()
        .times()
        .forEach(
            (type, time) -> {
              String select = createTable(type, time.text());
              for (Object row : ROWS) {
                if (time.javaTypes().contains(content(row).getClass()) == exactly) {
                  reading.run(type, select, row);
                }
              }
            });
  }

  private void assertReadable(String select, Object row) {
    Object value = content(row);
    String content = product().quoted("content");
    database()
        .useTransaction(
            session -> {
              assertThat(session.list(row.getClass())).isEqualTo(List.of(row));
              for (String expression : List.of(content, "max(" + content + ")")) {
                assertThat(session.query(value.getClass(), select.formatted(expression)))
                    .isEqualTo(List.of(value));
              }
              assertThat(session.query(row.getClass(), select.formatted(columns())))
                  .isEqualTo(List.of(row));
            });
  }

  @Test
  void areRefusedByTypesThatWouldCutOrShiftThem() {
    forEachRow(
        false,
        (type, select, row) ->
            assertRefused(type, select, row.getClass(), content(row).getClass()));
  }

  private void assertRefused(String type, String select, Class<?> rowType, Class<?> javaType) {
    String content = product().quoted("content");
    assertRefused(type, session -> session.list(rowType)).hasMessageEndingWith(KEY);
    assertRefused(type, session -> session.find(rowType, 1)).hasMessageEndingWith(KEY);
    assertRefused(type, session -> session.query(rowType, select.formatted(columns())))
        .hasMessageEndingWith(KEY);
    for (String expression : List.of(content, "max(" + content + ")")) {
      assertRefused(type, session -> session.query(javaType, select.formatted(expression)))
          .hasMessageContaining(" as %s: ", javaType.getSimpleName());
    }
  }

  private AbstractThrowableAssert<?, ?> assertRefused(
      String type, Session.Work<?, RuntimeException> read) {
    return assertThatThrownBy(() -> database().read(read))
        .as(type)
        .isExactlyInstanceOf(ValueException.class)
        .hasMessageContaining("Cannot read column");
  }

  @Test
  void areNullWhateverTheirType() {
    for (String type : product().times().keySet()) {
      String select = createTable(type, product().times().get(type).text());
      String content = product().quoted("content");
      database().execute("UPDATE %s SET %s = NULL".formatted(product().given(TABLE), content));
      database()
          .useTransaction(
              session -> {
                for (Object row : ROWS) {
                  assertThat(session.query(content(row).getClass(), select.formatted(content)))
                      .containsOnlyNulls();
                  assertThat(session.query(content(row).getClass(), select.formatted("NULL")))
                      .containsOnlyNulls();
                  assertThat(session.find(row.getClass(), 1)).isPresent();
                }
              });
    }
  }
}
