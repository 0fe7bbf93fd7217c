package io.github.coatcheck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.OutcomeUnknownException;
import io.github.coatcheck.Table;
import io.github.coatcheck.TransientFailureException;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Options;
import io.github.coatcheck.session.Session;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions whose COMMIT or ROLLBACK fails, and connections that cannot be closed. */
class FailingEndTest extends ErringDatabase {
  @Table("track")
  static class Track {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column String name;

    Track() {}

    Track(String name) {
      this.name = name;
    }
  }

  private static SQLException lost() {
    return new SQLException("connection lost", "08006");
  }

  @BeforeEach
  void openDatabase() throws SQLException {
    open(true, Options.defaults(), Track.class);
  }

  private long count() {
    return database.inTransaction(session -> session.count(Track.class));
  }

  @Test
  void aCommitThatFindsTheDatabaseBusyIsRolledBackAndTransient(@TempDir Path folder)
      throws SQLException {
    String url = "jdbc:sqlite:" + folder.resolve("busy.db");
    Track track = new Track("waiting");
    try (Database file = Database.open(url, Options.defaults().lockTimeout(Duration.ofMillis(20)));
        Session session = file.openSession();
        Connection other = DriverManager.getConnection(url);
        Statement reader = other.createStatement()) {
      file.createTables(Track.class);
      try (ResultSet open = reader.executeQuery("SELECT * FROM sqlite_schema")) {
        assertThat(open.next()).isTrue();
        session.insert(track);

        assertThatThrownBy(session::commit)
            .isExactlyInstanceOf(TransientFailureException.class)
            .hasMessage(
                "The database refused a statement: [SQLITE_BUSY] The database file is locked (database is locked). Another session or program had the lock for too long, or changed the same rows. Roll back and run the whole transaction again, as by database.inTransaction(3, work); close read-only sessions and streams first, keep transactions short, or set a longer Options.lockTimeout.%nThe statement: COMMIT"
                    .formatted());
        assertThat(track.id).isNull();
      }
      assertThat(session.count(Track.class)).isZero();
      session.insert(track);
      session.commit();

      assertThat(track.id).isEqualTo(1);
    }
  }

  @Table("child")
  record Child(@Column(primaryKey = true, autoincrement = true) Long id, Long trackId) {}

  @Test
  void aCommitThatViolatesADeferredForeignKeyIsRolledBack() {
    Track track = new Track("parent");
    try (Session session = database.openSession()) {
      session.execute(
          "CREATE TABLE child (id INTEGER PRIMARY KEY, track_id REFERENCES track DEFERRABLE INITIALLY DEFERRED)");
      session.commit();
      session.insert(track);
      session.insert(new Child(null, 77L));

      assertThatThrownBy(session::commit)
          .isExactlyInstanceOf(ConstraintViolationException.class)
          .hasMessage(
              "The database refused a statement: [SQLITE_CONSTRAINT_FOREIGNKEY] A foreign key constraint failed (FOREIGN KEY constraint failed). A row refers to one that is not there, or others still refer to a row that is to be deleted. Roll back; insert parents first and delete children first, or declare onDelete.%nThe statement: COMMIT"
                  .formatted());

      assertThat(track.id).isNull();
      assertThat(session.count(Track.class) + session.count(Child.class)).isZero();
      session.insert(new Child(null, session.insert(track).id));
      session.commit();
    }
    assertThat(count()).isOne();
  }

  @Test
  void aRollbackThatFailsAfterACommitThatFailedStandsBesideIt() {
    Track track = new Track("busy");
    try (Session session = database.openSession()) {
      session.insert(track);
      driver.fail("execute COMMIT", () -> new SQLException("busy", null, 5));
      driver.fail("execute ROLLBACK", FailingEndTest::lost);

      assertThatThrownBy(session::commit)
          .isInstanceOf(TransientFailureException.class)
          .hasMessageContaining("busy")
          .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1))
          .satisfies(e -> assertThat(e.getSuppressed()[0]).isInstanceOf(DatabaseException.class));

