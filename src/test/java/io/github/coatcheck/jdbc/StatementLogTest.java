package io.github.coatcheck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.github.coatcheck.Column;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.OutcomeUnknownException;
import io.github.coatcheck.Table;
import io.github.coatcheck.contract.RecordedLog;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Options;
import io.github.coatcheck.session.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in the log: SQL and keys at DEBUG, values at TRACE, a lost transaction at WARN. */
class StatementLogTest {
  @Table("track")
  static class Track {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column String name;

    @Column(defaultValue = "'secret default'")
    String state;

    Track() {}

    Track(String name, String state) {
      this.name = name;
      this.state = state;
    }
  }

  private static final String WARNING =
      "WARN A session is closed without commit, which rolls back what it wrote: \"track\". Call commit() before, or rollback() on purpose.";

  private RecordedLog recorded;
  private Database database;

  @BeforeEach
  void openDatabase() {
    database = Database.open("jdbc:sqlite::memory:");
    database.createTables(Track.class);
    // Asks what is asked once a class.
    database.useTransaction(
        session -> {
          session.delete(session.insert(new Track("first", "old")));
          session.list(Track.class);
        });
    recorded = new RecordedLog("io.github.coatcheck", null);
  }

  @AfterEach
  void closeDatabase() {
    recorded.close();
    database.close();
  }

  /** The log from a level on, an {@code x} for each time. */
  private List<String> log() {
    return recorded.events().stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .map(line -> line.replaceFirst("\\d+\\.\\d\\d ms$", "x ms"))
        .toList();
  }

  private void work(Session session) {
    Track track = session.insert(new Track("secret", "secret state"));
    session.insert(new Track("secret", null));
    session.insertAll(List.of(new Track("secret", "a"), new Track("b", "c"), new Track("d", "e")));
    Track given = new Track("secret", null);
    given.id = 77L;
    session.insert(given);
    session.update(track);
    session.updateAll(List.of(track, given));
    session.list(Track.class);
    session.find(Track.class, 1234);
    session.execute("DELETE FROM track WHERE name = ?", "secret");
  }

  @Test
  void debugShowsTheSqlAndWhatCameButNoValue() {
    recorded.setLevel(Level.DEBUG);

    database.useTransaction(this::work);

    assertThat(log())
        .containsExactly(
            "DEBUG BEGIN IMMEDIATE -- x ms",
            """
            DEBUG SELECT schema_version FROM pragma_schema_version
            WHERE (SELECT count(*) FROM pragma_database_list WHERE name <> 'temp') = 1
              AND NOT EXISTS (SELECT 1 FROM sqlite_temp_schema) -- 1 row, x ms""",
            "DEBUG INSERT INTO \"track\" (\"name\", \"state\") VALUES (?, ?) -- key 2, x ms",
            "DEBUG INSERT INTO \"track\" (\"name\") VALUES (?) RETURNING \"track\".\"id\", \"track\".\"state\" -- key 3, x ms",
            "DEBUG SAVEPOINT coatcheck_1 -- x ms",
            "DEBUG INSERT INTO \"track\" (\"name\", \"state\") VALUES (?, ?) -- key 4, x ms",
            "DEBUG INSERT INTO \"track\" (\"id\", \"name\", \"state\") VALUES (?, ?, ?), (?, ?, ?) -- 2 rows, x ms",
            "DEBUG RELEASE SAVEPOINT coatcheck_1 -- x ms",
            "DEBUG INSERT INTO \"track\" (\"id\", \"name\") VALUES (?, ?) RETURNING \"track\".\"state\" -- 1 row, x ms",
            "DEBUG UPDATE \"track\" SET \"name\" = ?, \"state\" = ? WHERE \"track\".\"id\" = ? -- 1 row, x ms",
            "DEBUG SAVEPOINT coatcheck_1 -- x ms",
            "DEBUG UPDATE \"track\" SET \"name\" = ?, \"state\" = ? WHERE \"track\".\"id\" = ? -- batch of 2, x ms",
            "DEBUG RELEASE SAVEPOINT coatcheck_1 -- x ms",
            "DEBUG SELECT \"track\".\"id\", \"track\".\"name\", \"track\".\"state\" FROM \"track\" -- 6 rows, x ms",
            "DEBUG SELECT \"track\".\"id\", \"track\".\"name\", \"track\".\"state\" FROM \"track\" WHERE \"track\".\"id\" = ? -- 0 rows, x ms",
            "DEBUG DELETE FROM track WHERE name = ? -- 4 rows, x ms",
            "DEBUG COMMIT -- x ms");
  }

