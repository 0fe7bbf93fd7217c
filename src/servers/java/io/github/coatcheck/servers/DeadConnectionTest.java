package io.github.coatcheck.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.OutcomeUnknownException;
import io.github.coatcheck.TransientFailureException;
import io.github.coatcheck.session.Database;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that a server has closed while they were in a pool. */
class DeadConnectionTest {
  enum Server {
    POSTGRESQL,
    MARIADB,
    MYSQL_DRIVER;

    String url() {
      return switch (this) {
        case POSTGRESQL -> Servers.postgresql();
        case MARIADB -> Servers.mariadb();
        case MYSQL_DRIVER -> Servers.mysql();
      };
    }

    /** Ends a connection, which its client does not notice. */
    void kill(Connection victim) throws SQLException {
      boolean postgresql = this == POSTGRESQL;
      try (Statement ask = victim.createStatement();
          ResultSet row =
              ask.executeQuery(postgresql ? "SELECT pg_backend_pid()" : "SELECT connection_id()");
          Connection other = DriverManager.getConnection(url());
          Statement kill = other.createStatement()) {
        row.next();
        kill.execute(
            (postgresql ? "SELECT pg_terminate_backend(%d, 5000)" : "KILL %d")
                .formatted(row.getInt(1)));
      }
    }
  }

  /** How many of the next connections are dead when they are taken. */
  private final AtomicInteger dead = new AtomicInteger();

  private Database open(Server server) {
    DataSource pool =
        (DataSource)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                  Connection connection = DriverManager.getConnection(server.url());
                  if (dead.getAndDecrement() > 0) {
                    server.kill(connection);
                  }
                  return connection;
                });
    Database database = Database.of(pool);
    database.dropTables(Item.class);
    database.createTables(Item.class);
    return database;
  }

  @ParameterizedTest
  @EnumSource
  void aTransactionOnADeadConnectionIsRunAgainOnAnother(Server server) {
    try (Database database = open(server)) {
      dead.set(2);
      Item item = database.inTransaction(3, session -> session.insert(new Item(null, "stored")));

      assertThat(database.<Item, RuntimeException>inTransaction(s -> s.list(Item.class).get(0)))
          .isEqualTo(item);
      dead.set(2);
      assertThat(database.<Long, RuntimeException>inTransaction(3, s -> s.count(Item.class)))
          .isOne();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theFirstFailureOfADeadConnectionIsThrown(Server server) {
    try (Database database = open(server)) {
      dead.set(1);
      assertThatThrownBy(() -> database.useTransaction(s -> s.insert(new Item(null, "lost"))))
          .isExactlyInstanceOf(TransientFailureException.class)
          .hasMessageContaining(
              "The connection is closed or lost, and its transaction with it. Run the whole transaction again; a session closes its connection itself.")
          .hasMessageNotContaining("closing the connection")
          .hasMessageNotContaining("ROLLBACK");
      assertThat(database.<Long, RuntimeException>inTransaction(s -> s.count(Item.class))).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionThatIsLostAmidATransactionLosesAllOfItAndTheTransactionIsRunAgain(Server server) {
    try (Database database = open(server)) {
      AtomicInteger runs = new AtomicInteger();
      database.useTransaction(
          2,
          session -> {
            session.insert(new Item(null, "first"));
            if (runs.incrementAndGet() == 1) {
              server.kill(session.connection());
            }
            session.insert(new Item(null, "second"));
          });

      assertThat(runs).hasValue(2);
      assertThat(database.<Long, RuntimeException>inTransaction(s -> s.count(Item.class)))
          .isEqualTo(2);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCommitOnALostConnectionHasAnUnknownOutcome(Server server) throws SQLException {
    try (Database database = open(server)) {
      assertThatThrownBy(
              () ->
                  database.useTransaction(
                      2,
                      session -> {
                        session.insert(new Item(null, "first"));
                        server.kill(session.connection());
                      }))
          .isExactlyInstanceOf(OutcomeUnknownException.class);
    }
  }
}
