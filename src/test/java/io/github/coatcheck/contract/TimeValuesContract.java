package io.github.coatcheck.contract;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

/** Dates and times, at their extremes, come back exactly as they went in. */
public abstract class TimeValuesContract extends RoundTripContract {
  @Table
  record DateRow(@Column(primaryKey = true) int id, LocalDate content) {}

  @Test
  void datesComeBack() {
    assertEachComesBack(
        DateRow.class,
        DateRow::new,
        LocalDate.EPOCH,
        LocalDate.of(2024, 2, 29),
        LocalDate.of(1582, 10, 10),
        LocalDate.of(0, 1, 1),
        LocalDate.of(9999, 12, 31));
  }

  @Table
  record TimeRow(@Column(primaryKey = true) int id, LocalTime content) {}

  @Test
  void timesComeBack() {
    assertEachComesBack(
        TimeRow.class,
        TimeRow::new,
        LocalTime.MIDNIGHT,
        LocalTime.NOON,
        LocalTime.of(23, 59, 59),
        LocalTime.of(0, 0, 0, 120_000_000),
        LocalTime.of(0, 0, 0, 1_000),
        LocalTime.of(0, 0, 0, 1),
        LocalTime.MAX);
  }

  @Table
  record TimestampRow(@Column(primaryKey = true) int id, LocalDateTime content) {}

  @Test
  void timestampsComeBack() {
    assertEachComesBack(
        TimestampRow.class,
        TimestampRow::new,
        LocalDateTime.of(1959, 3, 2, 14, 30),
        LocalDateTime.of(2021, 3, 14, 2, 30), // skipped in New York
        LocalDateTime.of(2024, 12, 31, 23, 59, 59, 1_000),
        LocalDateTime.of(2024, 12, 31, 23, 59, 59, 1),
        LocalDateTime.of(0, 1, 1, 0, 0),
        LocalDateTime.of(LocalDate.of(9999, 12, 31), LocalTime.MAX));
  }

  @Table
  record InstantRow(@Column(primaryKey = true) int id, Instant content) {}

  @Test
  void instantsComeBack() {
    assertEachComesBack(
        InstantRow.class,
        InstantRow::new,
        Instant.EPOCH,
        Instant.EPOCH.minusNanos(1_000),
        Instant.EPOCH.minusNanos(1),
        Instant.parse("2024-12-31T23:59:59.123456Z"),
        Instant.parse("0000-01-01T00:00:00Z"),
        Instant.parse("9999-12-31T23:59:59.999999999Z"));
  }
}
