package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.Table;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.contract.SentSql;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
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
      @Column(precision = 15, scale = 2) BigDecimal decimal) {}

  @Test
  void aTextStaysATextAndADecimalIsARealNumber() {
    db.createTables(NumberLikeRow.class);
    NumberLikeRow row = new NumberLikeRow(1, "1.50", new BigDecimal("5.00"));

    db.useTransaction(session -> session.insert(row));

    NumberLikeRow found =
        db.inTransaction(session -> session.find(NumberLikeRow.class, 1)).orElseThrow();
    assertThat(found).isEqualTo(row);
    List<String> kinds =
        db.inTransaction(
            session ->
                session.query(
                    String.class,
                    "select typeof(text) || ' ' || typeof(decimal) || ' ' || (decimal / 2) from number_like_row"));
    assertThat(kinds).containsExactly("text real 2.5");
  }

  @Test
  void theDatabaseRefusesAComputedDecimalThatIsNotRounded() {
    db.createTables(NumberLikeRow.class);
    NumberLikeRow row = new NumberLikeRow(1, "", new BigDecimal("0.05"));

    try (Session session = db.openSession()) {
      session.insert(row);
      session.commit();
      assertThatThrownBy(() -> session.execute("update number_like_row set decimal = decimal / 2"))
          .isExactlyInstanceOf(ConstraintViolationException.class)
          .hasMessageContaining("CHECK constraint failed: round(\"decimal\", 2) = \"decimal\"");
      session.rollback();
      session.execute("update number_like_row set decimal = round(decimal / 2, 2)");
      assertThat(session.list(NumberLikeRow.class).get(0).decimal)
          .isEqualTo(new BigDecimal("0.03"));
    }
  }

  @Table("raw")
  record CentsRow(@Column(precision = 6, scale = 2) BigDecimal content) {}

  @Test
  void readsADecimalOnlyIfItHasItsDigits() {
    assertThat(read(CentsRow.class, "5").content).isEqualTo(new BigDecimal("5.00"));
    assertThat(read(CentsRow.class, "-9999.99").content).isEqualTo(new BigDecimal("-9999.99"));
    String reason =
        "it holds a number with more digits than the column; round(..., 2) takes them away";
    assertUnreadable(CentsRow.class, "0.1 + 0.2", "BigDecimal", reason);
    assertUnreadable(CentsRow.class, "0.125", "BigDecimal", reason);
    assertUnreadable(CentsRow.class, "10000.0", "BigDecimal", reason);
    assertUnreadable(CentsRow.class, "9e999", "BigDecimal", reason);
    assertUnreadable(CentsRow.class, "'1.50'", "BigDecimal", "it holds a text, not a number");
  }

  @Test
  void aParameterOfMoreThan15DigitsIsRefused() {
    db.createTables(NumberLikeRow.class);
    try (Session session = db.openSession()) {
      for (String digits : List.of("1234567890123456", "0.1234567890123456", "1e400")) {
        assertThatThrownBy(
                () ->
                    session.count(NumberLikeRow.class, "where decimal = ?", new BigDecimal(digits)))
            .isExactlyInstanceOf(ValueException.class)
            .hasMessage(
                "Cannot use a value of type BigDecimal as a parameter: it has more than 15 digits, which SQLite would not keep; round it. Nothing was sent to the database.");
      }
    }
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
            "Cannot read column \"content\" into %s#content (%s): %s. Repair the row, or give the property a type or a converter that takes it.",
            type.getName(), javaType, reason);
  }

  @Test
  void refusesACellOfAnotherKind() {
    assertUnreadable(IntRow.class, "'seven'", "int", "it holds a text, not an integer");
    assertUnreadable(IntRow.class, "'7'", "int", "it holds a text, not an integer");
    assertUnreadable(IntRow.class, "7.5", "int", "it holds a real number, not an integer");
    assertUnreadable(LongRow.class, "7.0", "Long", "it holds a real number, not an integer");
    assertUnreadable(LongRow.class, "x'07'", "Long", "it holds a blob, not an integer");
    assertUnreadable(BooleanRow.class, "'true'", "boolean", "it holds a text, not an integer");
    assertUnreadable(RealRow.class, "'7.5'", "double", "it holds a text, not a number");
    assertUnreadable(TextRow.class, "7", "String", "it holds an integer, not a text");
    assertUnreadable(TextRow.class, "7.5", "String", "it holds a real number, not a text");
    assertUnreadable(TextRow.class, "x'07'", "String", "it holds a blob, not a text");
    assertUnreadable(BlobRow.class, "'7'", "byte[]", "it holds a text, not a blob");
    assertUnreadable(
        TimestampRow.class, "1709209815", "LocalDateTime", "it holds an integer, not a text");
    assertUnreadable(
        DateRow.class,
        "'2024-02-29 12:30:15'",
        "LocalDate",
        "it holds a text of the form 9999-99-99 99:99:99, which Coatcheck would not write: it writes 9999-99-99");
    assertUnreadable(DateRow.class, "20240229", "LocalDate", "it holds an integer, not a text");
    assertUnreadable(DecimalRow.class, "x'07'", "BigDecimal", "it holds a blob, not a number");
  }

  @Table("raw")
  record KeyedRow(@Column(primaryKey = true) String name, int content) {}

  @Test
  void namesTheRowOfACellOfAnotherKind() {
    db.execute("create table raw (name, content)");
    db.execute("insert into raw values ('first', 1), ('second', '2')");
    String message =
        "Cannot read column \"content\" into %s#content (int): it holds a text, not an integer. Repair the row, or give the property a type or a converter that takes it. The key of the row: second."
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

  @Table("raw")
  record PairRecord(int content, int other) {}

  @Table("raw")
  static final class PairClass {
    @Column int content;
    @Column int other;
  }

  @Test
  void readsTheColumnsInOrder() {
    db.execute("create table raw (content, other)");
    db.execute("insert into raw values ('one', 'two')");

    for (Class<?> type : List.of(PairRecord.class, PairClass.class)) {
      assertThatThrownBy(() -> db.inTransaction(session -> session.list(type)))
          .isExactlyInstanceOf(ValueException.class)
          .hasMessage(
              "Cannot read column \"content\" into %s#content (int): it holds a text, not an integer. Repair the row, or give the property a type or a converter that takes it.",
              type.getName());
    }
  }

  @Test
  void refusesACellThatDoesNotFit() {
    assertUnreadable(IntRow.class, "2147483648", "int", "it holds a number that does not fit");
    assertUnreadable(
        RealRow.class, "9007199254740993", "double", "it holds a number that does not fit");
    assertUnreadable(SingleRow.class, "1e-300", "float", "it holds a number that does not fit");
    assertUnreadable(SingleRow.class, "16777217", "float", "it holds a number that does not fit");
    assertUnreadable(SingleRow.class, "1e300", "float", "it holds a number that does not fit");
    assertUnreadable(BooleanRow.class, "2", "boolean", "it holds neither 0 nor 1");
    assertUnreadable(SingleRow.class, "0.1", "float", "it holds a number that does not fit");
    assertUnreadable(DecimalRow.class, "'1.5'", "BigDecimal", "it holds a text, not a number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0A1B2C3D-0000-4000-8000-00000000ABCD | 9A9A9A9A-9999-9999-9999-99999999AAAA",
        "1-1-1-1-1 | 9-9-9-9-9",
        "secret | AAAAAA"
      })
  void readsNoUuidThatItWouldNotWrite(String text, String form) {
    assertUnreadable(
        UuidRow.class,
        "'" + text + "'",
        "UUID",
        "it holds a text of the form %s, which Coatcheck would not write: it writes 99999999-9999-9999-9999-999999999999 in lower case"
            .formatted(form));
  }

  @Test
  void readsNoTextThatIsNotInUtf8() {
    assertUnreadable(
        TextRow.class, "cast(x'61ff62' as text)", "String", "it holds a text that is not in UTF-8");
    assertThat(read(TextRow.class, "'\ufffd \u00e9'").content).isEqualTo("\ufffd \u00e9");
  }

  @Test
  void readsNumbersThatOthersWrote() {
    assertThat(read(RealRow.class, "7").content).isEqualTo(7);
    assertThat(read(DecimalRow.class, "7").content).isEqualTo(new BigDecimal("7"));
    assertThat(read(DecimalRow.class, "7.25").content).isEqualTo(new BigDecimal("7.25"));
    assertThat(read(DecimalRow.class, "0.1").content).isEqualTo(new BigDecimal("0.1"));
    assertThat(read(DecimalRow.class, "0.1 + 0.2").content).isEqualByComparingTo("0.3");
    assertThat(read(DecimalRow.class, "null").content).isNull();
    assertThat(read(SingleRow.class, "0.5").content).isEqualTo(0.5f);
  }

  @Table("raw")
  record InstantRow(Instant content) {}

  @Table("raw")
  record TimeRow(LocalTime content) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-29T12:30:15",
        "2024-02-29 12:30",
        "2024-02-29 12:30:15.",
        "2024-02-29 12:30:15.500",
        "2024-02-29 12:30:15.0",
        "2024-02-29 12:30:15.1234567891",
        "2024-02-29 12:30:15,5",
        "2024-02-29",
        "2024-02-29 12:30:15Z",
        "2024-02-29 12:30:15.123+00:00",
        "2024-02-29 12:30:1",
        "2024-02-29 12:30:15 ",
        "2023-02-30 10:00:00",
        "2024-02-00 10:00:00",
        "2024-02-29 24:00:00",
        "2024-02-29 23:59:60",
        "-024-02-29 12:30:15",
        "+2024-02-29 12:30:15",
        "12024-02-29 12:30:15",
        "0000-00-00 00:00:00",
        "\u0662024-02-29 12:30:15",
        "now",
        ""
      })
  void readsNoTimestampThatItWouldNotWrite(String text) {
    for (Class<?> type : List.of(TimestampRow.class, InstantRow.class)) {
      String javaType = type.getRecordComponents()[0].getType().getSimpleName();
      assertUnreadable(
          type,
          "'" + text + "'",
          javaType,
          "it holds %s, which Coatcheck would not write: it writes 9999-99-99 99:99:99, with a fraction that ends in no 0"
              .formatted(
                  text.isEmpty()
                      ? "an empty text"
                      : "a text of the form "
                          + text.replaceAll("[0-9]", "9").replaceAll("[\u0662now]", "A")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-29 12:30:15, 2024-02-29T12:30:15",
    "2024-02-29 12:30:00, 2024-02-29T12:30",
    "0000-01-01 00:00:00, 0000-01-01T00:00",
    "9999-12-31 23:59:59.999999999, 9999-12-31T23:59:59.999999999",
    "2024-02-29 12:30:15.5, 2024-02-29T12:30:15.500",
    "2024-02-29 12:30:15.000001, 2024-02-29T12:30:15.000001"
  })
  void readsEveryTimestampThatItWouldWrite(String text, LocalDateTime expected) {
    assertThat(read(TimestampRow.class, "'" + text + "'").content).isEqualTo(expected);
    assertThat(read(InstantRow.class, "'" + text + "'").content)
        .isEqualTo(expected.toInstant(ZoneOffset.UTC));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9:05:00", "09:05", "24:00:00", "09:05:00.50", "09:60:00", "09:05:00Z"})
  void readsNoTimeThatItWouldNotWrite(String text) {
    assertUnreadable(
        TimeRow.class,
        "'" + text + "'",
        "LocalTime",
        "it holds a text of the form %s, which Coatcheck would not write: it writes 99:99:99, with a fraction that ends in no 0"
            .formatted(text.replaceAll("[0-9]", "9")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2023-02-29", "20240229", "2024-2-29", "2024-13-01", "2024-02-29 "})
  void readsNoDayThatItWouldNotWrite(String text) {
    assertUnreadable(
        DateRow.class,
        "'" + text + "'",
        "LocalDate",
        "it holds a text of the form %s, which Coatcheck would not write: it writes 9999-99-99"
            .formatted(text.replaceAll("[0-9]", "9")));
  }

  @Test
  void readsTheClockOfTheDatabase() {
    assertThat(read(InstantRow.class, "CURRENT_TIMESTAMP").content)
        .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(600));
    assertThat(read(TimeRow.class, "CURRENT_TIME").content).isNotNull();
    assertThat(read(DateRow.class, "CURRENT_DATE").content).isNotNull();
    assertThat(read(TimestampRow.class, "datetime('2024-02-29T12:30Z')").content)
        .isEqualTo(LocalDateTime.of(2024, 2, 29, 12, 30));
  }

  @Table
  record Concert(
      @Column(primaryKey = true) int id,
      LocalDate day,
      LocalTime clock,
      LocalDateTime local,
      Instant moment) {}

  @Test
  void writesTimesAsTheDatabaseDoes() {
    db.createTables(Concert.class);
    Instant moment = Instant.parse("2024-02-29T10:30:00Z");
    LocalDateTime local = LocalDateTime.parse("2024-02-29T12:30:00");

    List<String> texts =
        db.inTransaction(
            session -> {
              session.insert(
                  new Concert(1, local.toLocalDate(), local.toLocalTime(), local, moment));
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
