package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Column;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many rows into tables of attached schemas, and into tables that change between two lists. */
class SqliteBulkTablesTest extends SqliteTrackRecords {
  @Table(value = "track", schema = "annex")
  record AnnexTrack(@Column(primaryKey = true, autoincrement = true) Long id, String name) {}

  @Test
  void aTableOfAnAttachedSchemaIsAskedForItsOwnTriggers() {
    try (Session session = database.openSession()) {
      session.execute("ATTACH ':memory:' AS annex");
      session.execute(
          "CREATE TABLE annex.track (id INTEGER PRIMARY KEY ON CONFLICT REPLACE, name)");
      session.execute(
          "CREATE TRIGGER annex.shadow AFTER INSERT ON track BEGIN INSERT INTO track (name) VALUES ('shadow'); END");

      List<AnnexTrack> inserted =
          session.insertAll(
              tracks(new Long[300]).stream().map(t -> new AnnexTrack(null, t.name())).toList());

      assertThat(session.list(AnnexTrack.class, "where name <> 'shadow'"))
          .containsExactlyInAnyOrderElementsOf(inserted);
      assertThat(session.count(AnnexTrack.class, "where name = 'shadow'")).isEqualTo(300);
      assertThat(session.count(Track.class)).isZero();
    }
  }

  @Table("elsewhere")
  record Elsewhere(@Column(primaryKey = true, autoincrement = true) Long id, String name) {}

  @Test
  void aTableOfAnAttachedSchemaThatIsNotNamedIsAskedForItsOwnTriggersToo() {
    try (Session session = database.openSession()) {
      session.execute("ATTACH ':memory:' AS annex");
      session.execute(
          "CREATE TABLE annex.elsewhere (id INTEGER PRIMARY KEY ON CONFLICT REPLACE, name)");
      session.execute(
          "CREATE TRIGGER annex.shadow AFTER INSERT ON elsewhere BEGIN INSERT INTO elsewhere (name) VALUES ('shadow'); END");

      List<Elsewhere> inserted =
          session.insertAll(
              tracks(new Long[300]).stream().map(t -> new Elsewhere(null, t.name())).toList());

      assertThat(session.list(Elsewhere.class, "where name <> 'shadow'"))
          .containsExactlyInAnyOrderElementsOf(inserted);
      assertThat(session.count(Elsewhere.class, "where name = 'shadow'")).isEqualTo(300);
    }
  }

  private static final String KEYLESS =
      "the table does not make it. Define the column as \"id\" INTEGER PRIMARY KEY AUTOINCREMENT, or set the key in the program and remove autoincrement.";

  @Test
  void aTableThatIsMadeAnewInAnotherWayIsAskedAgain() {
    try (Session session = database.openSession()) {
      session.insertAll(tracks(null, null, null));
      session.execute("DROP TABLE track");
      session.execute("CREATE TABLE track (id BIGINT PRIMARY KEY, name TEXT)");

      assertThatThrownBy(() -> session.insertAll(tracks(null, null, null)))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessageEndingWith(KEYLESS);
      assertThatThrownBy(() -> session.insert(new Track(null, "single")))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessageEndingWith(KEYLESS);
      session.execute("alter table track rename to former");
      session.execute("create table track (id integer primary key, name text)");
      List<Track> inserted = session.insertAll(tracks(null, null, null));

      assertThat(session.list(Track.class)).containsExactlyInAnyOrderElementsOf(inserted);
    }
  }

  @Test
  void aTriggerThatIsMadeBetweenTwoListsDisturbsNoKey() {
    try (Session session = database.openSession()) {
      session.execute("DROP TABLE track");
      session.execute("CREATE TABLE track (id INTEGER PRIMARY KEY, name)");
      session.insertAll(tracks(null, null, null));
      session.execute("DELETE FROM track");
      session.execute(
          "CREATE TRIGGER shadow AFTER INSERT ON track BEGIN INSERT OR REPLACE INTO track VALUES (NEW.id + 2, 'shadow'); END");

      List<Track> inserted = session.insertAll(tracks(new Long[300]));

      assertThat(session.list(Track.class, "where name <> 'shadow'"))
          .containsExactlyInAnyOrderElementsOf(inserted);
    }
  }
}
