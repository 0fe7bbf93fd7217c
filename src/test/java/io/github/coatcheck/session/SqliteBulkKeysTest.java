package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many rows into tables of every making: each object gets the key of its own row. */
class SqliteBulkKeysTest extends SqliteTracks {
  private static String trigger(String time, String body) {
    return "CREATE TRIGGER shadow %s INSERT ON track BEGIN %s; END".formatted(time, body);
  }

  /** Tables that make a key for each row, however that is disturbed. */
  enum Keyed {
    AS_CREATED(AUTOINCREMENT),
    WITHOUT_AUTOINCREMENT(PLAIN),
    IN_OTHER_WORDS("CREATE TABLE track (name TEXT, \"ID\" integer, PRIMARY KEY (id DESC))"),
    STRICT("CREATE TABLE track (id INTEGER PRIMARY KEY, name TEXT) STRICT"),
    TEMPORARY("CREATE TEMP TABLE track (id INTEGER PRIMARY KEY, name TEXT)"),
    BEFORE_INTO_ANOTHER(AUTOINCREMENT, trigger("BEFORE", "INSERT INTO other VALUES (NULL)")),
    AFTER_INTO_ANOTHER(
        AUTOINCREMENT, trigger("AFTER", "INSERT INTO other VALUES (NEW.id * 1000 + 7)")),
    BEFORE_INTO_THE_SAME(
        AUTOINCREMENT, trigger("BEFORE", "INSERT INTO track (name) VALUES ('shadow')")),
    AFTER_INTO_THE_SAME(PLAIN, trigger("AFTER", "INSERT INTO track (name) VALUES ('shadow')")),
    AFTER_SOME_INTO_THE_SAME(
        PLAIN,
        trigger(
            "AFTER",
            "INSERT INTO track (name) SELECT 'shadow' WHERE NEW.name IN ('track 7', 'track 150')")),
    REPLACING_INTO_THE_SAME(
        PLAIN,
        trigger("AFTER", "INSERT OR REPLACE INTO track (id, name) VALUES (NEW.id + 2, 'shadow')")),
    TEMPORARY_TRIGGER(
        PLAIN,
        "CREATE TEMP TRIGGER shadow AFTER INSERT ON track BEGIN"
            + " INSERT INTO track (name) VALUES ('shadow'); END"),
    KEY_REPLACES("CREATE TABLE track (id INTEGER PRIMARY KEY ON CONFLICT REPLACE, name TEXT)"),
    KEY_REPLACES_WHAT_A_TRIGGER_INSERTED(
        "CREATE TABLE track (id INTEGER PRIMARY KEY\nON\n CONFLICT REPLACE, name TEXT)",
        trigger("AFTER", "INSERT INTO track (name) VALUES ('shadow')")),
    KEY_IGNORES("CREATE TABLE track (id INTEGER PRIMARY KEY ON CONFLICT IGNORE, name TEXT)"),
    NAME_REPLACES(
        "CREATE TABLE track (id INTEGER PRIMARY KEY, name TEXT UNIQUE ON CONFLICT REPLACE)",
        "INSERT INTO track (name) VALUES ('track 3'), ('track 150'), ('track 299')"),
    NAME_REPLACES_THE_LAST(
        "CREATE TABLE track (id INTEGER PRIMARY KEY, name TEXT UNIQUE ON CONFLICT REPLACE)",
        "INSERT INTO track (name) VALUES ('track 0')"),
    HOLES(PLAIN, "INSERT INTO track VALUES (3, 'a'), (5, 'b'), (90, 'c')"),
    HIGHEST_DELETED(
        PLAIN, "INSERT INTO track VALUES (3, 'a'), (90, 'c')", "DELETE FROM track WHERE id = 90"),
    HIGHEST_DELETED_WITH_AUTOINCREMENT(
        AUTOINCREMENT,
        "INSERT INTO track VALUES (3, 'a'), (90, 'c')",
        "DELETE FROM track WHERE id = 90"),
    SEQUENCE_SET_BACK(
        AUTOINCREMENT,
        "INSERT INTO track VALUES (3, 'a'), (90, 'c')",
        "UPDATE sqlite_sequence SET seq = 5"),
    ONLY_NEGATIVE_KEYS(PLAIN, "INSERT INTO track VALUES (-9, 'a'), (-12, 'b')"),
    ONLY_NEGATIVE_KEYS_WITH_AUTOINCREMENT(
        AUTOINCREMENT, "INSERT INTO track VALUES (-9, 'a'), (-12, 'b')"),
    SMALLEST_KEY(PLAIN, "INSERT INTO track VALUES (-9223372036854775808, 'a')"),
    NEAR_THE_GREATEST_KEY(PLAIN, "INSERT INTO track VALUES (9223372036854775805, 'a')"),
    GREATEST_KEY(PLAIN, "INSERT INTO track VALUES (9223372036854775807, 'a')");

    private final String script;

    Keyed(String... statements) {
      this.script = String.join(SEPARATOR, statements);
    }

    void make(Session session) {
      List.of(script.split(SEPARATOR)).forEach(session::execute);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyObjectGetsTheKeyOfItsOwnRow(Keyed table) {
    try (Session session = database.openSession()) {
      table.make(session);
      List<Track> tracks = tracks("track", SIZE);
      List<Track> others = tracks("other", SIZE);

      session.insertAll(tracks);
      session.insert(new Track(null, "between"));
      session.insertAll(others);

      assertOwnRows(session, tracks);
      assertOwnRows(session, others);
      assertThat(session.count(Track.class, "where name like 'track%'")).isEqualTo(SIZE);
      session.rollback();
      assertThat(tracks).allSatisfy(track -> assertThat(track.id).isNull());
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "BEFORE_INTO_THE_SAME",
        "AFTER_INTO_THE_SAME",
        "TEMPORARY_TRIGGER",
        "KEY_REPLACES_WHAT_A_TRIGGER_INSERTED"
      })
  void noRowThatATriggerInsertsIsOverwritten(Keyed table) {
    try (Session session = database.openSession()) {
      table.make(session);

      session.insertAll(tracks("track", SIZE));

      assertThat(session.count(Track.class, "where name = 'shadow'")).isEqualTo(SIZE);
    }
  }

  private static void assertOwnRows(Session session, List<Track> tracks) {
    assertThat(tracks).extracting(track -> track.id).doesNotContainNull().doesNotHaveDuplicates();
    for (Track track : tracks) {
      assertThat(session.query(String.class, "select name from track where id = ?", track.id))
          .containsExactly(track.name);
    }
  }

  private static List<Track> tracks(String name, int size) {
    return IntStream.range(0, size).mapToObj(i -> new Track(null, name + " " + i)).toList();
  }
}
