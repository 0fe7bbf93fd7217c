package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.contract.SentSql;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What SQLite alone asks for: any column may hold anything there. */
class SqliteValuesTest {
  private Database db;

  @BeforeEach
  void open() {
    db = Database.open("jdbc:sqlite::memory:");
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Table
  record DoubleRow(@Column(primaryKey = true) int id, double content) {}

  @Table
  record FloatRow(@Column(primaryKey = true) int id, Float content) {}

  @Table
  record StringRow(@Column(primaryKey = true) int id, String content) {}

  private void assertRefusedBeforeAnySql(Object row, Object good, String reason) {
    Class<?> type = row.getClass();
    db.createTables(type);
    try (SentSql sent = SentSql.record();
        Session session = db.openSession()) {
      assertThatThrownBy(() -> session.insert(row))
          .isExactlyInstanceOf(ValueException.class)
          .hasMessage(
              "Cannot store the value of %s#content in column \"content\": %s. The row was not sent.",
              type.getName(), reason);

      assertThat(sent.statements()).isEmpty();
      session.insert(good);
      session.commit();
    }
  }

  @Test
  void refusesNotANumber() {
    String reason =
        "SQLite would make NULL of NaN; store null instead, in a property that may be null";

    assertRefusedBeforeAnySql(new DoubleRow(1, Double.NaN), new DoubleRow(1, 0), reason);
    assertRefusedBeforeAnySql(new FloatRow(1, Float.NaN), new FloatRow(1, null), reason);
  }

  @Test
  void refusesNegativeZero() {
    String reason = "SQLite would make 0.0 of -0.0; add 0.0 to it, which does the same";

    assertRefusedBeforeAnySql(new DoubleRow(1, -0.0), new DoubleRow(1, -0.0 + 0.0), reason);
    assertRefusedBeforeAnySql(new FloatRow(1, -0f), new FloatRow(1, 0f), reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud834", "a\udd1e", "\udd1e\ud834", "\ud834\ud834\udd1e", "\ud834a"})
  void refusesHalfOfASurrogatePair(String half) {
    assertRefusedBeforeAnySql(
        new StringRow(1, half),
        new StringRow(1, "\ud834\udd1e"),
        "it has half of a surrogate pair, of which UTF-8 would make a ?");
  }

  @Table
  record LimitedRow(@Column(primaryKey = true) int id, @Column(length = 2) String content) {}

  @Test
  void countsCharactersAsTheDatabaseDoes() {
    assertRefusedBeforeAnySql(
        new LimitedRow(1, "🎷🎺🎹"), new LimitedRow(1, "🎷🎺"), "it has more than 2 characters");

    List<Integer> length =
        db.inTransaction(
            session -> session.query(Integer.class, "select length(content) from limited_row"));
    assertThat(length).containsExactly(2);
  }

  @Table
  record NumberLikeRow(
      @Column(primaryKey = true) int id,
      @Column(length = 5) String text,
      @Column(precision = 30, scale = 20) BigDecimal decimal) {}

  @Test
  void limitsDoNotMakeNumbersOfTexts() {
    db.createTables(NumberLikeRow.class);
    NumberLikeRow row =
        new NumberLikeRow(1, "1.50", new BigDecimal("1234567890.12345678901234567890"));

    db.useTransaction(session -> session.insert(row));

    NumberLikeRow found =
        db.inTransaction(session -> session.find(NumberLikeRow.class, 1)).orElseThrow();
    assertThat(found).isEqualTo(row);
    List<String> kinds =
        db.inTransaction(
            session ->
                session.query(
                    String.class,
                    "select typeof(text) || ' ' || typeof(decimal) from number_like_row"));
    assertThat(kinds).containsExactly("text text");
  }

  @Table("raw")
  record BooleanRow(boolean content) {}

  @Table("raw")
  record IntRow(int content) {}

  @Table("raw")
  record LongRow(Long content) {}

  @Table("raw")
  record RealRow(double content) {}

  @Table("raw")
  record SingleRow(float content) {}

  @Table("raw")
  record TextRow(String content) {}

  @Table("raw")
  record UuidRow(UUID content) {}

  @Table("raw")
  record DateRow(LocalDate content) {}

  @Table("raw")
  record TimestampRow(LocalDateTime content) {}

  @Table("raw")
  record DecimalRow(BigDecimal content) {}

  @Table("raw")
  record BigIntegerRow(BigInteger content) {}

  @Table("raw")
  @SuppressWarnings("ArrayRecordComponent") // a blob is one
  record BlobRow(byte[] content) {}

  /** Reads what an SQL expression gives, from a column that takes it as it is. */
  private <T> T read(Class<T> type, String expression) {
    db.execute("drop table if exists raw");
    db.execute("create table raw (content)");
    db.execute("insert into raw values (" + expression + ")");
    return db.inTransaction(session -> session.first(type, "")).orElseThrow();
  }

  private void assertUnreadable(Class<?> type, String expression, String javaType, String reason) {
    assertThatThrownBy(() -> read(type, expression))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(
            "Cannot read column \"content\" into %s#content, %s: %s. Repair the row, or give the property a type or a converter that takes it.",
            type.getName(), javaType, reason);
  }

  @Test
  void refusesACellOfAnotherKind() {
    assertUnreadable(IntRow.class, "'seven'", "an int", "it holds a text, not an integer");
    assertUnreadable(IntRow.class, "'7'", "an int", "it holds a text, not an integer");
    assertUnreadable(IntRow.class, "7.5", "an int", "it holds a real number, not an integer");
    assertUnreadable(LongRow.class, "7.0", "a Long", "it holds a real number, not an integer");
    assertUnreadable(LongRow.class, "x'07'", "a Long", "it holds a blob, not an integer");
    assertUnreadable(BooleanRow.class, "'true'", "a boolean", "it holds a text, not an integer");
    assertUnreadable(RealRow.class, "'7.5'", "a double", "it holds a text, not a number");
    assertUnreadable(TextRow.class, "7", "a String", "it holds an integer, not a text");
    assertUnreadable(TextRow.class, "7.5", "a String", "it holds a real number, not a text");
    assertUnreadable(TextRow.class, "x'07'", "a String", "it holds a blob, not a text");
    assertUnreadable(BlobRow.class, "'7'", "a byte[]", "it holds a text, not a blob");
    assertUnreadable(
        TimestampRow.class, "1709209815", "a LocalDateTime", "it holds an integer, not a text");
    assertUnreadable(
        DateRow.class,
        "'2024-02-29 12:30:15'",
        "a LocalDate",
        "it holds a text that is no LocalDate");
    assertUnreadable(DateRow.class, "20240229", "a LocalDate", "it holds an integer, not a text");
    assertUnreadable(DecimalRow.class, "x'07'", "a BigDecimal", "it holds a blob, not a number");
    assertUnreadable(
        BigIntegerRow.class, "7.5", "a BigInteger", "it holds a real number, not an integer");
  }

  @Table("raw")
  record KeyedRow(@Column(primaryKey = true) String name, int content) {}

  @Test
  void namesTheRowOfACellOfAnotherKind() {
    db.execute("create table raw (name, content)");
    db.execute("insert into raw values ('first', 1), ('second', '2')");
    String message =
        "Cannot read column \"content\" into %s#content, an int: it holds a text, not an integer. Repair the row, or give the property a type or a converter that takes it. The key of the row: second."
            .formatted(KeyedRow.class.getName());

    assertThatThrownBy(() -> db.inTransaction(session -> session.list(KeyedRow.class)))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(message);
    assertThatThrownBy(
            () ->
                db.inTransaction(
                    session -> session.query(KeyedRow.class, "select content, name from raw")))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(message);
  }

  @Test
  void refusesACellThatDoesNotFit() {
    assertUnreadable(IntRow.class, "2147483648", "an int", "it holds a number that does not fit");
    assertUnreadable(
        RealRow.class, "9007199254740993", "a double", "it holds a number that does not fit");
    assertUnreadable(SingleRow.class, "1e-300", "a float", "it holds a number that does not fit");
    assertUnreadable(SingleRow.class, "16777217", "a float", "it holds a number that does not fit");
    assertUnreadable(SingleRow.class, "1e300", "a float", "it holds a number that does not fit");
    assertUnreadable(BooleanRow.class, "2", "a boolean", "it holds neither 0 nor 1");
    assertUnreadable(UuidRow.class, "'secret'", "a UUID", "it holds a text that is no UUID");
    assertUnreadable(
        DateRow.class, "'2023-02-29'", "a LocalDate", "it holds a text that is no LocalDate");
    assertUnreadable(
        DecimalRow.class, "'1,5'", "a BigDecimal", "it holds a text that is no BigDecimal");
    assertUnreadable(
        TimestampRow.class,
        "'2024-02-29 12:00+02:00'",
        "a LocalDateTime",
        "it holds a text that is no LocalDateTime");
  }

  @Test
  void readsNumbersThatOthersWrote() {
    assertThat(read(RealRow.class, "7").content).isEqualTo(7);
    assertThat(read(DecimalRow.class, "7").content).isEqualTo(new BigDecimal("7"));
    assertThat(read(DecimalRow.class, "7.25").content).isEqualTo(new BigDecimal("7.25"));
    assertThat(read(BigIntegerRow.class, "7").content).isEqualTo(BigInteger.valueOf(7));
    assertThat(read(BigIntegerRow.class, "null").content).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-29 12:30:15, 2024-02-29T12:30:15",
    "2024-02-29T12:30:15, 2024-02-29T12:30:15",
    "2024-02-29 12:30, 2024-02-29T12:30:00",
    "2024-02-29T12:30, 2024-02-29T12:30:00",
    "2024-02-29 12:30:15.5, 2024-02-29T12:30:15.500",
    "2024-02-29T12:30:15.000, 2024-02-29T12:30:15",
    "2024-02-29T12:30:15.123456789, 2024-02-29T12:30:15.123456789",
    "2024-02-29, 2024-02-29T00:00:00",
    "2024-02-29T12:30:15Z, 2024-02-29T12:30:15",
    "2024-02-29 12:30:15.123Z, 2024-02-29T12:30:15.123"
  })
  void readsTimestampsThatOthersWrote(String text, LocalDateTime expected) {
    Instant instant = Instant.parse(expected + (expected.getSecond() == 0 ? ":00Z" : "Z"));

    assertThat(read(TimestampRow.class, "'" + text + "'").content).isEqualTo(expected);
    assertThat(read(InstantRow.class, "'" + text + "'").content).isEqualTo(instant);
    assertThat(read(OffsetRow.class, "'" + text + "'").content)
        .isEqualTo(OffsetDateTime.parse(instant.toString()));
  }

  @Table("raw")
  record InstantRow(Instant content) {}

  @Table("raw")
  record OffsetRow(OffsetDateTime content) {}

  @ParameterizedTest
  @CsvSource({
    "2024-02-29 12:30:15+02:00, 2024-02-29T12:30:15+02:00",
    "2024-02-29T12:30:15.5-03:30, 2024-02-29T12:30:15.500-03:30",
    "2024-02-29T12:30+00:00, 2024-02-29T12:30:00Z"
  })
  void readsOffsetsThatOthersWrote(String text, OffsetDateTime expected) {
    assertThat(read(OffsetRow.class, "'" + text + "'").content).isEqualTo(expected);
    assertThat(read(InstantRow.class, "'" + text + "'").content).isEqualTo(expected.toInstant());
  }

  @Table("raw")
  record TimeRow(LocalTime content) {}

  @Test
  void readsTheClockOfTheDatabase() {
    LocalDateTime now = read(TimestampRow.class, "CURRENT_TIMESTAMP").content;

    assertThat(read(InstantRow.class, "'" + now + "'").content)
        .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(600));
    assertThat(read(TimeRow.class, "CURRENT_TIME").content).isNotNull();
    assertThat(read(DateRow.class, "CURRENT_DATE").content).isNotNull();
    assertThat(read(TimeRow.class, "'09:05'").content).isEqualTo(LocalTime.of(9, 5));
  }

  @Table
  record Concert(
      @Column(primaryKey = true) int id,
      LocalDate day,
      LocalTime clock,
      LocalDateTime local,
      Instant moment,
      OffsetDateTime offset) {}

  @Test
  void writesTimesAsTheDatabaseDoes() {
    db.createTables(Concert.class);
    OffsetDateTime offset = OffsetDateTime.parse("2024-02-29T12:30:00+02:00");
    LocalDateTime local = offset.toLocalDateTime();

    List<String> texts =
        db.inTransaction(
            session -> {
              session.insert(
                  new Concert(
                      1,
                      local.toLocalDate(),
                      local.toLocalTime(),
                      local,
                      offset.toInstant(),
                      offset));
              return session.query(
                  String.class,
                  """
                  select day from concert union all select clock from concert
                  union all select local from concert union all select moment from concert
                  union all select datetime(moment) from concert
                  union all select local from concert where local = datetime('2024-02-29T12:30')
                  """);
            });

    assertThat(texts)
        .containsExactly(
            "2024-02-29",
            "12:30:00",
            "2024-02-29 12:30:00",
            "2024-02-29 10:30:00",
            "2024-02-29 10:30:00",
            "2024-02-29 12:30:00");
  }
}
