package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteInMemoryTest {
  @Table
  record Artist(@Column(primaryKey = true, autoincrement = true) Long id, String name) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:sqlite:",
        "jdbc:sqlite::memory:",
        "jdbc:sqlite::memory:?busy_timeout=100",
        "jdbc:sqlite:file::memory:",
        "jdbc:sqlite:file:/private?vfs=memdb",
        "jdbc:sqlite:file::memory:?cache=shared",
        "jdbc:sqlite:file:shared?mode=memory&cache=shared"
      })
  void allSessionsSeeTheSameDataUntilTheDatabaseIsClosed(String url) {
    for (int run = 0; run < 2; run++) {
      try (Database db = Database.open(url)) {
        db.createTables(Artist.class);
        db.useTransaction(session -> session.insert(new Artist(null, "Miles Davis")));

        long artists = db.inTransaction(session -> session.count(Artist.class));

        assertThat(artists).isOne();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:sqlite::memory:", "jdbc:sqlite::memory:?busy_timeout=100"})
  void eachDatabaseInMemoryIsOneOfItsOwn(String url) {
    try (Database first = Database.open(url);
        Database second = Database.open(url)) {
      first.createTables(Artist.class);
      second.createTables(Artist.class);
      first.useTransaction(session -> session.insert(new Artist(null, "Miles Davis")));

      long artists = second.inTransaction(session -> session.count(Artist.class));

      assertThat(artists).isZero();
    }
  }

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attach '%s' as other",
        "ATTACH DATABASE 'file:%s?mode=rw' AS other",
        "vacuum into '%s'",
        "/* save */ vacuum main into 'file:%s'"
      })
  void aFileThatSqliteWouldKeepInMemoryIsRefused(String text) {
    Path file = folder.resolve("saved.db");
    String sql = text.formatted(file);
    try (Database db = Database.open("jdbc:sqlite::memory:")) {
      assertThatThrownBy(() -> db.execute(sql)).hasMessage(inMemory(sql));
      assertThatThrownBy(() -> db.useTransaction(session -> session.execute(sql)))
          .hasMessage(inMemory(sql));
    }
    Options attached = Options.defaults().onConnect(sql);
    assertThatThrownBy(() -> Database.open("jdbc:sqlite::memory:", attached))
        .hasMessage(inMemory(sql));
  }

  private static String inMemory(String sql) {
    return "Cannot run \"%s\": the database is in memory, so the file would be in memory too, and get lost. Name it by a URI with its file system: 'file:/folder/name.db?vfs=unix', or ?vfs=win32 on Windows."
        .formatted(sql.replaceFirst("^/.*/ ", ""));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aDatabaseInMemoryIsSavedInAFileByItsUri() {
    Path file = folder.resolve("saved.db");
    try (Database db = Database.open("jdbc:sqlite::memory:")) {
      db.createTables(Artist.class);
      db.useTransaction(session -> session.insert(new Artist(null, "Miles Davis")));
      db.execute("vacuum; attach ':memory:' as other");

      db.execute("vacuum into 'file:%s?vfs=unix'".formatted(file));
    }
    try (Database saved = Database.open("jdbc:sqlite:" + file)) {
      assertThat(saved.<Long, RuntimeException>read(session -> session.count(Artist.class)))
          .isOne();
      saved.execute("attach '%s' as other".formatted(folder.resolve("other.db")));
    }
  }

  @Test
  void aUrlThatIsNullIsNamed() {
    assertThatThrownBy(() -> Database.open(null))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot open a database: its URL is null. Hand in a JDBC URL, such as jdbc:sqlite:example.db.");
  }
}
