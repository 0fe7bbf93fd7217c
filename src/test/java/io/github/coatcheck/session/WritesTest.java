package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.MappingException;
import io.github.coatcheck.StaleRowException;
import io.github.coatcheck.Table;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.contract.SentSql;
import io.github.coatcheck.jdbc.ChangedDialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Updates and deletes by the key, and statements of any kind. */
class WritesTest {
  @Table("artist")
  record Artist(
      @Column(primaryKey = true, autoincrement = true) Long id, String name, Integer born) {}

  private Database database;
  private Session session;

  @BeforeEach
  void openSession() {
    database = Database.open("jdbc:sqlite::memory:");
    database.createTables(Artist.class, Tag.class);
    session = database.openSession();
  }

  @AfterEach
  void closeSession() {
    session.close();
    database.close();
  }

  @Test
  void updateWritesAllColumnsOfTheOneRow() {
    Artist miles = session.insert(new Artist(null, "Miles", 1926));
    Artist nico = session.insert(new Artist(null, "Nico", 1938));
    Artist changed = new Artist(nico.id(), "Christa", null);

    assertThat(session.update(changed)).isSameAs(changed);

    assertThat(session.list(Artist.class, "order by id")).containsExactly(miles, changed);
  }

  @Test
  void anUpdateOfARowThatIsNotThereIsStale() {
    assertThatThrownBy(() -> session.update(new Artist(7L, "Nobody", null)))
        .isExactlyInstanceOf(StaleRowException.class)
        .hasMessage(
            "Cannot update \"artist\": it has no row with the key of this Artist. Insert the object, or find out who deleted its row.");

    session.insert(new Artist(null, "Somebody", null));
    session.commit();
    assertThat(session.count(Artist.class)).isOne();
  }

  @Table
  record Stamped(
      @Column(autoincrement = true) Long id,
      String name,
      @Column(readOnly = true) String slug,
      @Column(readOnly = true) int changes) {}

  @Test
  void aReadOnlyColumnShowsWhatATriggerChangesAfterTheStatement() {
    database.execute(
        """
        create table stamped (id integer primary key, name text, slug text, changes integer default 0);
        create trigger inserted after insert on stamped begin
          update stamped set slug = lower(new.name) where id = new.id; end;
        create trigger updated after update of name on stamped begin
          update stamped set slug = lower(new.name), changes = changes + 1 where id = new.id; end;
        """);

    Stamped first = session.insert(new Stamped(null, "Ann", null, 9));
    List<Stamped> others =
        session.insertAll(
            List.of(new Stamped(null, "Bob", "b", 9), new Stamped(null, "Cy", null, 9)));

    assertThat(first).isEqualTo(new Stamped(1L, "Ann", "ann", 0));
    assertThat(others)
        .containsExactly(new Stamped(2L, "Bob", "bob", 0), new Stamped(3L, "Cy", "cy", 0));
    assertThat(session.update(new Stamped(1L, "Eve", null, 0)))
        .isEqualTo(new Stamped(1L, "Eve", "eve", 1));
    session.commit();
    assertThat(database.validate(Stamped.class).toList()).hasSize(1);
  }

  @Test
  void aRowWhoseKeyIsNotUniqueCannotBeReadBack() {
    database.execute(
        "create table stamped (id integer, name text, slug text, changes integer default 0)");

    session.insert(new Stamped(1L, "Ann", null, 9));
    assertThatThrownBy(() -> session.insert(new Stamped(1L, "Ben", null, 9)))
        .isExactlyInstanceOf(KeyException.class)
        .hasMessage(
            "Cannot read back what the database made of a row in \"stamped\": more than one has the same \"id\". Make that unique in the table too.");
  }

  @Test
  void aRowThatATriggerRemovesCannotBeReadBack() {
    database.execute(
        """
        create table stamped (id integer primary key, name text, slug text, changes integer default 0);
        create trigger inserted after insert on stamped begin
          delete from stamped where id = new.id; end;
        """);

    assertThatThrownBy(() -> session.insert(new Stamped(null, "Ann", null, 9)))
        .isExactlyInstanceOf(KeyException.class)
        .hasMessage(
            "Cannot read back what the database made of the row of this Stamped in \"stamped\": no row is found by \"id\". Roll back, and look for a trigger that removes or renumbers rows, or a policy that hides them.");
    assertThatThrownBy(() -> session.commit()).isExactlyInstanceOf(CoatcheckException.class);
  }

