package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.contract.SentSql;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many rows into tables that make no keys, or drop rows: an error, and nothing else. */
class SqliteBulkRefusalsTest extends SqliteTracks {
  /** Tables that make no keys, whatever the driver says. */
  enum Keyless {
    WITHOUT_ROWID("CREATE TABLE track (id INTEGER PRIMARY KEY, name TEXT) WITHOUT ROWID"),
    BIGINT("CREATE TABLE track (id BIGINT PRIMARY KEY, name TEXT)"),
    DESCENDING("CREATE TABLE track (id INTEGER PRIMARY KEY DESC, name TEXT)"),
    COMPOSITE("CREATE TABLE track (id INTEGER, name TEXT, PRIMARY KEY (id, name))"),
    ANOTHER_KEY("CREATE TABLE track (id INTEGER, name TEXT, number INTEGER PRIMARY KEY)"),
    NO_KEY("CREATE TABLE track (id INTEGER, name TEXT)"),
    UNIQUE("CREATE TABLE track (id INTEGER UNIQUE, name TEXT)"),
    VIEW(
        "CREATE TABLE real_track (id INTEGER PRIMARY KEY, name TEXT)",
        "CREATE VIEW track AS SELECT * FROM real_track",
        "CREATE TRIGGER instead INSTEAD OF INSERT ON track BEGIN"
            + " INSERT INTO real_track VALUES (NEW.id, NEW.name); END");

    private final String script;

    Keyless(String... statements) {
      this.script = String.join(SEPARATOR, statements);
    }

