package quickstart;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What {@link QuickStart} does, without Coatcheck. */
public final class PlainJdbc {
  private PlainJdbc() {}

  /**
   * Runs the example.
   *
   * @param arguments the JDBC URL of a database, or nothing
   * @throws SQLException as the driver likes
   */
  public static void main(String[] arguments) throws SQLException {
    run(arguments.length > 0 ? arguments[0] : "jdbc:sqlite:example.db");
  }

  static void run(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT)");
      }
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO users (name) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
        insert.setString(1, "John Doe");
        insert.executeUpdate();
        try (ResultSet keys = insert.getGeneratedKeys()) {
          keys.next();
          System.out.println(keys.getLong(1));
        }
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    }
  }
}
