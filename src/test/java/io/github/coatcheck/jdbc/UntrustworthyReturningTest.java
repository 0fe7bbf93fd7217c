package io.github.coatcheck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.github.coatcheck.Column;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.Table;
import io.github.coatcheck.contract.RecordedLog;
import io.github.coatcheck.contract.SentSql;
import io.github.coatcheck.dialect.KeySource;
import io.github.coatcheck.session.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A driver that hands many rows back in another order, twice, or not at all, as those of servers
 * might: K14 of the key contract, where keys are returned.
 */
class UntrustworthyReturningTest extends ErringDatabase {
  @Table("track")
  static class Track {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column String name;

    Track() {}

    Track(String name) {
      this.name = name;
    }

    @Override
    public String toString() {
      return id + " " + name;
    }
  }

  /** What a driver makes of the rows that came back. */
  enum Wrong {
    SHUFFLED,
    FIRST_MISSING,
    LAST_MISSING,
    ALL_MISSING,
    ONE_TOO_MANY,
    DOUBLED,
    ALL_THE_FIRST,
    ALL_WITH_THE_FIRST_KEY,
    LAST_WITH_THE_FIRST_KEY,
    WITHOUT_KEYS;

    /** Makes rows of rows, each of them written as a SELECT. */
    List<String> of(List<String> rows) {
      return switch (this) {
        case SHUFFLED ->
            IntStream.range(0, rows.size()).mapToObj(i -> rows.get(rows.size() - 1 - i)).toList();
        case FIRST_MISSING -> rows.subList(1, rows.size());
        case LAST_MISSING -> rows.subList(0, rows.size() - 1);
        case ALL_MISSING -> List.of("SELECT 1, 'none' WHERE 0");
        case ONE_TOO_MANY -> Stream.concat(rows.stream(), Stream.of("SELECT 99, 'stray'")).toList();
        case DOUBLED -> rows.stream().flatMap(row -> Stream.of(row, row)).toList();
        case ALL_THE_FIRST -> Collections.nCopies(rows.size(), rows.get(0));
        case ALL_WITH_THE_FIRST_KEY -> keyed(rows, rows.get(0).replaceAll("\\D", ""));
        case LAST_WITH_THE_FIRST_KEY ->
            Stream.concat(
                    rows.subList(0, rows.size() - 1).stream(),
                    keyed(rows, rows.get(0).replaceAll("\\D", "")).stream().skip(rows.size() - 1))
                .toList();
        case WITHOUT_KEYS -> keyed(rows, "NULL");
      };
    }

    private static List<String> keyed(List<String> rows, String key) {
      return rows.stream().map(row -> row.replaceFirst("\\d+", key)).toList();
    }
  }

  @BeforeEach
  void openDatabase() throws SQLException {
    String returned = "SELECT '%s' WHERE ?1 <> ?2".formatted(KeySource.RETURNED);
    open(true, ChangedDialect.with("keySource", returned), Track.class);
  }

  /** Hands the rows of every statement back that had more than one, but not as they came. */
  private void handBack(Wrong wrong) {
    driver.when(
        "getResultSet INSERT",
        real -> {
          List<String> selects = new ArrayList<>();
          try (ResultSet rows = (ResultSet) real.call()) {
            while (rows.next()) {
              selects.add("SELECT %d, '%s'".formatted(rows.getLong(1), rows.getString(2)));
            }
          }
          List<String> changed = selects.size() > 1 ? wrong.of(selects) : selects;
          return driver.rows(String.join(" UNION ALL ", changed));
        });
  }

  private static List<Track> tracks(String... names) {
    return Stream.of(names).map(Track::new).toList();
  }

  private List<String> stored() {
    return database.inTransaction(
        session -> session.query(String.class, "select id || ' ' || name from track order by id"));
  }

  private static List<String> texts(List<Track> tracks) {
    return tracks.stream().map(Track::toString).sorted().toList();
  }

  @ParameterizedTest
  @EnumSource
  void manyDifferentRowsAreInsertedOneByOne(Wrong wrong) {
    List<Track> tracks = tracks("Ella", "Billie", "Nina", "Sarah");
    handBack(wrong);

    assertThat(database.<List<Track>, RuntimeException>inTransaction(s -> s.insertAll(tracks)))
        .isEqualTo(tracks);

    assertThat(texts(tracks)).isEqualTo(stored());
    assertThat(tracks).extracting(track -> track.name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void manyEqualRowsGetAKeyEach(Wrong wrong) {
    List<Track> tracks = tracks("Ella", "Ella", "Ella");
    handBack(wrong);

    database.useTransaction(session -> session.insertAll(tracks));

    assertThat(texts(tracks)).isEqualTo(stored());
    assertThat(tracks).extracting(track -> track.id).doesNotHaveDuplicates();
  }

  @Test
  void rowsThatComeBackRightAreBelieved() {
    List<Track> tracks = tracks("Ella", "Billie", "Nina");
    List<String> results = new ArrayList<>();
    driver.when(
        "getResultSet INSERT",
        real -> {
          results.add("one");
          return real.call();
        });

    database.useTransaction(session -> session.insertAll(tracks));

    assertThat(results).hasSizeLessThan(tracks.size());
    assertThat(texts(tracks)).isEqualTo(stored());
  }

  @Test
  void keysThatAreWrongOneByOneTooAreRefused() {
    List<Track> tracks = tracks("Ella", "Billie");
    handBack(Wrong.SHUFFLED);
    driver.when("getGeneratedKeys INSERT", real -> driver.rows("SELECT 7 UNION ALL SELECT 8"));

    try (Session session = database.openSession()) {
      assertThatThrownBy(() -> session.insertAll(tracks))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessage(
              "Object 1 of 2: Cannot trust the keys of an INSERT: rows or keys expected 1, came 2. Roll back, and look for a trigger or an ON CONFLICT clause of the table that drops or adds rows.%nThe statement: INSERT INTO \"track\" (\"name\") VALUES (?)"
                  .formatted());
    }

    assertThat(tracks).extracting(track -> track.id).containsOnlyNulls();
    assertThat(stored()).isEmpty();
  }

  @Test
  void aTableWhoseRowsCameBackWrongIsNotAskedForThemAgain() {
    handBack(Wrong.SHUFFLED);
    database.useTransaction(session -> session.insertAll(tracks("Ella", "Billie")));

    try (SentSql sent = SentSql.record()) {
      database.useTransaction(session -> session.insertAll(tracks("Nina", "Sarah")));

      assertThat(sent.statements())
          .filteredOn(sql -> sql.startsWith("INSERT"))
          .containsExactly(
              "INSERT INTO \"track\" (\"name\") VALUES (?)",
              "INSERT INTO \"track\" (\"name\") VALUES (?)");
    }
  }

  @Test
  void theWarningNamesTheFirstRowThatCameBackWrong() {
    try (RecordedLog log = new RecordedLog("io.github.coatcheck.bulk", Level.WARN)) {
      handBack(Wrong.DOUBLED);
      database.useTransaction(session -> session.insertAll(tracks("Ella", "Billie")));

      assertThat(log.messages())
          .containsExactly(
              "Objects are inserted into \"track\" one by one from now on, which is slow: rows do not come back as they were sent. Look for a trigger that changes them, or a column that rounds values. The first failure: Cannot trust the keys of an INSERT: row 2 that came back differs in \"name\" from the one that was sent. Roll back, and look for a trigger of the table that changes rows.%nThe statement: INSERT INTO \"track\" (\"name\") VALUES (?), (?) RETURNING \"track\".\"id\", \"track\".\"name\""
                  .formatted());
    }
  }
}