    void make(Session session) {
      List.of(script.split(SEPARATOR)).forEach(session::execute);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTableThatMakesNoKeysIsRefused(Keyless table) {
    try (Session session = database.openSession()) {
      table.make(session);

      assertRefused(session, tracks("track", SIZE), KeyException.class)
          .hasMessage(
              "Object 1 of 300: Cannot insert into \"track\" without a key for %s#id: the table does not make it. Define the column as \"id\" INTEGER PRIMARY KEY AUTOINCREMENT, or set the key in the program and remove autoincrement."
                  .formatted(Track.class.getName()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TRIGGER drop_some BEFORE INSERT ON track WHEN NEW.name = 'track 140' BEGIN"
            + " SELECT RAISE(IGNORE); END",
        "CREATE TEMP TRIGGER drop_some BEFORE INSERT ON track WHEN NEW.name = 'track 140' BEGIN"
            + " SELECT RAISE(IGNORE); END"
      })
  void aRowThatATriggerDropsIsAnErrorThatNamesIt(String trigger) {
    try (Session session = database.openSession()) {
      session.execute(AUTOINCREMENT);
      session.execute(trigger);

      assertRefused(session, tracks("track", SIZE), KeyException.class)
          .hasMessage(
              "Object 141 of 300: Cannot trust the keys of an INSERT: rows or keys expected 1, came 0. Roll back, and look for a trigger or an ON CONFLICT clause of the table that drops or adds rows.%nThe statement: INSERT INTO \"track\" (\"name\") VALUES (?)"
                  .formatted());
    }
  }

  @Test
  void aRowThatAConflictClauseDropsIsAnErrorThatNamesIt() {
    try (Session session = database.openSession()) {
      session.execute(
          "CREATE TABLE track (id INTEGER PRIMARY KEY, name TEXT UNIQUE ON CONFLICT IGNORE)");
      List<Track> tracks = tracks("track", SIZE);
      tracks.get(200).name = "track 3";

      assertRefused(session, tracks, KeyException.class)
          .hasMessageStartingWith(
              "Object 201 of 300: Cannot trust the keys of an INSERT: rows or keys expected 1, came 0. Roll back");
    }
  }

  /** So many objects that an iterator hands them over in two chunks. */
  private static final int CHUNKS = 1800;

  @ParameterizedTest
  @EnumSource
  void aRowThatALaterOneReplacesIsAnErrorAndNothingIsStored(ManyRows insert) {
    try (Session session = database.openSession()) {
      session.execute(
          "CREATE TABLE track (id INTEGER PRIMARY KEY, name TEXT, UNIQUE (name) ON CONFLICT REPLACE)");
      session.execute("INSERT INTO track VALUES (777, 'track 7')");
      session.commit();
      List<Track> tracks = tracks("track", CHUNKS);
      tracks.get(tracks.size() - 1).name = "track 3";

      assertThatThrownBy(() -> insert.into(session, tracks))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessage(
              "Cannot keep the keys of these objects: a row in \"track\" was replaced by a later one, as ON CONFLICT REPLACE of the table says, so that a Track would have a key without a row. Leave out objects that are replaced, or insert them one at a time.");
      session.rollback();

      if (insert != ManyRows.ITERATOR) {
        // Streamed objects are not kept, so they keep their keys.
        assertThat(tracks).allSatisfy(track -> assertThat(track.id).isNull());
      }
      assertThat(session.query(Long.class, "select id from track")).containsExactly(777L);
      insert.into(session, tracks("track", CHUNKS));
      assertThat(session.count(Track.class)).isEqualTo(CHUNKS);
    }
  }

  @Test
  void aListOfOneIsNotAskedWhetherARowOfItWasReplaced() {
    try (Session session = database.openSession()) {
      session.execute(
          "CREATE TABLE track (id INTEGER PRIMARY KEY, name TEXT, UNIQUE (name) ON CONFLICT REPLACE)");
      try (SentSql sent = SentSql.record()) {
        session.insertAll(tracks("track", 1));
        assertThat(sent.statements()).noneMatch(sql -> sql.startsWith("SELECT"));
        session.insertAll(tracks("track", 2));
        assertThat(sent.statements()).filteredOn(sql -> sql.startsWith("SELECT")).hasSize(2);
      }
    }
  }

  enum ManyRows {
    LIST {
      @Override
      void into(Session session, List<Track> tracks) {
        session.insertAll(tracks);
      }
    },

    ITERATOR {
      @Override
      void into(Session session, List<Track> tracks) {
        session.insertAll(tracks.iterator(), track -> {});
      }
    },

    ADDED {
      @Override
      void into(Session session, List<Track> tracks) {
        session.addAll(tracks);
        session.flush();
      }
    },

    UPSERT {
      @Override
      void into(Session session, List<Track> tracks) {
        session.upsertAll(tracks);
      }
    };

    abstract void into(Session session, List<Track> tracks);
  }

  @Test
  void aRowWithAGivenKeyThatIsDroppedIsAnErrorThatNamesIt() {
    try (Session session = database.openSession()) {
      session.execute(PLAIN.replace("KEY", "KEY ON CONFLICT IGNORE"));
      session.execute("INSERT INTO track VALUES (777, 'earlier')");
      List<Track> tracks = tracks("track", SIZE);
      tracks.forEach(track -> track.id = 637L + tracks.indexOf(track));

      assertThatThrownBy(() -> session.insertAll(tracks))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessageStartingWith(
              "Object 141 of 300: Cannot trust the keys of an INSERT: rows or keys expected 1, came 0. Roll back");

      assertThat(session.query(String.class, "select name from track")).containsExactly("earlier");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ABORT", "FAIL"})
  void aRowThatATriggerRefusesIsAnErrorThatNamesIt(String action) {
    try (Session session = database.openSession()) {
      session.execute(AUTOINCREMENT);
      session.execute(
          "CREATE TRIGGER refuse AFTER INSERT ON track WHEN NEW.name = 'track 140' BEGIN"
              + " SELECT RAISE(%s, 'not this one'); END".formatted(action));

      assertRefused(session, tracks("track", SIZE), ConstraintViolationException.class)
          .hasMessageStartingWith("Object 141 of 300: The database refused a statement: ")
          .hasMessageContaining("not this one");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 140})
  void whenATriggerEndsTheTransactionOnlyRollbackIsLeft(int bad) {
    try (Session session = database.openSession()) {
      session.execute(AUTOINCREMENT);
      session.execute(
          "CREATE TRIGGER refuse AFTER INSERT ON track WHEN NEW.name = 'track %d' BEGIN"
                  .formatted(bad)
              + " SELECT RAISE(ROLLBACK, 'not this one'); END");
      session.commit();
      session.insert(new Other(null));
      List<Track> tracks = tracks("track", SIZE);

      assertThatThrownBy(() -> session.insertAll(tracks))
          .isExactlyInstanceOf(ConstraintViolationException.class)
          .hasMessageStartingWith(
              "Object %d of 300: The database refused a statement: ".formatted(bad + 1));
      assertThat(tracks).allSatisfy(track -> assertThat(track.id).isNull());
      assertThatThrownBy(() -> session.insert(new Other(null)))
          .isExactlyInstanceOf(CoatcheckException.class);
      assertThatThrownBy(session::commit).isExactlyInstanceOf(CoatcheckException.class);
      session.rollback();

      assertThat(session.count(Other.class) + session.count(Track.class)).isZero();
    }
  }

  @Test
  void aListOfOneThatFailsDoesNotEndTheTransactionEither() {
    try (Session session = database.openSession()) {
      session.execute("CREATE TABLE track (id INTEGER PRIMARY KEY, name TEXT UNIQUE)");
      session.insert(new Track(null, "track 0"));

      assertRefused(session, tracks("track", 1), ConstraintViolationException.class)
          .hasMessageStartingWith("The database refused a statement: ");
    }
  }

  /** A list that is refused, and leaves no row, no key in an object, and a session in order. */
  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      Session session, List<Track> tracks, Class<? extends Throwable> error) {
    session.insert(new Other(null));
    long rows = session.count(Track.class);

    var refused = assertThatThrownBy(() -> session.insertAll(tracks)).isExactlyInstanceOf(error);

    assertThat(tracks).allSatisfy(track -> assertThat(track.id).isNull());
    assertThat(session.count(Track.class)).isEqualTo(rows);
    session.insert(new Other(null));
    session.commit();
    assertThat(session.count(Other.class)).isEqualTo(2);
    return refused;
  }

  private static List<Track> tracks(String name, int size) {
    return IntStream.range(0, size).mapToObj(i -> new Track(null, name + " " + i)).toList();
  }
}
