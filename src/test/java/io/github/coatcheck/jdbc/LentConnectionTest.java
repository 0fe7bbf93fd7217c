package io.github.coatcheck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Options;
import io.github.coatcheck.session.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections of a pool, which get their settings back. */
class LentConnectionTest extends ErringDatabase {
  @Table("track")
  record Track(
      @Column(primaryKey = true, autoincrement = true) Long id,
      @Column(references = Track.class) Long next) {}

  @BeforeEach
  void openDatabase() throws SQLException {
    open(true, Options.defaults(), Track.class);
  }

  private void assertGivenBackAsFound() {
    assertGivenBackAsFound(driver.calls());
  }

  private static void assertGivenBackAsFound(List<String> calls) {
    assertThat(calls).last().isEqualTo("close");
    assertThat(calls).doesNotContain("commit", "rollback", "setAutoCommit false");
  }

  @Test
  void aConnectionIsGivenBackAsFoundAfterACommit() {
    try (Session session = database.openSession()) {
      session.insert(new Track(null, null));
      session.commit();
    }

    assertGivenBackAsFound();
    assertThat(database.<Long, RuntimeException>inTransaction(s -> s.count(Track.class))).isOne();
  }

  @Test
  void aConnectionIsGivenBackAsFoundAfterARollback() {
    try (Session session = database.openSession()) {
      session.insert(new Track(null, null));
    }

    assertGivenBackAsFound();
    assertThat(database.<Long, RuntimeException>inTransaction(s -> s.count(Track.class))).isZero();
  }

  @Test
  void aConnectionIsGivenBackAsFoundAfterARollbackThatFailed() {
    Session session = database.openSession();
    session.insert(new Track(null, null));
    driver.when(
        "execute ROLLBACK",
        real -> {
          real.call();
          throw new SQLException("unlucky");
        });

    assertThatThrownBy(session::close).isExactlyInstanceOf(DatabaseException.class);

    assertGivenBackAsFound();
  }

  @Test
  void aConnectionOnWhichWasOnlyReadIsGivenBackToBeWrittenOn() {
    List<String> settings = new ArrayList<>();
    for (String setting : List.of("ON", "OFF")) {
      driver.when(
          "execute PRAGMA query_only = " + setting,
          real -> {
            settings.add(setting);
            return real.call();
          });
    }
    try (Session session = database.openReadOnlySession()) {
      assertThat(session.count(Track.class)).isZero();
    }

    assertThat(settings).containsExactly("ON", "OFF");
    assertGivenBackAsFound();
  }

  @Test
  void whatWasSetOnAConnectionIsResetAfterItsTransaction() {
    String reset = "PRAGMA cache_size = 7";
    List<String> sent = new ArrayList<>();
    for (String statement : List.of("COMMIT", reset)) {
      driver.when(
          "execute " + statement,
          real -> {
            sent.add(statement);
            return real.call();
          });
    }
    try (Database resetting = resetting(reset)) {
      resetting.useTransaction(session -> session.insert(new Track(null, null)));
    }

    assertThat(sent).containsExactly("COMMIT", reset);
    assertGivenBackAsFound();
  }

  @Test
  void aCommitDoesNotFailForAConnectionThatCannotBeReset() {
    driver.fail("execute PRAGMA cache_size", () -> new SQLException("gone"));
    try (Database resetting = resetting("PRAGMA cache_size = 7")) {
      resetting.useTransaction(session -> session.insert(new Track(null, null)));
    }

    assertGivenBackAsFound();
    assertThat(database.<Long, RuntimeException>inTransaction(s -> s.count(Track.class))).isOne();
  }

  private Database resetting(String reset) {
    return Database.of(driver.dataSource(), ChangedDialect.with("connectionReset", List.of(reset)));
  }

  @Test
  void foreignKeysAreEnforced() {
    assertThatThrownBy(() -> database.useTransaction(s -> s.insert(new Track(null, 77L))))
        .isExactlyInstanceOf(ConstraintViolationException.class);

    assertGivenBackAsFound();
  }

  @Test
  void whatRunsOutsideOfTransactionsIsStored() {
    database.execute("INSERT INTO track DEFAULT VALUES");
    assertGivenBackAsFound();
    database.execute("VACUUM");
    assertGivenBackAsFound();
    assertThatThrownBy(() -> database.execute("VACUUM nothing"))
        .isExactlyInstanceOf(DatabaseException.class);
    assertGivenBackAsFound();

    assertThat(database.<Long, RuntimeException>inTransaction(s -> s.count(Track.class))).isOne();
  }

  @Test
  void aConnectionThatCannotBePreparedIsGivenBack() {
    driver.calls();
    driver.fail("execute PRAGMA", () -> new SQLException("no such setting"));

    assertThatThrownBy(database::openSession)
        .isExactlyInstanceOf(DatabaseException.class)
        .hasMessage(
            "The database refused a statement: no such setting. Compare the statement with the tables of this database, and see whether the database can be written to.%nThe statement: PRAGMA foreign_keys = ON"
                .formatted());

    List<String> calls = driver.calls();
    assertThat(calls).containsOnlyOnce("close");
    assertGivenBackAsFound(calls);
  }

