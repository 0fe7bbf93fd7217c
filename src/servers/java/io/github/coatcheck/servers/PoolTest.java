package io.github.coatcheck.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions on the connections of HikariCP. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class PoolTest {
  private static final int SESSIONS = 100_000;
  private static final int THREADS = 2;

  @Table("guest")
  record Guest(
      @Column(primaryKey = true, autoincrement = true) Long id,
      @Column(unique = true) String name) {}

  /** The databases below the pool. */
  enum Below {
    SQLITE,
    H2,
    POSTGRESQL,
    POSTGRESQL18,
    MARIADB;

    String url(Path folder) {
      return switch (this) {
        case SQLITE -> "jdbc:sqlite:" + folder.resolve("pool.db");
        case H2 -> "jdbc:h2:mem:pool;DB_CLOSE_DELAY=-1";
        case POSTGRESQL -> Servers.postgresql();
        case POSTGRESQL18 -> Servers.postgresql18();
        case MARIADB -> Servers.mariadb();
      };
    }
  }

  @TempDir Path folder;

  private static HikariConfig config() {
    HikariConfig config = new HikariConfig();
    config.setMaximumPoolSize(THREADS);
    config.setConnectionTimeout(10_000);
    return config;
  }

  private static void renewTable(Database database) {
    database.dropTables(Guest.class);
    database.createTables(Guest.class);
  }

  @ParameterizedTest
  @EnumSource
  void sessionsLeaveNeitherConnectionsNorStatementsBehind(Below below) throws Exception {
    CountingDriver driver = new CountingDriver(below.url(folder));
    HikariConfig config = config();
    config.setDataSource(driver.dataSource());
    try (HikariDataSource pool = new HikariDataSource(config);
        Database database = Database.of(pool)) {
      renewTable(database);

      runSessions(database);

      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
      assertThat(driver.openConnections()).isLessThanOrEqualTo(THREADS);
      assertThat(driver.openStatements()).isZero();
      assertThat(driver.statementsEver()).isGreaterThan(SESSIONS);
      System.out.printf(
          "%,d sessions on %s: %,d statements, none left open%n",
          SESSIONS, below, driver.statementsEver());
    }
    assertThat(driver.openConnections()).isZero();
  }

  private static void runSessions(Database database) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> futures =
          IntStream.range(0, THREADS)
              .<Future<?>>mapToObj(thread -> executor.submit(() -> runSessions(database, thread)))
              .toList();
      for (Future<?> future : futures) {
        future.get();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  /** Sessions that read, and now and then one that commits, fails, or is closed without an end. */
  private static void runSessions(Database database, int thread) {
    for (int i = 0; i < SESSIONS / THREADS; i++) {
      Guest guest = new Guest(null, thread + " " + i);
      try (Session session = database.openSession()) {
        switch (i % 200) {
          case 0 -> {
            session.insert(guest);
            session.commit();
          }
          case 1 -> session.insertAll(List.of(guest, new Guest(null, "another " + thread)));
          case 2 ->
              assertThatThrownBy(() -> session.insertAll(List.of(guest, guest, guest))).isNotNull();
          default -> session.find(Guest.class, i);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void connectionsAreGivenBackAsTheyCame(Below below) throws SQLException {
    HikariConfig config = config();
    config.setJdbcUrl(below.url(folder));
    config.setMaximumPoolSize(1);
    if (below == Below.MARIADB) {
      config.setConnectionInitSql("SET time_zone = '+05:00'");
    }
    config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
    try (HikariDataSource pool = new HikariDataSource(config);
        Database database = Database.of(pool)) {
      renewTable(database);
      endInEveryWay(database);
      assertClean(pool);
      if (below == Below.MARIADB) {
        assertThat(text(pool, "select @@time_zone")).isEqualTo("+05:00");
      }
      assertThat(database.<Long, RuntimeException>inTransaction(s -> s.count(Guest.class)))
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPoolWithAutoCommitOffIsRefusedAndKeepsItsConnection(Below below) {
    HikariConfig config = config();
    config.setJdbcUrl(below.url(folder));
    config.setMaximumPoolSize(1);
    config.setAutoCommit(false);
    try (HikariDataSource pool = new HikariDataSource(config);
        Database database = Database.of(pool)) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(database::openSession)
            .hasMessageStartingWith("Cannot use a connection that arrives with auto-commit off");
      }
    }
  }

  private static void endInEveryWay(Database database) {
    Guest guest = new Guest(null, "the only one");
    database.useTransaction(session -> session.insert(guest));
    assertThatThrownBy(() -> database.useTransaction(session -> session.insert(guest)))
        .isInstanceOf(ConstraintViolationException.class);
    try (Session rolledBack = database.openSession()) {
      rolledBack.insert(new Guest(null, "never there"));
      rolledBack.rollback();
    }
    try (Session left = database.openSession()) {
      left.insert(new Guest(null, "forgotten"));
    }
    try (Session reader = database.openReadOnlySession()) {
      reader.list(Guest.class);
    }
  }

  private static String text(HikariDataSource pool, String select) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(select)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void assertClean(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      assertThat(connection.getAutoCommit()).isTrue();
      assertThat(connection.isReadOnly()).isFalse();
      assertThat(connection.getTransactionIsolation())
          .isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
    }
  }
}
