package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.Table;
import io.github.coatcheck.contract.SentSql;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Upserts into tables of SQLite that Coatcheck did not make. */
class SqliteUpsertTest {
  @Table("user")
  record User(
      @Column(primaryKey = true, autoincrement = true) Long id,
      @Column(unique = true) String email,
      String name) {}

  private Database database;
  private Session session;

  @BeforeEach
  void openSession() {
    database = Database.open("jdbc:sqlite::memory:");
    session = database.openSession();
  }

  @AfterEach
  void closeSession() {
    session.close();
    database.close();
  }

  private void execute(String... statements) {
    for (String statement : statements) {
      session.execute(statement);
    }
    session.commit();
  }

  @Test
  void aRowIsNeverDeletedToBeReplaced() {
    execute(
        "CREATE TABLE user (id INTEGER PRIMARY KEY, email TEXT UNIQUE ON CONFLICT REPLACE, name TEXT, unmapped TEXT)",
        "CREATE TABLE visit (user INTEGER REFERENCES user (id) ON DELETE CASCADE)",
        "INSERT INTO user VALUES (7, 'ann', 'Ann', 'kept')",
        "INSERT INTO visit VALUES (7)");

    User upserted = session.upsert(new User(null, "ann", "Ann B."), "email");

    assertThat(upserted).isEqualTo(new User(7L, "ann", "Ann B."));
    assertThat(session.query(String.class, "SELECT unmapped FROM user")).containsExactly("kept");
    assertThat(session.query(Long.class, "SELECT user FROM visit")).containsExactly(7L);
  }

  @Test
  void aColumnThatIsNotUniqueInTheTableIsFoundOut() {
    execute(
        "CREATE TABLE user (id INTEGER PRIMARY KEY, email TEXT, name TEXT)",
        "INSERT INTO user VALUES (1, 'ann', 'Ann'), (2, 'ann', 'Another Ann')");

    assertThatThrownBy(() -> session.upsert(new User(null, "ann", "Ann B."), "email"))
        .isExactlyInstanceOf(KeyException.class)
        .hasMessage(
            "Cannot tell the row of this User in \"user\": rows expected 1, came 2. Make the columns by which it is found UNIQUE in the table too, or write such rows with execute(...).");
    session.commit();
    assertThat(session.query(String.class, "SELECT name FROM user ORDER BY id"))
        .containsExactly("Ann", "Another Ann");
  }

  @Test
  void aTriggerThatInsertsIntoTheSameTableDoesNotDisturbTheKey() {
    execute(
        "CREATE TABLE user (id INTEGER PRIMARY KEY, email TEXT UNIQUE, name TEXT)",
        "CREATE TRIGGER shadow AFTER UPDATE ON user BEGIN INSERT INTO user (email, name) VALUES (NEW.email || '+' || random(), 'shadow'); END",
        "INSERT INTO user VALUES (7, 'ann', 'Ann')");

    assertThat(session.upsert(new User(null, "ann", "Ann B."), "email"))
        .isEqualTo(new User(7L, "ann", "Ann B."));
    assertThat(session.count(User.class, "where name = 'shadow'")).isEqualTo(1);
  }

  @Test
  void anUpdateThatATriggerIgnoresIsRefused() {
    execute(
        "CREATE TABLE user (id INTEGER PRIMARY KEY, email TEXT UNIQUE, name TEXT)",
        "CREATE TRIGGER frozen BEFORE UPDATE ON user BEGIN SELECT RAISE(IGNORE); END",
        "INSERT INTO user VALUES (7, 'ann', 'Ann')");

    assertThatThrownBy(() -> session.upsert(new User(null, "ann", "Ann B."), "email"))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessageStartingWith(
            "Cannot upsert into \"user\": the row of this User is there, but the database did not change it as it was told to.");
    session.commit();
    assertThat(session.list(User.class)).containsExactly(new User(7L, "ann", "Ann"));
  }

