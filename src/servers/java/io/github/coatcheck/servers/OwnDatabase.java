package io.github.coatcheck.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A database of the user's own, without tables and views before the contract and after it. */
final class OwnDatabase {
  private final String url;

  private OwnDatabase(String url) {
    this.url = url;
  }

  /** Refuses a database in which the contract could replace a table or view of somebody else. */
  static OwnDatabase requireEmpty(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      List<String> tables = tables(connection);
      if (!tables.isEmpty()) {
        throw new IllegalStateException(
            "Cannot run the contract: it drops tables, and the database of COATCHECK_URL already has %s. Name a database that has none."
                .formatted(tables));
      }
    }
    return new OwnDatabase(url);
  }

  /** Drops what the contract made; a table that others refer to in another round. */
  void dropTables() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
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
      assertThat(tables(connection)).as("tables that the contract left").isEmpty();
    }
  }

  /**
   * The tables and views that SQL reaches by name alone, each with its kind, as DROP takes them.
   */
  private static List<String> tables(Connection connection) throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    String quote = metaData.getIdentifierQuoteString();
    List<String> tables = new ArrayList<>();
    try (ResultSet rows = metaData.getTables(connection.getCatalog(), null, "%", kinds(metaData))) {
      while (rows.next()) {
        String name = quote + rows.getString("TABLE_NAME").replace(quote, quote + quote) + quote;
        if (Objects.equals(rows.getString("TABLE_SCHEM"), connection.getSchema())
            || isReached(connection, name)) {
          tables.add((rows.getString("TABLE_TYPE").endsWith("VIEW") ? "VIEW " : "TABLE ") + name);
        }
      }
    }
    return tables;
  }

  private static String[] kinds(DatabaseMetaData metaData) throws SQLException {
    List<String> kinds = new ArrayList<>();
    try (ResultSet rows = metaData.getTableTypes()) {
      while (rows.next()) {
        kinds.add(rows.getString("TABLE_TYPE"));
      }
    }
    return kinds.stream()
        .filter(kind -> kind.matches("(?!SYSTEM).*(TABLE|VIEW)"))
        .toArray(String[]::new);
  }

  /** The path by which a database finds names can lead to other schemas than the current one. */
  private static boolean isReached(Connection connection, String name) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1 FROM " + name + " WHERE 1 = 0");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }
}
