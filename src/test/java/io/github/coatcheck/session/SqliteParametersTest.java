package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqliteParametersTest {
  @Table
  record Track(@Column(primaryKey = true, autoincrement = true) Long id, String name) {}

  @Test
  void aValueOfAnEarlierQueryIsNeverUsedAgain() {
    try (Database db = Database.open("jdbc:sqlite::memory:")) {
      db.createTables(Track.class);
      db.useTransaction(
          session -> {
            Track track = session.insert(new Track(null, "So What"));
            assertThat(session.list(Track.class, "where name = ?", "So What"))
                .containsExactly(track);

            assertThatThrownBy(() -> session.list(Track.class, "where name = ?"))
                .isExactlyInstanceOf(CoatcheckException.class)
                .hasMessageEndingWith(
                    "the number of its parameters is 1, but that of the values is 0. Give one value for each ?.");
          });
    }
  }

  @Test
  void aCollectionOfAnySizeIsAList() {
    try (Database db = Database.open("jdbc:sqlite::memory:")) {
      db.createTables(Track.class);
      db.useTransaction(
          session -> {
            for (String name : List.of("So What", "Blue in Green", "All Blues")) {
              session.insert(new Track(null, name));
            }
            String tail = "where id in (?) and name <> '?' order by id";

            assertThat(session.list(Track.class, tail, List.of(3))).hasSize(1);
            assertThat(session.list(Track.class, tail, List.of(3, 1, 9)))
                .extracting(Track::name)
                .containsExactly("So What", "All Blues");
            assertThat(session.count(Track.class, "where id in (?)", List.of(1, 2, 3)))
                .isEqualTo(3);
          });
    }
  }
}
