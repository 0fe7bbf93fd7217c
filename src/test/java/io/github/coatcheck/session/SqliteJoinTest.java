package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a session finds out whether a connection of SQLite is in a transaction. */
class SqliteJoinTest {
  @Table("guest")
  record Guest(@Column(primaryKey = true, autoincrement = true) Long id) {}

  @TempDir Path folder;

  private Database database;
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    String url = "jdbc:sqlite:" + folder.resolve("guests.db");
    database = Database.open(url);
    database.createTables(Guest.class);
    connection = DriverManager.getConnection(url);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    database.close();
  }

  @Test
  void aConnectionWithoutATransactionIsRefusedAndStaysWithoutOne() throws SQLException {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> database.session(connection))
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessage(
              "Cannot join the transaction of a connection: none has begun. Switch its auto-commit off, or begin one.");
    }
    database.useTransaction(session -> session.insert(new Guest(null)));
  }

  @Test
  void aTransactionThatWasBegunBySqlIsJoined() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN");
      try (Session session = database.session(connection)) {
        assertThat(session.insert(new Guest(null)).id()).isEqualTo(1);
      }
      statement.execute("COMMIT");
    }
    database.useTransaction(session -> assertThat(session.count(Guest.class)).isOne());
  }

  @Test
  void aTransactionOfJdbcIsJoined() throws SQLException {
    connection.setAutoCommit(false);
    try (Session session = database.session(connection)) {
      session.insert(new Guest(null));
    }
    connection.rollback();
    try (Session session = database.session(connection)) {
      session.insert(new Guest(null));
    }
    connection.commit();

    database.useTransaction(session -> assertThat(session.count(Guest.class)).isOne());
  }

  @Test
  void aSessionWhoseOwnerSwitchedAutoCommitOnIsRefusedInsteadOfCommittingEachStatement()
      throws SQLException {
    connection.setAutoCommit(false);
    try (Session session = database.session(connection)) {
      session.insert(new Guest(null));
      connection.rollback();
      connection.setAutoCommit(true);

      assertThatThrownBy(() -> session.insert(new Guest(null)))
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessage(
              "Cannot go on in a session that joined the transaction of a connection: its owner has ended the transaction. Close a session before that, and join the next transaction by another.");
    }
    database.useTransaction(session -> assertThat(session.count(Guest.class)).isZero());
  }

  @Test
  void aSessionWhoseOwnerCommittedByAStatementIsRefused() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN");
      try (Session session = database.session(connection)) {
        session.insert(new Guest(null));
        statement.execute("COMMIT");

        assertThatThrownBy(() -> session.insert(new Guest(null)))
            .isExactlyInstanceOf(CoatcheckException.class)
            .hasMessageStartingWith(
                "Cannot go on in a session that joined the transaction of a connection: its owner has ended");
      }
    }
    database.useTransaction(session -> assertThat(session.count(Guest.class)).isOne());
  }

  @Test
  void aConnectionThatIsClosedIsRefused() throws SQLException {
    connection.close();

    assertThatThrownBy(() -> database.session(connection))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot join the transaction of a connection: it is closed, so its owner has ended the transaction. Join one that goes on.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0000005S", "PT0.0015S", "P30D"})
  void aLockTimeoutThatNoDatabaseKeepsIsRefusedAtOnce(Duration timeout) {
    assertThatThrownBy(() -> Options.defaults().lockTimeout(timeout))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot wait %s for a lock: databases keep times from one millisecond to 24 days, in whole milliseconds. Give such a time, or none for the default of the driver.",
            timeout);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0.001S", "P24D"})
  void aLockTimeoutMayBeTheLeastOrTheGreatest(Duration timeout) {
    try (Database patient =
        Database.open("jdbc:sqlite::memory:", Options.defaults().lockTimeout(timeout))) {
      patient.useTransaction(
          session ->
              assertThat(session.queryOne(long.class, "pragma busy_timeout"))
                  .isEqualTo(timeout.toMillis()));
    }
  }
}
