package io.github.coatcheck.session;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Many tracks for a table that each test makes by its own SQL. */
abstract class SqliteTracks {
  static final int SIZE = 300;

  static final String SEPARATOR = "\n/\n";

  @Table("track")
  static class Track {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column String name;

    Track() {}

    Track(Long id, String name) {
      this.id = id;
      this.name = name;
    }
  }

  @Table("other")
  record Other(@Column(primaryKey = true, autoincrement = true) Long id) {}

  Database database;

  @BeforeEach
  void openDatabase() {
    database = Database.open("jdbc:sqlite::memory:");
    database.createTables(Other.class);
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  static final String AUTOINCREMENT =
      "CREATE TABLE track (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT)";

  static final String PLAIN = "CREATE TABLE track (id INTEGER PRIMARY KEY, name TEXT)";
}
