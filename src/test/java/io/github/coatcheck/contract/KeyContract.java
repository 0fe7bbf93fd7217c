package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Session;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The key of one row: K1 to K8, K12 and K15 of the key contract. */
public abstract class KeyContract extends DatabaseContract {

  @Table("artist")
  static class Artist {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column String name;

    Artist() {}

    Artist(Long id, String name) {
      this.id = id;
      this.name = name;
    }
  }

  @Table("artist")
  record ArtistRecord(@Column(primaryKey = true, autoincrement = true) Long id, String name) {}

  @Test
  void k1InsertPutsTheKeyOfTheRowIntoTheObject() {
    create(Artist.class);
    Artist artist = new Artist(null, "AC/DC");

    try (Session session = database().openSession();
        SentSql sent = SentSql.record()) {
      Artist returned = session.insert(artist);

      assertThat(returned).isSameAs(artist);
      assertThat(artist.id).isPositive();
      assertThat(sent.statements()).hasSize(2).last().asString().doesNotContainIgnoringCase("id");
      assertThat(session.find(Artist.class, artist.id).orElseThrow())
          .usingRecursiveComparison()
          .isEqualTo(artist);
      session.commit();
    }
  }

  @Table("artist")
  record ShortArtist(@Column(autoincrement = true) Long id, String name) {}

  @Test
  void k1AutoincrementAloneMakesThePrimaryKey() {
    create(ShortArtist.class);

    database()
        .useTransaction(
            session -> {
              ShortArtist artist = session.insert(new ShortArtist(null, "AC/DC"));
              assertThat(session.find(ArtistRecord.class, artist.id()))
                  .contains(new ArtistRecord(artist.id(), "AC/DC"));
            });

    assertThat(database().ddl(ShortArtist.class)).isEqualTo(database().ddl(ArtistRecord.class));
    assertThat(database().validate(ShortArtist.class).toList()).isEmpty();
  }

  @Test
  void k2ARecordIsReturnedWithItsKeyByOneStatement() {
    create(ArtistRecord.class);
    ArtistRecord artist = new ArtistRecord(null, "Accept");

    try (Session session = database().openSession();
        SentSql sent = SentSql.record()) {
      ArtistRecord inserted = session.insert(artist);

      assertThat(sent.statements()).filteredOn(sql -> sql.contains("rtist")).hasSize(1);
      assertThat(artist.id()).isNull();
      assertThat(inserted).isEqualTo(new ArtistRecord(inserted.id(), "Accept"));
      assertThat(session.find(ArtistRecord.class, inserted.id())).contains(inserted);
      session.commit();
    }
  }

  @Test
  void k3AGivenKeyIsStoredAsGiven() {
    create(Artist.class);

    try (Session session = database().openSession()) {
      Artist given = session.insert(new Artist(77L, "Aerosmith"));
      session.commit();

      assertThat(given.id).isEqualTo(77L);
      assertThat(session.list(ArtistRecord.class))
          .containsExactly(new ArtistRecord(77L, "Aerosmith"));
    }
  }

  @Test
  void k4ABoxedZeroOrANegativeKeyIsAnOrdinaryKey() {
    create(Artist.class);

    try (Session session = database().openSession()) {
      session.insert(new Artist(-5L, "Minus"));
      if (product().storesKeyZero()) {
        session.insert(new Artist(0L, "Zero"));
        assertThat(session.count(Artist.class, "where id = 0")).isOne();
      } else {
        assertThatThrownBy(() -> session.insert(new Artist(0L, "Zero")))
            .isExactlyInstanceOf(KeyException.class)
            .hasMessage(
                "Cannot insert an object with the key 0 in %s#id: the database would make another key in its place. Give the object a different key, or none."
                    .formatted(Artist.class.getName()));
        assertThat(session.count(Artist.class)).isOne();
      }
      session.commit();

      assertThat(session.find(ArtistRecord.class, -5)).contains(new ArtistRecord(-5L, "Minus"));
    }
  }

  @Table("album")
  static class Album {
    @Column(primaryKey = true, autoincrement = true)
    long id;

    @Column String title;
  }

  @Test
  void k4AZeroInAPrimitiveKeyIsUnset() {
    create(Album.class);

    try (Session session = database().openSession()) {
      Album first = session.insert(new Album());
      Album second = session.insert(new Album());
      session.commit();

      assertThat(first.id).isPositive();
      assertThat(second.id).isGreaterThan(first.id);
    }
  }