      assertThat(track.id).isNull();
      driver.heal();
    }
    assertThat(count()).isZero();
  }

  @Test
  void aCommitThatFailsInAnyOtherWayHasAnUnknownOutcome() {
    Track track = new Track("unknown");
    try (Session session = database.openSession()) {
      session.insert(track);
      driver.fail("execute COMMIT", () -> new SQLException("disk I/O error", null, 10));

      assertThatThrownBy(session::commit)
          .isExactlyInstanceOf(OutcomeUnknownException.class)
          .hasMessage(
              "The database refused a statement: disk I/O error. Whether the transaction is stored is unknown: look before running it again.%nThe statement: COMMIT"
                  .formatted());
      driver.heal();
      assertThatThrownBy(session::commit)
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessageContaining("Whether the transaction is stored is unknown");
      session.rollback();
      session.insert(new Track("afterwards"));
      session.commit();
    }
    assertThat(count()).isOne();
  }

  @Test
  void aRollbackAfterACommitThatWasStoredButFailedIsQuiet() {
    try (Session session = database.openSession()) {
      session.insert(new Track("stored"));
      driver.when(
          "execute COMMIT",
          real -> {
            real.call();
            throw lost();
          });

      assertThatThrownBy(session::commit).isExactlyInstanceOf(OutcomeUnknownException.class);
      driver.heal();
      session.rollback();
    }
    assertThat(count()).isOne();
  }

  @Test
  void nothingFollowsACommitThatThrewAnErrorWhichSaysNothing() {
    StackOverflowError error = new StackOverflowError("driver");
    try (Session session = database.openSession()) {
      session.insert(new Track("stored"));
      driver.when(
          "execute COMMIT",
          real -> {
            real.call();
            throw error;
          });

      assertThatThrownBy(session::commit).isSameAs(error);

      driver.heal();
      assertThatThrownBy(() -> session.insert(new Track("at once")))
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessageContaining("an earlier statement of it failed");
      session.rollback();
      session.insert(new Track("afterwards"));
      session.commit();
    }
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void aCommitThatWasStoredIsASuccessThoughItsStatementCannotBeClosed() {
    Track track = new Track("stored");
    try (Session session = database.openSession()) {
      session.insert(track);
      driver.fail("close", () -> new SQLException("busy", null, 5));
      session.commit();
      driver.heal();
    }

    assertThat(track.id).isEqualTo(1);
    assertThat(count()).isOne();
  }

  @Test
  void aLostConnectionIsReportedAsTheUnknownOutcomeAndTheWorkIsDoneOnce() {
    AtomicInteger runs = new AtomicInteger();

    assertThatThrownBy(
            () ->
                database.useTransaction(
                    session -> {
                      runs.incrementAndGet();
                      session.insert(new Track("lost"));
                      driver.fail("execute", FailingEndTest::lost);
                      driver.fail("setAutoCommit", FailingEndTest::lost);
                    }))
        .isExactlyInstanceOf(OutcomeUnknownException.class)
        .hasRootCauseMessage("connection lost")
        .satisfies(e -> assertThat(e.getSuppressed()).isNotEmpty());

    assertThat(runs).hasValue(1);
  }

  @Test
  void afterALostConnectionTheThreadCanGoOnWithAnother() {
    Session session = database.openSession();
    session.insert(new Track("lost"));
    driver.fail("execute ROLLBACK", FailingEndTest::lost);

    assertThatThrownBy(session::close)
        .isExactlyInstanceOf(DatabaseException.class)
        .hasMessageStartingWith("The database refused a statement: connection lost.");

    driver.heal();
    database.useTransaction(other -> other.insert(new Track("found")));
    assertThat(count()).isOne();
  }

  @Test
  void aRollbackThatFailsTakesTheKeysOutAndLeavesNothingButAnotherRollback() {
    Track track = new Track("undone");
    try (Session session = database.openSession()) {
      session.insert(track);
      driver.fail("execute ROLLBACK", FailingEndTest::lost);

      assertThatThrownBy(session::rollback)
          .isExactlyInstanceOf(DatabaseException.class)
          .extracting("sql", "sqlState")
          .containsExactly("ROLLBACK", "08006");

      driver.heal();
      assertThat(track.id).isNull();
      assertThatThrownBy(session::commit).isExactlyInstanceOf(CoatcheckException.class);
      session.rollback();
      session.commit();
    }
    assertThat(count()).isZero();
  }

  @Test
  void whatTheWorkThrewStaysTheErrorWhenRollbackAndCloseFailToo() {
    IllegalStateException mine = new IllegalStateException("mine");

    assertThatThrownBy(
            () ->
                database.useTransaction(
                    session -> {
                      session.insert(new Track("undone"));
                      driver.fail("execute", FailingEndTest::lost);
                      driver.fail("close", FailingEndTest::lost);
                      throw mine;
                    }))
        .isSameAs(mine)
        .satisfies(
            e -> assertThat(e.getSuppressed()).hasOnlyElementsOfType(DatabaseException.class));
  }

  @Test
  void whatTheWorkThrewStaysTheErrorWhenRollbackThrowsAnything() {
    IllegalStateException mine = new IllegalStateException("mine");
    StackOverflowError driversOwn = new StackOverflowError("driver");

    assertThatThrownBy(
            () ->
                database.useTransaction(
                    session -> {
                      session.insert(new Track("undone"));
                      driver.when(
                          "execute ROLLBACK",
                          real -> {
                            driver.heal();
                            throw driversOwn;
                          });
                      throw mine;
                    }))
        .isSameAs(mine)
        .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(driversOwn));
    assertThat(count()).isZero();
  }

  @Test
  void aConnectionThatCannotBeClosedIsAnErrorButTheWorkIsStored() {
    Session session = database.openSession();
    session.insert(new Track("stored"));
    session.commit();
    driver.fail("close", FailingEndTest::lost);

    assertThatThrownBy(session::close)
        .isInstanceOf(DatabaseException.class)
        .hasMessageStartingWith("The database refused a statement: connection lost.");

    driver.heal();
    session.close();
    assertThat(count()).isOne();
  }

  @Test
  void aNestedTransactionThatCannotBeRolledBackTellsSoBesideWhatFailed() {
    driver.fail("execute ROLLBACK TO", () -> new SQLException("no such savepoint"));
    IllegalStateException failure = new IllegalStateException("on purpose");
    try (Session session = database.openSession()) {
      assertThatThrownBy(
              () ->
                  session.useTransaction(
                      s -> {
                        throw failure;
                      }))
          .isSameAs(failure)
          .satisfies(
              e ->
                  assertThat(e.getSuppressed())
                      .singleElement()
                      .asString()
                      .contains("no such savepoint"));
      assertThatThrownBy(session::commit).hasMessageStartingWith("Cannot go on");
    }
  }
}