  @Table("artist")
  static class PrimitiveArtist {
    @Column(primaryKey = true, autoincrement = true)
    int id;
  }

  @Test
  void anObjectWithoutItsKeyIsNotUpdatedOrDeleted() {
    String message =
        "Cannot use an object of %1$s without its key: %1$s#id is not set%2$s. Insert the object first.";
    String unset = message.formatted(Artist.class.getName(), "");
    String zero = message.formatted(PrimitiveArtist.class.getName(), " (0, in a primitive field)");
    Artist artist = new Artist(null, "New", null);

    assertThatThrownBy(() -> session.update(artist))
        .isExactlyInstanceOf(KeyException.class)
        .hasMessage(unset);
    assertThatThrownBy(() -> session.delete(artist)).hasMessage(unset);
    assertThatThrownBy(() -> session.updateAll(List.of(artist))).hasMessage(unset);
    assertThatThrownBy(() -> session.deleteAll(List.of(artist))).hasMessage(unset);
    List<Artist> second = List.of(new Artist(1L, "Old", null), artist, artist);
    assertThatThrownBy(() -> session.updateAll(second))
        .isExactlyInstanceOf(KeyException.class)
        .hasMessage("Object 2 of 3: " + unset);
    assertThatThrownBy(() -> session.deleteAll(second)).hasMessage("Object 2 of 3: " + unset);
    assertThatThrownBy(() -> session.update(new PrimitiveArtist())).hasMessage(zero);
    assertThatThrownBy(() -> session.delete(new PrimitiveArtist())).hasMessage(zero);
    session.commit();
  }

  @Test
  void nullIsNoObject() {
    Artist artist = new Artist(null, "New", null);
    List<Artist> objects = Arrays.asList(artist, null, artist, null);
    String alone =
        "Cannot use null as an object: it is of no class, so it has no table. Hand in objects only.";
    String second = "Object 2 of 4: " + alone;

    assertThatThrownBy(() -> session.insert(null))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(alone);
    assertThatThrownBy(() -> session.add(null)).hasMessage(alone);
    assertThatThrownBy(() -> session.addAll(objects.subList(1, 2))).hasMessage(alone);
    assertThatThrownBy(() -> session.update(null)).hasMessage(alone);
    assertThatThrownBy(() -> session.delete(null)).hasMessage(alone);
    assertThatThrownBy(() -> session.upsert(null)).hasMessage(alone);
    assertThatThrownBy(() -> session.insertAll(objects))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(second);
    assertThatThrownBy(() -> session.insertAll(objects.iterator(), inserted -> {}))
        .hasMessage("Object 2: " + alone);
    assertThatThrownBy(() -> session.upsertAll(objects)).hasMessage(second);
    List<Artist> stored = Arrays.asList(session.insert(artist), null, artist, null);
    assertThatThrownBy(() -> session.updateAll(stored)).hasMessage(second);
    assertThatThrownBy(() -> session.deleteAll(stored)).hasMessage(second);
    session.commit();

    assertThat(session.list(Artist.class)).containsExactly(stored.get(0));
  }

  @Table("tag")
  record Tag(@Column(primaryKey = true) String name) {}

  @Test
  void anObjectOfNothingButItsKeyIsUpdatedWhereItsRowIs() {
    Tag tag = session.insert(new Tag("jazz"));

    assertThat(session.update(tag)).isEqualTo(tag);
    assertThat(session.updateAll(List.of(tag))).containsExactly(tag);
    assertThatThrownBy(() -> session.update(new Tag("rock")))
        .isExactlyInstanceOf(StaleRowException.class);

    assertThat(session.list(Tag.class)).containsExactly(tag);
  }

  @Test
  void deleteTellsWhetherThereWasARow() {
    Artist miles = session.insert(new Artist(null, "Miles", null));
    Artist nico = session.insert(new Artist(null, "Nico", null));

    assertThat(session.delete(new Artist(miles.id(), "whatever", 1))).isTrue();
    assertThat(session.delete(miles)).isFalse();
    assertThat(session.list(Artist.class)).containsExactly(nico);
    assertThat(session.deleteAll(List.of(miles, nico, new Tag("none")))).isEqualTo(1);
    assertThat(session.deleteAll(List.of())).isZero();
  }

  @Table("artist")
  record Keyless(String name) {}

  @Table("artist")
  static class KeylessArtist {
    @Column String name;
  }

  static class ArtistWithoutTable {
    @Column(primaryKey = true, autoincrement = true)
    Long id;
  }