  @Table("genre")
  record Genre(@Column(primaryKey = true) String code, String name) {}

  @Test
  void k5AnUnsetKeyThatIsNotGeneratedIsRefusedBeforeAnySql() {
    create(Genre.class);

    try (Session session = database().openSession();
        SentSql sent = SentSql.record()) {
      assertThatThrownBy(() -> session.insert(new Genre(null, "Rock")))
          .isInstanceOf(KeyException.class)
          .hasMessage(
              "Cannot use an object of %1$s without its key: %1$s#code is not set. Set it, or let the database make it with @Column(primaryKey = true, autoincrement = true)."
                  .formatted(Genre.class.getName()));

      assertThat(sent.statements()).isEmpty();
    }
  }

  @Table("playlist")
  record Playlist(@Column(primaryKey = true) int id, String name) {}

  @Test
  void k5AZeroInAPrimitiveKeyThatIsNotGeneratedIsRefusedToo() {
    create(Playlist.class);

    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.insert(new Playlist(0, "Empty")))
          .isInstanceOf(KeyException.class)
          .hasMessageContaining("id is not set (0, in a primitive field)");

      session.insert(new Playlist(1, "Full"));
      session.commit();

      assertThat(session.count(Playlist.class)).isEqualTo(1);
    }
  }

  @Table("track")
  record WideTrack(@Column(primaryKey = true, autoincrement = true) Long id, String name) {}

  @Table("track")
  static class NarrowTrack {
    @Column(primaryKey = true, autoincrement = true)
    Byte id;

    @Column String name;
  }

  @Test
  void k6AKeyTooWideForItsFieldIsAnErrorAndNoRowStays() {
    create(WideTrack.class);
    NarrowTrack narrow = new NarrowTrack();
    long highest = fillUpTo127();

    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.insert(narrow))
          .isInstanceOf(KeyException.class)
          .hasMessage(
              "Cannot put the key %d into %2$s#id: it does not fit the type Byte. Declare %2$s#id long, and roll back, since the row is stored already."
                  .formatted(highest + 1, NarrowTrack.class.getName()));
      assertThat(narrow.id).isNull();
      assertThatThrownBy(session::commit).isInstanceOf(CoatcheckException.class);
      session.rollback();

      assertThat(session.count(WideTrack.class)).isEqualTo(highest);
    }
  }

  private long fillUpTo127() {
    return database()
        .inTransaction(
            session -> {
              WideTrack last = new WideTrack(0L, "");
              while (last.id() < 127) {
                last = session.insert(new WideTrack(null, "filler"));
              }
              return last.id();
            });
  }

  @Table("ticket")
  record Ticket(@Column(primaryKey = true, autoincrement = true) Long id) {}

  @Test
  void k7AnEntityWithNothingButItsKeyCanBeInserted() {
    create(Ticket.class);

    try (Session session = database().openSession()) {
      Ticket first = session.insert(new Ticket(null));
      Ticket second = session.insert(new Ticket(null));
      session.commit();

      assertThat(session.list(Ticket.class, "order by id")).containsExactly(first, second);
    }
  }

  @Test
  void k8ACommittedKeyIsNeverHandedOutTwice() {
    create(Artist.class);

    try (Session session = database().openSession()) {
      Artist deleted = session.insert(new Artist(null, "Gone"));
      long key = deleted.id;
      session.commit();
      session.delete(deleted);
      session.commit();
      Artist next = session.insert(new Artist(null, "Next"));
      session.commit();

      assertThat(next.id).isGreaterThan(key);
    }
  }

  @Table("audit")
  record Audit(@Column(primaryKey = true, autoincrement = true) Long id, String what) {}

  @Test
  void k12TriggersThatInsertIntoOtherTablesDoNotDisturbAKey() {
    for (String time : product().triggerTimes()) {
      create(Artist.class, Audit.class);
      database()
          .useTransaction(
              session -> {
                for (int i = 0; i < 100; i++) {
                  session.insert(new Audit(null, "earlier"));
                }
              });
      product()
          .trigger(
              "audit_artist",
              time,
              product().given("artist"),
              "INSERT INTO %s (what) VALUES ('new')".formatted(product().given("audit")))
          .forEach(database()::execute);

      try (Session session = database().openSession()) {
        Artist artist = session.insert(new Artist(null, "Audited"));
        session.commit();

        assertThat(session.find(ArtistRecord.class, artist.id))
            .contains(new ArtistRecord(artist.id, "Audited"));
        assertThat(session.count(Audit.class)).isEqualTo(101);
      }
    }
  }

  @Table("plain")
  record Plain(@Column(primaryKey = true) Long id, String name) {}

  @Table("plain")
  record Expecting(@Column(primaryKey = true, autoincrement = true) Integer id, String name) {}

  private static final String TABLE_WITHOUT_GENERATED_KEY =
      "CREATE TABLE %s (id BIGINT PRIMARY KEY, name VARCHAR(100))";

  @Test
  void k15ATableThatMakesNoKeysIsRefusedAtTheFirstInsert() {
    database().dropTables(Plain.class);
    database().execute(TABLE_WITHOUT_GENERATED_KEY.formatted(product().given("plain")));

    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.insert(new Expecting(null, "Nobody's")))
          .isInstanceOf(KeyException.class)
          .hasMessage(
              "Cannot insert into %s without a key for %s#id: the table does not make it. Define the column as %s, or set the key in the program and remove autoincrement."
                  .formatted(
                      product().given("plain"),
                      Expecting.class.getName(),
                      product().quoted("id") + " " + product().keyDefinition()));
      session.rollback();

      assertThat(session.count(Plain.class)).isZero();
    }
  }

  @Test
  void k15WhatASessionLearnsOfATableThatItCreatesDiesWithItsTransaction() {
    String plain = TABLE_WITHOUT_GENERATED_KEY.formatted(product().given("plain"));
    String drop = "DROP TABLE " + product().given("plain");
    String generating =
        "CREATE TABLE %s (id %s, name VARCHAR(100))"
            .formatted(product().given("plain"), product().keyDefinition());
    database().dropTables(Plain.class);
    database().execute(plain);
    if (!product().hasTransactionalDdl()) {
      assertAskedAgain(drop + ";" + generating, drop + ";" + plain);
      return;
    }

    try (Session session = database().openSession()) {
      session.execute(drop);
      session.execute(generating);
      session.insert(new Expecting(null, "in the new table"));
      session.rollback();
      assertThatThrownBy(() -> session.insert(new Expecting(null, "in the old one")))
          .isInstanceOf(KeyException.class);
    }
    try (Session session = database().openSession()) {
      assertThatThrownBy(
              () ->
                  session.useTransaction(
                      nested -> {
                        nested.execute(drop);
                        nested.execute(generating);
                        nested.insert(new Expecting(null, "in the new table"));
                        throw new IllegalStateException("undone");
                      }))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> session.insert(new Expecting(null, "in the old one")))
          .isInstanceOf(KeyException.class);
    }
    assertThat(database().<Long, RuntimeException>inTransaction(s -> s.count(Plain.class)))
        .isZero();
  }

  /** Where a session creates no tables, its answers die when the database creates some. */
  private void assertAskedAgain(String generating, String plain) {
    database().execute(generating);
    database().useTransaction(s -> s.insert(new Expecting(null, "in the new table")));
    database().execute(plain);
    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.insert(new Expecting(null, "in the old one")))
          .isInstanceOf(KeyException.class);
    }
  }

  @Test
  void aGeneratedKeyThatARowHasAlreadyIsExplainedWithTheStatementThatRepairsTheTable() {
    create(Artist.class);
    database()
        .useTransaction(
            session -> {
              for (long key = 1; key < 10; key++) {
                session.insert(new Artist(key, "explicit"));
              }
            });
    if (!product().generatesKeysAgain()) {
      database().useTransaction(s -> s.insert(new Artist(null, "generated")));
      return;
    }

    assertThatThrownBy(() -> database().useTransaction(s -> s.insertAll(List.of(generated()))))
        .isExactlyInstanceOf(ConstraintViolationException.class);
    assertThatThrownBy(() -> database().useTransaction(s -> s.insert(generated())))
        .isExactlyInstanceOf(ConstraintViolationException.class)
        .hasMessageContaining(
            "The table generated a key that one of its rows has already: its generator does not notice keys that are set explicitly. Roll back, and move it on: ")
        .satisfies(
            e -> {
              String repair = e.getMessage().replaceFirst("(?s).*move it on: ", "");
              database().execute(repair.lines().findFirst().orElseThrow());
            });

    Artist generated = database().inTransaction(s -> s.insert(generated()));
    assertThat(generated.id).isEqualTo(10);
  }

  private static Artist generated() {
    return new Artist(null, "generated");
  }
}
