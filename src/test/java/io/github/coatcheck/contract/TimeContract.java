package io.github.coatcheck.contract;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import io.github.coatcheck.ValueException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Times mean the same everywhere, and sort and compare in SQL as they do in Java. */
public abstract class TimeContract extends DatabaseContract {
  @Table
  record Concert(
      @Column(primaryKey = true, autoincrement = true) Long id,
      LocalDate onDay,
      LocalTime atClock,
      LocalDateTime atLocal,
      Instant atMoment) {}

  @Test
  void theTimeZoneOfTheProgramDoesNotMatter() {
    create(Concert.class);
    LocalDateTime skippedInNewYork = LocalDateTime.of(2021, 3, 14, 2, 30);
    Concert concert =
        new Concert(
            1L,
            skippedInNewYork.toLocalDate(),
            skippedInNewYork.toLocalTime(),
            skippedInNewYork,
            skippedInNewYork.toInstant(UTC));

    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
      database().useTransaction(session -> session.insert(concert));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));

      database()
          .useTransaction(
              session -> {
                assertThat(session.list(Concert.class)).containsExactly(concert);
                assertThat(session.count(Concert.class, "where on_day = ?", concert.onDay)).isOne();
                assertThat(session.count(Concert.class, "where at_clock = ?", concert.atClock))
                    .isOne();
                assertThat(session.count(Concert.class, "where at_local = ?", concert.atLocal))
                    .isOne();
                assertThat(session.count(Concert.class, "where at_moment = ?", concert.atMoment))
                    .isOne();
              });
    } finally {
      TimeZone.setDefault(before);
    }
  }

  /** Expects the order of rows, and of each value among them, to be that of Java. */
  private <V extends Comparable<? super V>, R> void assertSorts(
      Class<R> type, BiFunction<Integer, V, R> newRow, Function<R, V> content, List<V> sorted) {
    create(type);
    assertThat(sorted).isSorted();
    List<V> shuffled = new ArrayList<>(sorted);
    Collections.shuffle(shuffled, new Random(7));
    database()
        .useTransaction(
            session -> {
              for (int i = 0; i < shuffled.size(); i++) {
                session.insert(newRow.apply(i + 1, shuffled.get(i)));
              }
            });

    database()
        .useTransaction(
            session -> {
              List<R> rows = session.list(type, "order by content");
              assertThat(rows).extracting(content).isEqualTo(sorted);
              for (int i = 0; i < sorted.size(); i++) {
                assertThat(session.count(type, "where content < ?", sorted.get(i))).isEqualTo(i);
              }
            });
  }

  @Table
  record LongRow(@Column(primaryKey = true) int id, Long content) {}

  @Test
  void integersSort() {
    assertSorts(
        LongRow.class,
        LongRow::new,
        LongRow::content,
        List.of(Long.MIN_VALUE, -10L, -9L, 0L, 9L, 10L, 100L, (1L << 53) + 1, Long.MAX_VALUE));
  }

  @Table
  record DateRow(@Column(primaryKey = true) int id, LocalDate content) {}

  @Test
  void datesSort() {
    assertSorts(
        DateRow.class,
        DateRow::new,
        DateRow::content,
        Stream.of(
                LocalDate.of(1, 1, 1),
                LocalDate.of(959, 12, 31),
                LocalDate.of(1959, 3, 2),
                LocalDate.of(1959, 11, 1),
                LocalDate.of(9999, 12, 31))
            .filter(product()::holds)
            .toList());
  }

  private static final List<LocalTime> TIMES =
      List.of(
          LocalTime.MIDNIGHT,
          LocalTime.of(0, 0, 0, 1_000),
          LocalTime.of(9, 0),
          LocalTime.of(9, 0, 0, 50_000_000),
          LocalTime.of(9, 0, 0, 450_000_000),
          LocalTime.of(9, 0, 0, 500_000_000),
          LocalTime.of(9, 0, 1),
          LocalTime.of(9, 1),
          LocalTime.of(10, 0),
          LocalTime.of(23, 59, 59, 999_999_000));

  @Table
  record TimeRow(@Column(primaryKey = true) int id, LocalTime content) {}

  @Test
  void timesSort() {
    assertSorts(TimeRow.class, TimeRow::new, TimeRow::content, TIMES);
  }

  private static List<LocalDateTime> timestamps() {
    List<LocalDateTime> timestamps = new ArrayList<>();
    for (LocalDate day : List.of(LocalDate.of(1959, 3, 2), LocalDate.of(1969, 8, 19))) {
      TIMES.forEach(time -> timestamps.add(day.atTime(time)));
    }
    return timestamps;
  }

  @Table
  record TimestampRow(@Column(primaryKey = true) int id, LocalDateTime content) {}

  @Test
  void timestampsSort() {
    assertSorts(TimestampRow.class, TimestampRow::new, TimestampRow::content, timestamps());
  }

  @Table
  record InstantRow(@Column(primaryKey = true) int id, Instant content) {}

  @Test
  void instantsSort() {
    List<Instant> instants = timestamps().stream().map(local -> local.toInstant(UTC)).toList();

    assertSorts(InstantRow.class, InstantRow::new, InstantRow::content, instants);
  }

  @Test
  void instantsCompareWithTheClockOfTheDatabase() {
    create(InstantRow.class);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    List<Instant> past = List.of(now.minus(Duration.ofDays(1)), now.minusSeconds(600));
    List<Instant> future = List.of(now.plusSeconds(600), now.plus(Duration.ofDays(1)));
    database()
        .useTransaction(
            session -> {
              session.insert(new InstantRow(1, past.get(0)));
              session.insert(new InstantRow(2, past.get(1)));
              session.insert(new InstantRow(3, future.get(0)));
              session.insert(new InstantRow(4, future.get(1)));
            });

    List<InstantRow> found =
        database()
            .inTransaction(
                session ->
                    session.list(
                        InstantRow.class, "where content < CURRENT_TIMESTAMP order by id"));

    assertThat(found).extracting(InstantRow::content).isEqualTo(past);
  }

  private void assertYearRefused(Object row) {
    create(row.getClass());

    assertThatThrownBy(() -> database().useTransaction(session -> session.insert(row)))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessageMatching(
            "Cannot store the value of \\Q%s\\E#content in column .(?i:content).: a year outside of 0000 to 9999 .*\\. The row was not sent\\."
                .formatted(row.getClass().getName()));
  }

  @Test
  void refusesYearsBeyond9999AndBefore0000() {
    LocalDateTime late = LocalDateTime.of(10000, 1, 1, 0, 0);
    LocalDateTime early = LocalDateTime.of(-1, 12, 31, 23, 59, 59, 999_999_999);

    for (LocalDateTime timestamp : List.of(early, late, LocalDateTime.MIN, LocalDateTime.MAX)) {
      assertYearRefused(new DateRow(1, timestamp.toLocalDate()));
      assertYearRefused(new TimestampRow(1, timestamp));
      assertYearRefused(new InstantRow(1, timestamp.toInstant(UTC)));
    }
    assertYearRefused(new InstantRow(1, Instant.MIN));
    assertYearRefused(new InstantRow(1, Instant.MAX));
  }
}
