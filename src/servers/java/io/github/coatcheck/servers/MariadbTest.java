package io.github.coatcheck.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.StaleRowException;
import io.github.coatcheck.contract.Contract;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Options;
import io.github.coatcheck.session.Session;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract, on MariaDB by its driver, which sends batches row by row. */
class MariadbTest extends Contract {
  @Override
  protected Database open() {
    return Database.open(Servers.mariadb() + "&useBulkStmts=false&useBulkStmtsForInserts=false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nextval(item_numbers)", "uuid_short()"})
  void aKeyThatADefaultMakesIsRefusedByInsertAndInsertAllAlike(String expression) {
    try (Database database = open();
        Session session = database.openSession()) {
      database.dropTables(Item.class);
      database.execute("CREATE SEQUENCE IF NOT EXISTS item_numbers");
      database.execute(
          "CREATE TABLE item (id BIGINT PRIMARY KEY DEFAULT (%s), name TEXT)"
              .formatted(expression));

      assertThatThrownBy(() -> session.insert(new Item(null, "one")))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessageEndingWith(
              "the table does not make it. Define the column as `id` BIGINT AUTO_INCREMENT PRIMARY KEY, or set the key in the program and remove autoincrement.");
      assertThatThrownBy(() -> session.insertAll(Item.of("of many", 2)))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessageContaining("the table does not make it");
      assertThat(session.count(Item.class)).isZero();
    }
  }

  @Test
  void aConnectionWithAnotherZoneThanUtcIsNotJoined() throws SQLException {
    for (String url : List.of(Servers.mariadb(), Servers.mysql())) {
      try (Database database = Database.open(url);
          Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute("SET time_zone = '+05:00'");
        assertThatThrownBy(() -> database.session(connection))
            .isExactlyInstanceOf(CoatcheckException.class)
            .hasMessage(
                "Cannot join the transaction of a connection: its time zone is not UTC, so that instants and CURRENT_TIMESTAMP would differ; set time_zone to '+00:00'.");
        statement.execute("SET time_zone = '+00:00'");
        database.session(connection).close();
      }
    }
  }

  @Test
  void onConnectCannotSetAnotherZoneThanUtc() {
    for (String url : List.of(Servers.mariadb(), Servers.mysql())) {
      Options zone = Options.defaults().onConnect("SET time_zone = '+05:00'");
      try (Database database = Database.open(url, zone)) {
        assertThatThrownBy(database::openSession)
            .isExactlyInstanceOf(CoatcheckException.class)
            .hasMessage(
                "Cannot use a connection as onConnect(...) has set it up: its time zone is not UTC, so that instants and CURRENT_TIMESTAMP would differ; set time_zone to '+00:00'.");
      }
      Options isolation = Options.defaults().onConnect("SET SESSION sort_buffer_size = 400000");
      try (Database database = Database.open(url, isolation)) {
        database.openSession().close();
      }
    }
  }

  @Test
  void aRowThatAnotherSessionDeletedIsGoneAlthoughASelectStillShowsIt() {
    try (Database database = open();
        Session session = database.openSession()) {
      database.dropTables(Item.class);
      database.createTables(Item.class);
      List<Item> items = database.inTransaction(other -> other.insertAll(Item.of("old", 2)));
      assertThat(session.list(Item.class)).hasSize(2);
      database.useTransaction(other -> other.deleteAll(items));

      assertThatThrownBy(() -> session.update(items.get(0)))
          .isExactlyInstanceOf(StaleRowException.class);
      assertThat(session.delete(items.get(1))).isFalse();
      assertThat(session.list(Item.class)).hasSize(2);
    }
  }
}