  @Test
  void aSessionAsksOfATableOnce() {
    // The answers of other sessions are forgotten.
    database.createTables(Track.class);
    try (Session session = database.openSession()) {
      work(session);
      session.commit();
      recorded.setLevel(Level.DEBUG);

      session.insert(new Track("second", "transaction"));
      session.insert(new Track("third", "transaction"));
      session.list(Track.class);
      session.commit();
    }

    assertThat(log()).hasSize(6).filteredOn(line -> line.contains("schema_version")).hasSize(1);
  }

  @Test
  void aSessionAsksForTheTypesOfATableOnlyIfAllCellsComeFromIt() {
    database.createTables(Track.class);
    recorded.setLevel(Level.DEBUG);

    database.useTransaction(
        session -> session.list(Track.class, "where 0 union select 1, 'a', 'b' from track"));
    database.useTransaction(session -> session.list(Track.class, "join (select 1) where 0"));
    assertThat(log()).hasSize(6).noneMatch(line -> line.contains("pragma_table_list"));

    database.useTransaction(session -> session.list(Track.class, "where 0"));
    assertThat(log().subList(6, log().size())).anyMatch(line -> line.contains("pragma_table_list"));
  }

  @Test
  void aStatementThatFailsIsLoggedLikeAnyOther() {
    recorded.setLevel(Level.DEBUG);

    assertThatThrownBy(() -> database.execute("drop table missing"))
        .isInstanceOf(DatabaseException.class);
    try (Session session = database.openSession()) {
      assertThatThrownBy(() -> session.query(String.class, "select missing from track"))
          .isInstanceOf(DatabaseException.class);
    }

    assertThat(log())
        .contains(
            "DEBUG drop table missing -- failed, x ms",
            "DEBUG select missing from track -- failed, x ms");
  }

  @Test
  void traceShowsTheValues() {
    recorded.setLevel(Level.TRACE);

    database.useTransaction(
        session -> {
          session.insert(new Track("secret", "state"));
          session.list(Track.class, "where name = ? and id > ?", "secret", -1);
        });

    assertThat(log())
        .filteredOn(line -> line.startsWith("TRACE"))
        .containsExactly("TRACE -- values [secret, state]", "TRACE -- values [secret, -1]");
  }

  @Test
  void infoShowsNothing() {
    recorded.setLevel(Level.INFO);

    database.useTransaction(this::work);

    assertThat(log()).isEmpty();
  }

  @Test
  void theTimeIsWrittenTheSameInEveryLanguage() {
    recorded.setLevel(Level.DEBUG);
    Locale localeFound = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      database.useTransaction(session -> session.count(Track.class));
    } finally {
      Locale.setDefault(localeFound);
    }

