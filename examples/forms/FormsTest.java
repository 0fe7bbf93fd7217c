package forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Converter;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.dialect.SqliteDialect;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Options;
import io.github.coatcheck.session.Session;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FormsTest {
  private static final LocalDateTime EIGHT = LocalDateTime.of(2024, 5, 1, 8, 0);

  /** In their order; three digits of a fraction are in every form. */
  private static final List<LocalDateTime> SORTED =
      List.of(
          LocalDateTime.of(959, 12, 31, 23, 59, 59),
          EIGHT,
          EIGHT.plusNanos(1_000_000),
          EIGHT.plusNanos(120_000_000),
          EIGHT.plusSeconds(1),
          EIGHT.plusDays(1),
          LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_000_000));

  private static Database open(Converter<LocalDateTime, String> form) {
    return Database.open(
        "jdbc:sqlite::memory:", Options.defaults().dialect(new SqliteDialect().timestamps(form)));
  }

  @Test
  void printsWhatPythonWroteAndWritesAsPythonDoes() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    Forms.run("jdbc:sqlite::memory:", new PrintStream(printed, true, StandardCharsets.UTF_8));

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            """
            Visit[at=2024-05-01T08:00:00.500Z, local=2024-05-01T10:00]
            2024-05-01 10:00:00
            2024-05-01 14:00:00.250000
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "SQLALCHEMY, 2024-05-01 08:00:00.000000",
    "SQLALCHEMY, 2024-05-01 08:00:00.120000",
    "PYTHON, 2024-05-01 08:00:00",
    "PYTHON, 2024-05-01 08:00:00.120000",
    "JAVASCRIPT, 2024-05-01T08:00:00.000Z",
    "JAVASCRIPT, 2024-05-01T08:00:00.120Z",
    "SQLITE_FRACTION, 2024-05-01 08:00:00.000",
    "SQLITE_FRACTION, 2024-05-01 08:00:00.120"
  })
  void aFormReadsAndWritesTheTextsOfItsPrograms(TimestampForm form, String text) {
    LocalDateTime expected = text.contains(".12") ? EIGHT.plusNanos(120_000_000) : EIGHT;
    try (Database db = open(form);
        Session session = db.openSession()) {
      db.execute("create table visits (at text primary key, local text)");
      session.execute("insert into visits values (?, ?)", text, text);

      Visit visit = session.list(Visit.class).get(0);
      assertThat(visit).isEqualTo(new Visit(expected.toInstant(ZoneOffset.UTC), expected));
      assertThat(session.find(Visit.class, visit.at())).contains(visit);
      session.update(visit);
      assertThat(session.count(Visit.class, "where at = ? and local = ?", text, text)).isOne();
      assertThat(session.query(LocalDateTime.class, "select local from visits"))
          .containsExactly(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void timesCompareAndSortInSqlAsTheyDoInJava(TimestampForm form) {
    try (Database db = open(form);
        Session session = db.openSession()) {
      db.createTables(Visit.class);
      for (LocalDateTime time : SORTED) {
        session.insert(new Visit(time.toInstant(ZoneOffset.UTC), time));
      }

      assertThat(session.list(Visit.class, "order by at"))
          .extracting(Visit::local)
          .isEqualTo(SORTED);
      for (int i = 0; i < SORTED.size(); i++) {
        LocalDateTime time = SORTED.get(i);
        Instant instant = time.toInstant(ZoneOffset.UTC);
        assertThat(session.count(Visit.class, "where local < ?", time)).isEqualTo(i);
        assertThat(session.count(Visit.class, "where at <= ?", instant)).isEqualTo(i + 1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SQLALCHEMY, 2024-05-01 08:00:00",
    "SQLALCHEMY, 2023-02-30 08:00:00.000000",
    "PYTHON, 2024-05-01 08:00:00.000000",
    "PYTHON, 2024-05-01T08:00:00",
    "PYTHON, 2024-05-01 24:00:00",
    "JAVASCRIPT, 2024-05-01T08:00:00Z",
    "JAVASCRIPT, 2024-05-01T08:00:00.000",
    "SQLITE_FRACTION, 2024-05-01 08:00:00.000000"
  })
  void aFormReadsNoOther(TimestampForm form, String text) {
    try (Database db = open(form);
        Session session = db.openSession()) {
      db.execute("create table visits (at text primary key, local text)");
      session.execute("insert into visits values (?, null)", text);

      assertThatThrownBy(() -> session.list(Visit.class))
          .isExactlyInstanceOf(ValueException.class)
          .hasMessageStartingWith(
              "Cannot read column \"at\" into forms.Visit#at (Instant): it holds a text of another form than %s. ",
              form);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFormWritesNoFractionThatItWouldCut(TimestampForm form) {
    try (Database db = open(form);
        Session session = db.openSession()) {
      db.createTables(Visit.class);

      assertThatThrownBy(() -> session.insert(new Visit(Instant.EPOCH, EIGHT.plusNanos(1))))
          .isExactlyInstanceOf(ValueException.class)
          .hasMessageContaining("it has a smaller fraction of a second than the form");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2024-05-01, 2024-05-01T00:00",
    "2024-05-01T08:00, 2024-05-01T08:00",
    "2024-05-01 08:00:00.120000, 2024-05-01T08:00:00.120",
    "2024-05-01T08:00:00.000Z, 2024-05-01T08:00",
    "2024-05-01T08:00:00+02:00, 2024-05-01T06:00"
  })
  void anyFormIsReadAndThatOfSqliteIsWritten(String text, LocalDateTime expected) {
    try (Database db = open(new AnyTimestamp());
        Session session = db.openSession()) {
      db.execute("create table visits (at text primary key, local text)");
      session.execute("insert into visits values ('key', ?)", text);

      assertThat(session.query(LocalDateTime.class, "select local from visits"))
          .containsExactly(expected);
      session.execute("update visits set local = ?", expected);
      assertThat(
              session.query(
                  Integer.class,
                  "select count(*) from visits where local = datetime(local, 'subsec') or local = datetime(local)"))
          .hasSize(1);
    }
  }
}
