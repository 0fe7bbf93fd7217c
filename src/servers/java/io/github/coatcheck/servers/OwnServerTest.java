package io.github.coatcheck.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.contract.Contract;
import io.github.coatcheck.session.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract, on whatever database the environment names; it has to be empty, and is again. */
@EnabledIfEnvironmentVariable(
    named = "COATCHECK_URL",
    matches = "jdbc:.+",
    disabledReason = "COATCHECK_URL names no database of your own")
class OwnServerTest extends Contract {
  private static boolean empty;

  @Override
  protected Database open() {
    return Database.open(Servers.url("COATCHECK_URL"));
  }

  @BeforeAll
  static void requireEmptyDatabase() throws SQLException {
    try (Connection connection = DriverManager.getConnection(Servers.url("COATCHECK_URL"))) {
      assertThat(tables(connection))
          .as("The tests drop tables, so COATCHECK_URL must name a database that has none")
          .isEmpty();
    }
    empty = true;
  }

  /** Drops what the tests made; a table that others refer to in another round. */
  @AfterAll
  static void dropTables() throws SQLException {
    if (!empty) {
      return;
    }
    try (Connection connection = DriverManager.getConnection(Servers.url("COATCHECK_URL"));
        Statement statement = connection.createStatement()) {
      for (int round = 0; round < 10; round++) {
        for (String table : tables(connection)) {
          try {
            statement.execute("DROP " + table);
          } catch (SQLException e) {
            // Another round may find it without those that refer to it.
          }
        }
      }
      assertThat(tables(connection)).isEmpty();
    }
  }

  /** The tables and views, each with its kind, as DROP takes them. */
  private static List<String> tables(Connection connection) throws SQLException {
    String quote = connection.getMetaData().getIdentifierQuoteString();
    List<String> tables = new ArrayList<>();
    try (ResultSet rows =
        connection
            .getMetaData()
            .getTables(
                connection.getCatalog(),
                connection.getSchema(),
                "%",
                new String[] {"TABLE", "BASE TABLE", "VIEW"})) {
      while (rows.next()) {
        String kind = rows.getString("TABLE_TYPE").equals("VIEW") ? "VIEW " : "TABLE ";
        String name = rows.getString("TABLE_NAME").replace(quote, quote + quote);
        tables.add(kind + quote + name + quote);
      }
    }
    return tables;
  }
}
