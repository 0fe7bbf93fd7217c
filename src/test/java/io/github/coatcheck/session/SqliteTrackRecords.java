package io.github.coatcheck.session;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Many tracks, as records, for the table that the library makes. */
abstract class SqliteTrackRecords {
  @Table("track")
  record Track(@Column(primaryKey = true, autoincrement = true) Long id, String name) {}

  Database database;

  @BeforeEach
  void openDatabase() {
    database = Database.open("jdbc:sqlite::memory:");
    database.createTables(Track.class);
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  static List<Track> tracks(Long... ids) {
    return IntStream.range(0, ids.length).mapToObj(i -> new Track(ids[i], "track " + i)).toList();
  }
}
