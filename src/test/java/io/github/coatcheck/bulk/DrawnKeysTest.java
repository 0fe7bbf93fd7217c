package io.github.coatcheck.bulk;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import io.github.coatcheck.contract.SentSql;
import io.github.coatcheck.jdbc.ChangedDialect;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Keys that are drawn before the INSERT, and an INSERT that takes an array for each column, as on
 * PostgreSQL. Here SQLite draws every tenth number, and its arrays are texts in JSON.
 */
class DrawnKeysTest {
  @Table("track")
  record Track(@Column(autoincrement = true) Long id, String name, Integer year) {}

  private static final String DRAW =
      """
      WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < ?)
      SELECT (SELECT coalesce(max(id), 0) FROM track) + 10 * i FROM numbers""";

  private Database database;

  @BeforeEach
  void openDatabase() {
    database =
        Database.open(
            "jdbc:sqlite::memory:",
            ChangedDialect.with(
                Map.of(
                    "keySource", arguments -> "SELECT 'DRAWN' WHERE ?1 <> ?2",
                    "drawKeys", arguments -> DRAW,
                    "insertArrays",
                        arguments -> insertArrays((String) arguments[0], (List<?>) arguments[1]),
                    "array", arguments -> array((List<?>) arguments[0]))));
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  private static Optional<String> insertArrays(String into, List<?> types) {
    String arrays =
        IntStream.range(0, types.size())
            .mapToObj(i -> "json_each(?) AS c" + i)
            .collect(joining(" JOIN "));
    String values =
        IntStream.range(0, types.size()).mapToObj(i -> "c" + i + ".value").collect(joining(", "));
    String rows =
        IntStream.range(1, types.size())
            .mapToObj(i -> "c0.key = c" + i + ".key")
            .collect(joining(" AND "));
    return Optional.of("%s SELECT %s FROM %s ON %s".formatted(into, values, arrays, rows));
  }

  private static String array(List<?> cells) {
    return cells.stream()
        .map(cell -> cell instanceof String text ? '"' + text + '"' : String.valueOf(cell))
        .collect(joining(", ", "[", "]"));
  }

  private static List<Track> tracks(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Track(null, "t" + i, i % 3 == 0 ? null : 1900 + i))
        .toList();
  }

  /** Inserts tracks, requires that each has the key of its row, and tells what was sent. */
  private List<String> insert(List<Track> tracks) {
    try (SentSql sent = SentSql.record();
        Session session = database.openSession()) {
      List<Track> inserted = session.insertAll(tracks);
      List<String> messages = sent.messages();

      List<Track> expected = new ArrayList<>();
      for (Track track : tracks) {
        expected.add(new Track(inserted.get(expected.size()).id(), track.name(), track.year()));
      }
      assertThat(inserted).isEqualTo(expected);
      assertThat(session.list(Track.class, "order by id")).isEqualTo(inserted);
      session.rollback();
      return messages.stream().flatMap(message -> what(message).stream()).toList();
    }
  }

  /** What a statement that was sent does, and with how many rows; empty for questions. */
  private static Optional<String> what(String message) {
    String kind =
        message.startsWith(DRAW)
            ? "draw"
            : message.contains("json_each")
                ? "arrays"
                : message.contains("RETURNING") ? "returned" : "values";
    return message.startsWith(DRAW) || message.startsWith("INSERT")
        ? Optional.of(message.replaceFirst("(?s).* -- (\\d+) rows?, .*", kind + " $1"))
        : Optional.empty();
  }

  private static List<Track> tracksWithKeys(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Track(7L + i, "t", i)).toList();
  }

  @Test
  void keysAreDrawnAndBoundInArraysForUpTo64RowsAtATime() {
    database.createTables(Track.class);

    assertThat(insert(tracks(150)))
        .containsExactly("draw 64", "arrays 64", "draw 64", "arrays 64", "draw 22", "arrays 22");
  }

  @Test
  void assignedKeysAreBoundInArraysToo() {
    database.createTables(Track.class);

    assertThat(insert(tracksWithKeys(87))).containsExactly("arrays 64", "arrays 23");
    assertThat(insert(tracksWithKeys(2))).containsExactly("arrays 2");
    assertThat(insert(tracksWithKeys(1))).containsExactly("values 1");
  }

  @Test
  void aTableOfOtherTypesTakesNoArraysAndReturnsEachRowWithItsKey() {
    database.execute("create table track (id integer primary key, name numeric, year integer)");

    assertThat(insert(tracksWithKeys(87))).containsExactly("values 64", "values 16", "values 7");
    assertThat(insert(tracks(87))).containsExactly("returned 64", "returned 16", "returned 7");
  }

  @Table("track")
  record Dated(
      @Column(autoincrement = true) Long id,
      String name,
      @Column(defaultValue = "1959") Integer year) {}

  @Test
  void rowsOfWhichTheDatabaseMakesADefaultComeBackWithIt() {
    database.createTables(Dated.class);

    try (SentSql sent = SentSql.record();
        Session session = database.openSession()) {
      assertThat(session.insertAll(List.of(new Dated(null, "a", null), new Dated(null, "b", null))))
          .containsExactly(new Dated(1L, "a", 1959), new Dated(2L, "b", 1959));
      assertThat(sent.statements())
          .contains(
              "INSERT INTO \"track\" (\"name\") VALUES (?), (?) RETURNING \"track\".\"id\", \"track\".\"year\", \"track\".\"name\"");
    }
  }

  @Table("track")
  static class TrackClass {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column String name;
  }

  @Test
  void aRollbackTakesDrawnKeysBack() {
    database.createTables(Track.class);
    List<TrackClass> tracks = List.of(new TrackClass(), new TrackClass());
    try (Session session = database.openSession()) {
      session.execute("alter table track drop column year");
      session.insertAll(tracks);
      assertThat(tracks).extracting(track -> track.id).containsExactly(10L, 20L);

      session.rollback();

      assertThat(tracks).extracting(track -> track.id).containsOnlyNulls();
    }
  }
}
