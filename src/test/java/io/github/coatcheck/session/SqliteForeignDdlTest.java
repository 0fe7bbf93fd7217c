package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Column;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.Table;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.jdbc.ChangedDialect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another program changes tables of SQLite that a database has been asked about. */
class SqliteForeignDdlTest {
  @TempDir Path folder;
  private Database db;
  private Connection other;

  @Table("track")
  record Track(@Column(primaryKey = true, autoincrement = true) Long id, Integer plays) {}

  @BeforeEach
  void open() throws SQLException {
    String url = "jdbc:sqlite:" + folder.resolve("shared.db");
    db = Database.open(url);
    db.createTables(Track.class);
    db.useTransaction(
        session -> {
          Track track = session.insert(new Track(null, 1));
          assertThat(session.list(Track.class)).containsExactly(track);
        });
    other = DriverManager.getConnection(url);
  }

  @AfterEach
  void close() throws SQLException {
    other.close();
    db.close();
  }

  private void replaceTable(String columns, String row) throws SQLException {
    try (Statement statement = other.createStatement()) {
      statement.execute("drop table track");
      statement.execute("create table track (" + columns + ")");
      statement.execute("insert into track values " + row);
    }
  }

  @Test
  void whereNoVersionTellsOfChangesTablesAreLookedAtAgainWhenTheyAreCreated() throws SQLException {
    String url = "jdbc:sqlite:" + folder.resolve("shared.db");
    try (Database versionless =
        Database.open(url, ChangedDialect.with("schemaVersion", Optional.empty()))) {
      versionless.useTransaction(session -> session.insert(new Track(null, 2)));
      replaceTable("id bigint primary key, plays integer", "(1, 2)");

      versionless.createTables(Track.class);

      assertThatThrownBy(
              () -> versionless.useTransaction(session -> session.insert(new Track(null, 3))))
          .isExactlyInstanceOf(KeyException.class);
    }
  }

  @Test
  void whatIsReadWhileAnotherSessionChangesTablesIsForgottenWhenThatEnds() {
    String url = "jdbc:sqlite:" + folder.resolve("shared.db");
    try (Database versionless =
            Database.open(url, ChangedDialect.with("schemaVersion", Optional.empty()));
        Session changing = versionless.openSession()) {
      changing.execute("drop table track");
      changing.execute("create table track (id integer primary key, plays any)");
      changing.execute("insert into track values (2, 'many')");
      List<Track> before = versionless.read(session -> session.list(Track.class));
      assertThat(before).containsExactly(new Track(1L, 1));
      changing.commit();

      assertThatThrownBy(() -> versionless.read(session -> session.list(Track.class)))
          .isExactlyInstanceOf(ValueException.class);
    }
  }

  @Test
  void aTableThatMakesNoKeysAnyMoreIsRefused() throws SQLException {
    replaceTable("id bigint primary key, plays integer", "(1, 2)");

    try (Session session = db.openSession()) {
      assertThatThrownBy(() -> session.insert(new Track(null, 3)))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessageContaining("the table does not make it");
    }
  }

  @Test
  void aSessionThatWasOpenBeforeNoticesItInItsNextTransaction() throws SQLException {
    try (Session session = db.openSession()) {
      session.insert(new Track(null, 2));
      session.commit();
      replaceTable("id bigint primary key, plays integer", "(1, 2)");

      assertThatThrownBy(() -> session.insert(new Track(null, 3)))
          .isExactlyInstanceOf(KeyException.class);
    }
  }

  @Test
  void aTableThatIsNotStrictAnyMoreIsReadCellByCell() throws SQLException {
    replaceTable("id integer primary key, plays integer", "(1, '12 times')");

    try (Session session = db.openSession()) {
      assertThatThrownBy(() -> session.list(Track.class))
          .isExactlyInstanceOf(ValueException.class)
          .hasMessageContaining("it holds a text, not an integer");
    }
  }

  @Test
  void rowsOfAnotherTableUnderTheSameNameAreReadCellByCell() {
    db.execute("create table archive (id integer, plays text)");
    db.execute("insert into archive values (7, '12 times')");

    try (Session session = db.openSession()) {
      for (String tail :
          List.of(
              "as t join archive as track on track.id = 7",
              "as t join (select 7 as id, '12 times' as plays) as track on true",
              "where id = 0 union select id, plays from archive")) {
        assertThatThrownBy(() -> session.list(Track.class, tail))
            .as(tail)
            .isExactlyInstanceOf(ValueException.class)
            .hasMessageContaining("it holds a text, not an integer");
      }
    }
  }

  @Test
  void aTemporaryTableUnderTheSameNameIsReadCellByCell() {
    try (Session session = db.openSession();
        Session reader = db.openReadOnlySession()) {
      session.execute("create temp table track (id integer primary key, plays)");
      session.execute("insert into temp.track values (1, '12 times')");
      session.commit();
      assertThat(reader.list(Track.class)).hasSize(1);

      assertThatThrownBy(() -> session.list(Track.class))
          .isExactlyInstanceOf(ValueException.class)
          .hasMessageContaining("it holds a text, not an integer");
    }
  }

  @Table("loose")
  record Loose(@Column(primaryKey = true) Long id, String any) {}

  @Test
  void aColumnOfAnyTypeIsReadCellByCell() {
    db.execute("create table loose (id integer primary key, \"any\" any) strict");
    db.execute("insert into loose values (1, cast(x'61ff62' as text))");

    try (Session session = db.openSession()) {
      assertThatThrownBy(() -> session.list(Loose.class))
          .isExactlyInstanceOf(ValueException.class)
          .hasMessageContaining("it holds a text that is not in UTF-8");
    }
  }
}