    assertThat(log()).hasSize(3).allMatch(line -> line.endsWith(" x ms"));
  }

  @Test
  void aSessionThatIsClosedWithoutCommitWarnsOnce() {
    recorded.setLevel(Level.INFO);
    Session session = database.openSession();
    session.insert(new Track("lost", "state"));

    session.close();
    session.close();

    assertThat(log()).containsExactly(WARNING);
  }

  @Test
  void aDeleteThatIsRolledBackIsLostWithAWarningToo() {
    recorded.setLevel(Level.INFO);
    Track track = new Track("kept", "state");
    database.useTransaction(session -> session.insert(track));

    try (Session session = database.openSession()) {
      session.delete(track);
    }

    assertThat(log()).containsExactly(WARNING);
  }

  @Test
  void whatWasAddedAndNeverInsertedIsLostWithAWarningToo() {
    recorded.setLevel(Level.INFO);

    try (Session session = database.openSession()) {
      session.add(new Track("lost", "state"));
    }

    assertThat(log()).containsExactly(WARNING);
  }

  @Test
  void theWarningNamesEachTableAndEachMethodByWhichTheUserWrote() {
    recorded.setLevel(Level.INFO);
    database.createTables(Plain.class);

    try (Session session = database.openSession()) {
      session.insertAll(List.of(new Track("lost", "a"), new Track("lost", "b")));
      session.upsert(new Plain(1L));
      session.execute("delete from track");
      session.updateAll(List.of(new Plain(1L)));
      session.connection();
    }

    assertThat(log())
        .containsExactly(
            "WARN A session is closed without commit, which rolls back what it wrote: \"track\", \"plain\", execute(...), connection(). Call commit() before, or rollback() on purpose.");
  }

  @Test
  void whatIsWrittenByListsAloneIsLostWithAWarningToo() {
    database.createTables(Plain.class);
    database.useTransaction(session -> session.insert(new Plain(7L)));
    recorded.setLevel(Level.INFO);

    for (Consumer<Session> work :
        List.<Consumer<Session>>of(
            session -> session.insertAll(List.of(new Plain(1L), new Plain(2L))),
            session -> session.updateAll(List.of(new Plain(7L))),
            session -> session.deleteAll(List.of(new Plain(7L))))) {
      try (Session session = database.openSession()) {
        work.accept(session);
      }
    }

    assertThat(log())
        .hasSize(3)
        .containsOnly(
            "WARN A session is closed without commit, which rolls back what it wrote: \"plain\". Call commit() before, or rollback() on purpose.");
  }

  @Test
  void rowsThatAQueryChangedAreLostWithAWarningToo() {
    recorded.setLevel(Level.INFO);

    try (Session session = database.openSession()) {
      session.query(Long.class, "insert into track (name) values ('lost') returning id");
    }

    assertThat(log())
        .containsExactly(
            "WARN A session is closed without commit, which rolls back what it wrote: query(...). Call commit() before, or rollback() on purpose.");
  }

  @Test
  void anErrorOfTheDatabaseIsNotFollowedByAWarning() {
    recorded.setLevel(Level.INFO);

    assertThatThrownBy(
            () -> {
              try (Session session = database.openSession()) {
                session.insert(new Track("lost", "state"));
                session.execute("insert into nowhere values (1)");
              }
            })
        .isExactlyInstanceOf(DatabaseException.class);

    assertThat(log()).isEmpty();
  }

  @Test
  void aDatabaseThatIsClosedBeforeItsSessionWarns() {
    recorded.setLevel(Level.INFO);

    try (Session session = database.openSession()) {
      session.insert(new Track("lost", "state"));
      database.close();
      session.commit();
    }

    assertThat(log())
        .containsExactly(
            "WARN A database is closed while a session on threads [%s] has not committed: without a commit, or if the database is in memory, what it wrote is lost. Close the sessions first."
                .formatted(Thread.currentThread().getName()));
  }

  @Test
  void aSessionThatLosesNothingIsClosedInSilence() {
    recorded.setLevel(Level.INFO);

    try (Session session = database.openSession()) {
      session.insert(new Track("kept", "state"));
      session.commit();
      session.count(Track.class);
    }
    try (Session session = database.openSession()) {
      session.insert(new Track("given up", "state"));
      session.rollback();
      session.list(Track.class);
    }
    assertThatThrownBy(() -> database.useTransaction(StatementLogTest::insertAndThrow))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> database.useTransaction(StatementLogTest::addAndThrow))
        .isInstanceOf(IllegalStateException.class);

    assertThat(log()).isEmpty();
  }

  private static void insertAndThrow(Session session) {
    session.insert(new Track("undone", "state"));
    throw new IllegalStateException("on purpose");
  }

  private static void addAndThrow(Session session) {
    session.add(new Track("never inserted", "state"));
    throw new IllegalStateException("on purpose");
  }

  @Test
  void aSessionThatDoesNotKnowWhetherItCommittedDoesNotClaimThatItRolledBack() throws Exception {
    recorded.setLevel(Level.INFO);
    try (ErringDriver driver = ErringDriver.inAutoCommit(true);
        Database erring = Database.of(driver.dataSource())) {
      erring.createTables(Track.class);

      assertThatThrownBy(
              () -> {
                try (Session session = erring.openSession()) {
                  session.insert(new Track("unknown", "state"));
                  driver.fail("execute COMMIT", () -> new SQLException("disk I/O error"));
                  session.commit();
                }
              })
          .isExactlyInstanceOf(OutcomeUnknownException.class);
    }

    assertThat(log()).isEmpty();
  }

  @Table("plain")
  record Plain(@Column(primaryKey = true) Long id) {}

  @Table("wrong")
  record Wrong(
      @Column(primaryKey = true) Long id, @Column(defaultValue = "no expression") String name) {}

  @Test
  void tablesAreCreatedBehindTheLockForDefinitions() {
    recorded.setLevel(Level.DEBUG);
    Options locking = ChangedDialect.with("definitionLock", Optional.of("SELECT 'the lock'"));

    try (Database locked = Database.open("jdbc:sqlite::memory:", locking)) {
      locked.createTables(Plain.class);
    }

    assertThat(log())
        .extracting(line -> line.replaceFirst("(?s)^DEBUG (\\S+ .*?)(?:\\n| --).*", "$1"))
        .containsSubsequence(
            "BEGIN IMMEDIATE", "SELECT 'the lock'", "CREATE TABLE IF NOT EXISTS \"plain\" (");
  }

  @Test
  void tablesThatCannotBeCreatedAreAnErrorAndNoWarningBeside() {
    recorded.setLevel(Level.WARN);

    assertThatThrownBy(() -> database.createTables(Track.class, Wrong.class))
        .isExactlyInstanceOf(DatabaseException.class);

    assertThat(log()).isEmpty();
  }
}