  @Test
  void aConnectionWithAutoCommitOffIsRefusedSinceItsTransactionIsItsOwners() throws SQLException {
    try (ErringDriver off = ErringDriver.inAutoCommit(false)) {
      Database other = Database.of(off.dataSource());
      assertThatThrownBy(other::openSession)
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessage(
              "Cannot use a connection that arrives with auto-commit off: it may be in a transaction of its owner, which a session would commit. Switch auto-commit on in the pool, or join the transaction by database.session(connection).");
      assertThat(off.calls()).last().isEqualTo("close");
    }
  }

  @Test
  void aSetupThatFailsIsThrownEvenIfTheConnectionCannotBeClosed() {
    driver.fail("execute PRAGMA", () -> new SQLException("no setup"));
    driver.fail("close", () -> new SQLException("no close"));

    assertThatThrownBy(database::openSession)
        .isExactlyInstanceOf(DatabaseException.class)
        .hasMessageContaining("no setup")
        .satisfies(
            e -> assertThat(e.getSuppressed()).singleElement().asString().contains("no close"));
  }

  private Database byJdbc() {
    return Database.of(driver.dataSource(), ChangedDialect.with("begin", Optional.empty()));
  }

  @Test
  void aTransactionThatNoStatementBeginsIsOneOfJdbc() {
    try (Database jdbc = byJdbc()) {
      driver.calls();
      jdbc.useTransaction(session -> session.insert(new Track(null, null)));
      assertThat(driver.calls())
          .containsSubsequence("setAutoCommit false", "commit", "setAutoCommit true", "close")
          .doesNotContain("rollback");

      try (Session session = jdbc.openSession()) {
        session.insert(new Track(null, null));
      }
      assertThat(driver.calls())
          .containsSubsequence("setAutoCommit false", "rollback", "setAutoCommit true", "close")
          .doesNotContain("commit");
    }
    assertThat(database.<Long, RuntimeException>inTransaction(s -> s.count(Track.class))).isOne();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aReadOnlyTransactionOfJdbcLeavesTheConnectionAsItWas(boolean readOnly) {
    driver.when("isReadOnly", real -> readOnly);
    driver.when("setReadOnly", real -> null);
    try (Database jdbc = byJdbc()) {
      driver.calls();
      try (Session session = jdbc.openReadOnlySession()) {
        session.count(Track.class);
      }
    }
    assertThat(driver.calls())
        .containsSubsequence(
            "setReadOnly true", "setAutoCommit true", "setReadOnly " + readOnly, "close");
  }

  @Test
  void whereNoProbeTellsOfATransactionItsAutoCommitModeDoes() throws SQLException {
    try (Database probeless =
            Database.of(
                driver.dataSource(), ChangedDialect.with("transactionProbe", Optional.empty()));
        Connection connection = driver.dataSource().getConnection()) {
      assertThatThrownBy(() -> probeless.session(connection))
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessageContaining("none has begun");

      connection.setAutoCommit(false);
      try (Session session = probeless.session(connection)) {
        session.insert(new Track(null, null));
      }
      connection.commit();
      connection.setAutoCommit(true);
    }
    assertThat(database.<Long, RuntimeException>inTransaction(s -> s.count(Track.class))).isOne();
  }

  @Test
  void whatAScriptBeganAndDidNotEndIsRolledBack() {
    AtomicInteger rollbacks = new AtomicInteger();
    driver.when(
        "execute ROLLBACK",
        real -> {
          rollbacks.incrementAndGet();
          return real.call();
        });

    assertThatThrownBy(
            () ->
                database.execute("BEGIN; INSERT INTO track DEFAULT VALUES; SELECT nowhere; COMMIT"))
        .isExactlyInstanceOf(DatabaseException.class);

    assertThat(rollbacks).hasValue(1);
  }

  @Test
  void aJoinedTransactionGoesOnWithoutTheStreamsOfItsSession() throws SQLException {
    database.useTransaction(
        session -> session.insertAll(List.of(new Track(null, null), new Track(null, null))));
    try (Connection connection = driver.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN");
      try (Session session = database.session(connection)) {
        assertThat(session.stream(Track.class).iterator().next().id()).isOne();
      }

      statement.execute("DROP TABLE track");
      statement.execute("ROLLBACK");
    }
  }

  @Test
  void aSessionKeepsTheStatementsThatItUsedLast() {
    AtomicInteger closed = new AtomicInteger();
    try (Session session = database.openSession()) {
      driver.when(
          "close SELECT",
          real -> {
            closed.incrementAndGet();
            return real.call();
          });
      for (int i = 0; i < 250; i++) {
        session.query(Long.class, "SELECT " + i);
        session.query(Long.class, "SELECT 1000");
      }
      assertThat(closed.get()).isBetween(50, 60);
      assertThat(session.query(Long.class, "SELECT 1000")).containsExactly(1000L);
    }
    assertThat(closed.get()).isBetween(250, 260);
  }
}
