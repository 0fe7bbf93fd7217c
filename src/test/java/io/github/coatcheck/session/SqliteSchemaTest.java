package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqliteSchemaTest {
  @Table(schema = "main")
  record Artist(
      @Column(primaryKey = true, autoincrement = true) Long id,
      @Column(defaultValue = "'unknown'") String country) {}

  @Table(schema = "main")
  record Album(
      @Column(primaryKey = true, autoincrement = true) Long id,
      @Column(references = Artist.class) Long artistId) {}

  @Test
  void aTableOfASchemaIsWrittenAndRead() {
    try (Database db = Database.open("jdbc:sqlite::memory:")) {
      db.createTables(Album.class, Artist.class);

      db.useTransaction(
          session -> {
            Artist artist = session.insert(new Artist(null, null));
            assertThat(artist).isEqualTo(new Artist(1L, "unknown"));
            Artist french = session.update(new Artist(1L, "France"));
            assertThat(session.find(Artist.class, 1)).contains(french);
            List<Album> albums =
                session.insertAll(List.of(new Album(null, 1L), new Album(null, 1L)));
            assertThat(session.list(Album.class, "where artist_id = ? order by id", 1))
                .isEqualTo(albums);
            assertThat(session.delete(albums.get(1))).isTrue();
            assertThat(session.count(Album.class)).isOne();
          });
      assertThatThrownBy(() -> db.useTransaction(session -> session.insert(new Album(null, 7L))))
          .isExactlyInstanceOf(ConstraintViolationException.class);
    }
  }

  @Test
  void aTableToWhichRowsReferIsDroppedTogetherWithTheirTable() {
    try (Database db = Database.open("jdbc:sqlite::memory:")) {
      db.createTables(Album.class, Artist.class);
      db.useTransaction(
          session -> {
            session.insert(new Artist(null, null));
            session.insert(new Album(null, 1L));
          });

      assertThatThrownBy(() -> db.dropTables(Artist.class))
          .isExactlyInstanceOf(ConstraintViolationException.class)
          .hasMessageContaining(
              ". Other tables still refer to the one that is to be dropped. Drop those first, or all by one call of dropTables(...).%nThe statement: "
                  .formatted());
      db.dropTables(Artist.class, Album.class);
    }
  }

  @Table
  record Reply(
      @Column(primaryKey = true) int id, @Column(references = Reply.class) Integer answered) {}

  @Test
  void rowsThatReferToEachOtherAreDeletedByOneStatement() {
    try (Database db = Database.open("jdbc:sqlite::memory:")) {
      db.createTables(Reply.class);

      int deleted =
          db.inTransaction(
              session -> {
                session.insert(new Reply(1, null));
                session.insert(new Reply(2, 1));
                session.update(new Reply(1, 2));
                return session.execute("delete from reply");
              });

      assertThat(deleted).isEqualTo(2);
    }
  }
}
