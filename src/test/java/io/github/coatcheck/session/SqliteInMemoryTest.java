package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import org.junit.jupiter.api.Test;
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

  @Test
  void aUrlThatIsNullIsNamed() {
    assertThatThrownBy(() -> Database.open(null))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot open a database: its URL is null. Hand in a JDBC URL, such as jdbc:sqlite:example.db.");
  }
}
