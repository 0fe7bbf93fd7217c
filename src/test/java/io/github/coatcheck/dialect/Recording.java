package io.github.coatcheck.dialect;

import io.github.coatcheck.Column;
import io.github.coatcheck.OnDelete;
import io.github.coatcheck.Table;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;

/** A property of every type and with every option, for the SQL of a dialect. */
@Table("recording")
@SuppressWarnings("ArrayRecordComponent") // one of the types
record Recording(
    @Column(primaryKey = true, autoincrement = true) Long id,
    @Column(unique = true) String title,
    @Column(length = 40, nullable = false) String artist,
    @Column(references = Recording.class, onDelete = OnDelete.SET_NULL) Long cover,
    @Column(defaultValue = "CURRENT_TIMESTAMP") Instant added,
    @Column(precision = 8, scale = 2) BigDecimal price,
    boolean live,
    short track,
    int plays,
    double gain,
    @Column(precision = 12) BigDecimal bytes,
    byte[] wave,
    UUID code,
    DayOfWeek weekday,
    LocalDate day,
    LocalTime time,
    LocalDateTime begun) {
  /** A row of little more than its key. */
  @Table("take")
  record Take(@Column(primaryKey = true, autoincrement = true) Long id, String comment) {}
}
