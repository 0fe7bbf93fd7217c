package io.github.coatcheck.robustness;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** One table, read by each type that a column can have. */
final class CellReaders {
  static final List<Class<?>> ALL =
      Stream.of(CellReaders.class.getDeclaredClasses()).filter(Class::isRecord).toList();

  @Table("cell")
  record Tiny(@Column(primaryKey = true) int id, Byte content) {}

  @Table("cell")
  record Small(@Column(primaryKey = true) int id, Short content) {}

  @Table("cell")
  record Middle(@Column(primaryKey = true) int id, Integer content) {}

  @Table("cell")
  record Large(@Column(primaryKey = true) int id, Long content) {}

  @Table("cell")
  record Truth(@Column(primaryKey = true) int id, Boolean content) {}

  @Table("cell")
  record Single(@Column(primaryKey = true) int id, Float content) {}

  @Table("cell")
  record Real(@Column(primaryKey = true) int id, Double content) {}

  @Table("cell")
  record Text(@Column(primaryKey = true) int id, String content) {}

  @Table("cell")
  record Decimal(
      @Column(primaryKey = true) int id, @Column(precision = 15, scale = 4) BigDecimal content) {}

  @Table("cell")
  @SuppressWarnings("ArrayRecordComponent") // a blob is one
  record Bytes(@Column(primaryKey = true) int id, byte[] content) {}

  @Table("cell")
  record Id(@Column(primaryKey = true) int id, UUID content) {}

  @Table("cell")
  record Day(@Column(primaryKey = true) int id, LocalDate content) {}

  @Table("cell")
  record Time(@Column(primaryKey = true) int id, LocalTime content) {}

  @Table("cell")
  record Local(@Column(primaryKey = true) int id, LocalDateTime content) {}

  @Table("cell")
  record Moment(@Column(primaryKey = true) int id, Instant content) {}

  @Table("cell")
  record Kind(@Column(primaryKey = true) int id, Genre content) {}

  enum Genre {
    JAZZ,
    BLUES
  }

  private CellReaders() {}
}