  @Test
  void whatCouldNeverBeInsertedIsNotAdded() {
    assertThatThrownBy(() -> session.add(new KeylessArtist()))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessageStartingWith("Cannot write or find objects of");
    assertThatThrownBy(() -> session.add(new ArtistWithoutTable()))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessageStartingWith("Cannot find the table of");
    session.commit();
  }

  @Test
  void anAddedObjectThatCouldNotBeInsertedIsStillAdded() {
    session.insert(new Artist(7L, "Miles", null));
    PrimitiveArtist artist = new PrimitiveArtist();
    artist.id = 7;
    session.add(artist);

    assertThatThrownBy(session::flush).isExactlyInstanceOf(ConstraintViolationException.class);
    assertThatThrownBy(() -> session.add(artist))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessageStartingWith("Cannot store the same ");

    session.rollback();
    session.add(artist);
    session.commit();
    assertThat(session.list(Artist.class)).containsExactly(new Artist(7L, null, null));
  }

  @Test
  void aViewWhoseTriggerChangesWhatItIsToDeleteIsAnError() {
    database.execute(
        """
        create view hidden as select id, name, born from artist;
        create trigger hides instead of delete on hidden begin
          update artist set name = 'deleted ' || name where id = old.id; end;
        """);
    session.insert(new Artist(1L, "Miles", 1926));
    session.commit();
    String message =
        "Cannot write to \"hidden\": the row of this Hidden is there, but the database did not change it as it was told to.";

    assertThatThrownBy(() -> session.delete(new Hidden(1L, "Miles", 1926)))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessageStartingWith(message);
    session.rollback();
    assertThatThrownBy(() -> session.delete(Hidden.class, 1))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessageStartingWith(message);
    session.rollback();
    List<Hidden> all = List.of(new Hidden(0L, "Nobody", 0), new Hidden(1L, "Miles", 1926));
    assertThatThrownBy(() -> session.deleteAll(all))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessageStartingWith("Object 2 of 2: " + message);
  }

  @Table("hidden")
  record Hidden(@Column(primaryKey = true) Long id, String name, Integer born) {}

  @Test
  void aViewTellsWhetherItsRowIsDeletedByTheKey() {
    database.execute(
        """
        create view hidden as select id, name, born from artist;
        create trigger deletes instead of delete on hidden begin
          delete from artist where id = old.id; end;
        """);
    session.insert(new Artist(1L, "Miles", 1926));

    assertThat(session.delete(Hidden.class, 1)).isTrue();
    assertThat(session.delete(Hidden.class, 1)).isFalse();
    assertThat(session.count(Artist.class)).isZero();
  }