  @Test
  void aTransactionThatTheDatabaseEndedGoesNoFurther() {
    execute(
        "CREATE TABLE user (id INTEGER PRIMARY KEY, email TEXT UNIQUE, name TEXT)",
        "CREATE TRIGGER closed BEFORE INSERT ON user BEGIN SELECT RAISE(ROLLBACK, 'closed'); END");

    assertThatThrownBy(
            () ->
                session.upsertAll(List.of(new User(1L, "ann", "Ann"), new User(2L, "bob", "Bob"))))
        .isExactlyInstanceOf(ConstraintViolationException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(session::commit).isExactlyInstanceOf(CoatcheckException.class);
    session.rollback();
    assertThat(session.count(User.class)).isZero();
  }

  @Test
  void theKeysOfAHundredRowsTakeOneSelect() {
    database.createTables(User.class);
    List<User> users =
        IntStream.range(0, 250).mapToObj(i -> new User(null, "user " + i, "old")).toList();
    List<User> inserted = session.insertAll(users);
    session.commit();

    try (SentSql sent = SentSql.record()) {
      assertThat(session.upsertAll(users, "email")).isEqualTo(inserted);

      assertThat(sent.statements()).filteredOn(sql -> sql.startsWith("SELECT")).hasSize(3);
    }
  }

  @Table("country")
  record Country(
      @Column(primaryKey = true) String code, String name, @Column(version = true) int version) {}

  @Test
  void aRowThatTheDatabaseFindsIsFoundThoughItsKeyDiffersInJava() {
    execute(
        "CREATE TABLE country (code TEXT PRIMARY KEY COLLATE NOCASE, name TEXT, version INTEGER)",
        "INSERT INTO country VALUES ('fr', 'France', 3), ('de', 'Germany', 5)");

    assertThat(
            session.upsertAll(
                List.of(new Country("DE", "Deutschland", 0), new Country("fr", "France", 3))))
        .containsExactly(new Country("DE", "Deutschland", 6), new Country("fr", "France", 4));
    assertThat(session.query(String.class, "SELECT code FROM country ORDER BY code"))
        .containsExactly("de", "fr");
  }

  @Test
  void byAKeyThatIsGivenARowThatIsThereTakesOneStatement() {
    database.createTables(User.class);
    session.insert(new User(1L, "ann", "Ann"));
    session.commit();

    try (SentSql sent = SentSql.record()) {
      session.upsert(new User(1L, "ann", "Ann B."));

      assertThat(sent.statements())
          .containsExactly(
              "BEGIN IMMEDIATE",
              "SAVEPOINT coatcheck_1",
              "UPDATE \"user\" SET \"email\" = ?, \"name\" = ? WHERE \"user\".\"id\" = ?",
              "RELEASE SAVEPOINT coatcheck_1");
    }
  }

  @Table("scan")
  static class Scan {
    @Column(primaryKey = true)
    private byte[] hash;

    @Column(version = true)
    private int version;

    Scan() {}

    Scan(int hash) {
      this.hash = new byte[] {(byte) hash};
    }
  }

  @Test
  void rowsWithArraysAsKeysAreReadBackTogether() {
    database.createTables(Scan.class);
    List<Scan> scans = IntStream.range(0, 50).mapToObj(Scan::new).toList();
    session.insertAll(scans);

    try (SentSql sent = SentSql.record()) {
      session.upsertAll(scans);
      assertThat(sent.statements()).filteredOn(sql -> sql.startsWith("SELECT")).hasSize(1);
    }
    assertThat(scans).extracting(scan -> scan.version).containsOnly(2);
  }

  @Test
  void anObjectIsUpsertedOnceByAList() {
    database.createTables(Scan.class);
    Scan scan = new Scan(1);
    session.insert(scan);

    assertThatThrownBy(() -> session.upsertAll(List.of(scan, scan)))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot store the same %s twice: it stands for one row only. Make an object for each row.",
            Scan.class.getName());
  }

  @Test
  void twoNewObjectsOfOneRowAreInsertedAndThenUpdated() {
    database.createTables(User.class);

    assertThat(
            session.upsertAll(
                List.of(
                    new User(null, "ann", "Ann"),
                    new User(null, "bob", "Bob"),
                    new User(null, "ann", "Ann B.")),
                "email"))
        .containsExactly(
            new User(1L, "ann", "Ann"), new User(2L, "bob", "Bob"), new User(1L, "ann", "Ann B."));
    assertThat(session.list(User.class, "order by id"))
        .containsExactly(new User(1L, "ann", "Ann B."), new User(2L, "bob", "Bob"));
  }

  @Test
  void aTransactionThatTheDatabaseEndsAtTheSecondOfTwoObjectsGoesNoFurther() {
    execute(
        "CREATE TABLE user (id INTEGER PRIMARY KEY, email TEXT UNIQUE, name TEXT)",
        "CREATE TRIGGER closed BEFORE UPDATE ON user BEGIN SELECT RAISE(ROLLBACK, 'closed'); END");
    List<User> users = List.of(new User(null, "ann", "Ann"), new User(null, "ann", "Ann B."));

    assertThatThrownBy(() -> session.upsertAll(users, "email"))
        .isExactlyInstanceOf(ConstraintViolationException.class)
        .hasMessageStartingWith("Object 2 of 2: The database refused a statement: ")
        .hasMessageContaining("closed");
    session.rollback();
    assertThat(session.count(User.class)).isZero();
  }

  @Test
  void theRowOfAnObjectWhoseKeyIsYetToBeGeneratedIsNotLookedFor() {
    database.createTables(User.class);
    List<User> users = List.of(new User(null, "ann", "Ann"), new User(null, "bob", null));
    session.execute(
        "create trigger no before insert on user when new.name is null begin select raise(abort, 'no'); end");

    try (SentSql sent = SentSql.record()) {
      assertThatThrownBy(() -> session.upsertAll(users))
          .isExactlyInstanceOf(ConstraintViolationException.class)
          .hasMessageStartingWith("Object 2 of 2: ");

      // The one SELECT looks for what explains the failure.
      assertThat(sent.statements()).filteredOn(sql -> sql.startsWith("SELECT")).hasSize(1);
    }
  }
}
