package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every type, at its extremes, comes back exactly as it went in. */
public abstract class ValuesContract extends RoundTripContract {
  @Table
  record ByteRow(@Column(primaryKey = true) int id, Byte content) {}

  @Table
  record ShortRow(@Column(primaryKey = true) int id, Short content) {}

  @Table
  record IntegerRow(@Column(primaryKey = true) int id, Integer content) {}

  @Table
  record LongRow(@Column(primaryKey = true) int id, Long content) {}

  @Test
  void integersComeBack() {
    assertEachComesBack(ByteRow.class, ByteRow::new, Byte.MIN_VALUE, (byte) 0, Byte.MAX_VALUE);
    assertEachComesBack(ShortRow.class, ShortRow::new, Short.MIN_VALUE, Short.MAX_VALUE);
    assertEachComesBack(
        IntegerRow.class, IntegerRow::new, Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE);
    assertEachComesBack(
        LongRow.class, LongRow::new, Long.MIN_VALUE, (1L << 53) + 1, 0L, Long.MAX_VALUE);
  }

  @Table
  record BooleanRow(@Column(primaryKey = true) int id, Boolean content) {}

  @Test
  void booleansComeBack() {
    assertEachComesBack(BooleanRow.class, BooleanRow::new, true, false);
  }

  @Table
  record FloatRow(@Column(primaryKey = true) int id, Float content) {}

  @Test
  void floatsComeBack() {
    assertEachComesBack(
        FloatRow.class,
        FloatRow::new,
        0f,
        0.1f,
        -16_777_216f,
        Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MIN_NORMAL - Float.MIN_VALUE,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY);
  }

  @Table
  record DoubleRow(@Column(primaryKey = true) int id, Double content) {}

  @Test
  void doublesComeBack() {
    assertEachComesBack(
        DoubleRow.class,
        DoubleRow::new,
        0.0,
        0.1,
        Math.nextUp(1.0),
        9_007_199_254_740_992.0,
        1e18,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MIN_NORMAL - Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY);
  }

  @Table
  record StringRow(@Column(primaryKey = true) int id, String content) {}

  @Test
  void stringsComeBack() {
    assertEachComesBack(
        StringRow.class,
        StringRow::new,
        "",
        " ",
        "null",
        "So What",
        "it's \"100%\" \\ ? -- ;",
        "1.50",
        "007",
        "\n\t\r\n",
        "a\0b",
        "\0",
        "ÄÖÜ ß ñ Привет 日本",
        "e\u0301 \u00e9",
        "🎷🎺 \ud834\udd1e",
        "\uffff\ufeff");
  }

  @Test
  void aStringOfAMegabyteComesBack() {
    assertEachComesBack(StringRow.class, StringRow::new, "So What? 🎷 ".repeat(80_000));
  }

  enum Genre {
    JAZZ,
    BLUES {
      @Override
      int bars() {
        return 12;
      }
    };

    int bars() {
      return 32;
    }

    @Override
    public String toString() {
      return "the genre " + name();
    }
  }

  @Table
  record GenreRow(@Column(primaryKey = true) int id, Genre content) {}

  @Test
  void enumsComeBackByTheirNames() {
    assertEachComesBack(GenreRow.class, GenreRow::new, Genre.JAZZ, Genre.BLUES);

    List<String> names =
        database()
            .inTransaction(
                session ->
                    session.query(String.class, "select content from genre_row order by id"));
    assertThat(names).containsExactly(null, "JAZZ", "BLUES");
  }

  @Table
  record UuidRow(@Column(primaryKey = true) int id, UUID content) {}

  @Test
  void uuidsComeBack() {
    assertEachComesBack(
        UuidRow.class, UuidRow::new, new UUID(0, 0), new UUID(-1, -1), UUID.randomUUID());
  }
}