  @Test
  void aClassWithoutAKeyIsNotWritten() {
    String message =
        "Cannot write or find objects of %s: the class has no key by which to find their rows again. Mark one with @Column(primaryKey = true)."
            .formatted(Keyless.class.getName());
    Keyless keyless = new Keyless("Nico");

    assertThatThrownBy(() -> session.insert(keyless))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> session.insertAll(List.of(keyless, keyless))).hasMessage(message);
    assertThatThrownBy(() -> session.update(keyless)).hasMessage(message);
    assertThatThrownBy(() -> session.delete(keyless)).hasMessage(message);
    session.commit();
    assertThat(session.count(Artist.class)).isZero();
  }

  @Test
  void executeGivesTheNumberOfRowsThatItChanged() {
    assertThat(session.execute("INSERT INTO artist (name) VALUES ('a'), ('b'), (?)", "c"))
        .isEqualTo(3);
    assertThat(session.execute("CREATE TABLE other (name TEXT)")).isZero();
    assertThat(session.execute("UPDATE artist SET born = ? WHERE name > ?", 1900, "a"))
        .isEqualTo(2);
    assertThat(session.execute("DELETE FROM artist WHERE born IS NULL")).isEqualTo(1);
    assertThat(session.execute("DELETE FROM artist WHERE born IS NULL")).isZero();
    assertThat(session.execute("INSERT INTO artist (name) VALUES ('d'), ('e') RETURNING id"))
        .isEqualTo(2);

    assertThat(session.query(String.class, "select name from artist order by id"))
        .containsExactly("b", "c", "d", "e");
  }

  @Test
  void aCollectionForOneParameterIsAList() {
    session.execute("INSERT INTO artist (name) VALUES ('a'), ('b'), ('c'), ('d')");

    int deleted =
        session.execute(
            "DELETE FROM artist WHERE name IN (?) AND id > ?", List.of("a", "c", "d", "x"), 1);

    assertThat(deleted).isEqualTo(2);
    assertThat(session.query(String.class, "select name from artist order by id"))
        .containsExactly("a", "b");
  }

  @Test
  void parametersThatDoNotFitAreRefusedBeforeAnySql() {
    assertThatThrownBy(() -> session.execute("DELETE FROM artist WHERE id IN (?)", List.of()))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(
            "Cannot run \"DELETE FROM artist WHERE id IN (?)\": the collection for parameter 1 is empty, and SQL knows no empty list. Ask before whether there is anything to look for.");
    assertThatThrownBy(() -> session.execute("DELETE FROM artist WHERE id = ?"))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot run \"DELETE FROM artist WHERE id = ?\": the number of its parameters is 1, but that of the values is 0. Give one value for each ?.");
    assertThatThrownBy(() -> session.execute("DELETE FROM artist", 1))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot run \"DELETE FROM artist\": the number of its parameters is 0, but that of the values is 1. Give one value for each ?.");
    session.commit();
  }

  @Test
  void aStatementThatFailedCanBeRunAgainAfterARollback() {
    session.execute("CREATE TABLE odd (name TEXT CHECK (name <> 'bad'))");
    session.commit();
    String insert = "INSERT INTO odd VALUES (abs(?))";

    assertThatThrownBy(() -> session.execute(insert, Long.MIN_VALUE))
        .hasMessageContaining("integer overflow");
    session.rollback();

    assertThat(session.execute(insert, -1)).isEqualTo(1);
  }

  @Test
  void eachNestedTransactionIsReleasedSoThatItsNameIsUsedAgain() {
    try (SentSql sent = SentSql.record()) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(
                () ->
                    session.useTransaction(
                        s -> {
                          throw new IllegalStateException("on purpose");
                        }))
            .isExactlyInstanceOf(IllegalStateException.class);
      }

      List<String> nested =
          List.of(
              "SAVEPOINT coatcheck_1",
              "ROLLBACK TO SAVEPOINT coatcheck_1",
              "RELEASE SAVEPOINT coatcheck_1");
      assertThat(sent.statements())
          .filteredOn(sql -> sql.contains("SAVEPOINT"))
          .containsExactlyElementsOf(Stream.of(nested, nested).flatMap(List::stream).toList());
    }
  }

  @Test
  void aNestedTransactionWithAnErrorThatNobodyThrowsIsUndone() {
    assertThatThrownBy(
            () ->
                session.useTransaction(
                    s -> {
                      s.insert(new Artist(null, "Miles", null));
                      assertThatThrownBy(() -> s.execute("INSERT INTO nowhere VALUES (1)"))
                          .isExactlyInstanceOf(DatabaseException.class);
                    }))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessageStartingWith("Cannot go on with this transaction");

    Artist nico = session.insert(new Artist(null, "Nico", null));
    session.commit();
    assertThat(session.list(Artist.class)).containsExactly(nico);
  }

  @Test
  void aKeyThatTheTableMadeTwiceIsAnErrorThatTellsHowToRepairTheTable() {
    try (Database repairable =
        Database.open(
            "jdbc:sqlite::memory:",
            ChangedDialect.with("repairGenerator", Optional.of("REPAIR IT")))) {
      repairable.execute(
          "create table artist (id integer primary key, name text unique, born int)");
      repairable.useTransaction(s -> s.insert(new Artist(7L, "Miles", null)));
      String remedy =
          "The table generated a key that one of its rows has already: its generator does not notice keys that are set explicitly. Roll back, and move it on: REPAIR IT";

      assertThatThrownBy(
              () -> repairable.useTransaction(s -> s.insert(new Artist(null, "Miles", null))))
          .isExactlyInstanceOf(ConstraintViolationException.class)
          .hasMessageContaining(remedy);
      assertThatThrownBy(
              () -> repairable.useTransaction(s -> s.insert(new Artist(7L, "Nico", null))))
          .isExactlyInstanceOf(ConstraintViolationException.class)
          .hasMessageNotContaining(remedy);
    }
  }

  @Test
  void aMissingColumnIsLookedForInTheOneTableOfTheStatement() {
    session.count(Artist.class);
    session.count(Tag.class);

    assertThatThrownBy(() -> session.execute("UPDATE artist SET nmae = 'x'"))
        .hasMessageContaining("Did you mean \"name\"? The columns of \"artist\" are");
    session.rollback();
    assertThatThrownBy(() -> session.execute("UPDATE artist SET x = (SELECT y FROM tag)"))
        .hasMessageContaining("Correct the name, or add the column to its table.");
    session.rollback();
    session.execute("CREATE TABLE artists (name TEXT)");
    assertThatThrownBy(() -> session.execute("UPDATE artists SET nmae = 'x'"))
        .hasMessageContaining("Correct the name, or add the column to its table.");
  }

  @Table("tag")
  static class Word {
    @Column(primaryKey = true)
    String name;

    Word() {}

    Word(String name) {
      this.name = name;
    }
  }

  @Test
  void anAddedObjectWhoseValueIsRefusedIsStillAdded() {
    session.add(new Word("\uD800"));

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(session::flush).isExactlyInstanceOf(ValueException.class);
    }
    assertThatThrownBy(session::commit).isExactlyInstanceOf(ValueException.class);
    session.rollback();
    session.commit();
    assertThat(session.list(Tag.class)).isEmpty();
  }

  @Test
  void anAddedObjectIsInsertedBeforeTheConnectionIsHandedOut() throws SQLException {
    session.add(new Word("jazz"));

    try (Statement statement = session.connection().createStatement();
        ResultSet row = statement.executeQuery("select name from tag")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("jazz");
    }
  }

  @Test
  void anObjectThatWasAddedBeforeANestedTransactionOutlivesItsFailure() {
    session.add(new Word("before"));

    assertThatThrownBy(
            () ->
                session.useTransaction(
                    nested -> {
                      nested.add(new Word("within"));
                      throw new IllegalStateException("on purpose");
                    }))
        .isExactlyInstanceOf(IllegalStateException.class);
    session.commit();

    assertThat(session.list(Tag.class)).containsExactly(new Tag("before"));
  }

  @Test
  void anObjectThatIsAddedInANestedTransactionIsInsertedWithIt() {
    session.useTransaction(nested -> nested.add(new Word("within")));
    session.rollback();
    assertThat(session.list(Tag.class)).isEmpty();

    session.useTransaction(nested -> nested.add(new Word("within")));
    session.commit();
    assertThat(session.list(Tag.class)).containsExactly(new Tag("within"));
  }

  @Test
  void anEmptyListSendsNothing() {
    try (SentSql sent = SentSql.record()) {
      assertThat(session.insertAll(List.<Artist>of())).isEmpty();

      assertThat(sent.statements()).isEmpty();
    }
  }

  @Test
  void anObjectIsUpdatedOnceByAList() {
    PrimitiveArtist artist = new PrimitiveArtist();
    session.insert(artist);

    assertThatThrownBy(() -> session.updateAll(List.of(artist, artist)))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot store the same %s twice: it stands for one row only. Make an object for each row.",
            PrimitiveArtist.class.getName());
  }

  private List<String> updates(List<Artist> artists) {
    try (SentSql sent = SentSql.record()) {
      session.updateAll(artists);
      return updates(sent);
    }
  }

  private static List<String> updates(SentSql sent) {
    return sent.messages().stream()
        .filter(message -> message.startsWith("UPDATE"))
        .map(message -> message.replaceFirst("(?s).* -- (.*), .*", "$1"))
        .toList();
  }

  @Test
  void aBatchHasAThousandUpdates() {
    List<Artist> artists =
        session.insertAll(
            IntStream.range(0, 1001).mapToObj(i -> new Artist(null, "a", i)).toList());

    assertThat(updates(artists)).containsExactly("batch of 1000", "batch of 1");
    assertThat(updates(artists.subList(0, 1000))).containsExactly("batch of 1000");
  }

  @Test
  void aBatchThatFindsTooFewRowsOrTooManyIsRunOnce() {
    database.execute(
        "drop table artist; create table artist (id integer, name text, born integer); insert into artist values (1, 'a', 1), (1, 'b', 2)");

    try (SentSql sent = SentSql.record()) {
      assertThatThrownBy(() -> session.updateAll(List.of(new Artist(1L, "c", 3))))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessageStartingWith("Cannot tell the row of this Artist in");
      assertThatThrownBy(() -> session.updateAll(List.of(new Artist(7L, "c", 3))))
          .isExactlyInstanceOf(StaleRowException.class);

      assertThat(updates(sent)).containsExactly("batch of 1", "batch of 1");
    }
  }
}
