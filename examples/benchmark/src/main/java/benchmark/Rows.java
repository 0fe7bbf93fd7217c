package benchmark;

import benchmark.contender.User;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The table as the harness sees it, past every contender. */
final class Rows {
  private Rows() {}

  /** Inserts users with the keys from 1 on. */
  static void insert(Connection connection, int count) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into users (name, email, age, created_at) values (?, ?, ?, ?)")) {
      for (int i = 1; i <= count; i++) {
        User user = User.of(i);
        statement.setString(1, user.getName());
        statement.setString(2, user.getEmail());
        statement.setInt(3, user.getAge());
        statement.setLong(4, user.getCreatedAt());
        statement.addBatch();
      }
      statement.executeBatch();
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  static void deleteAbove(Connection connection, long key) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("delete from users where id > ?")) {
      statement.setLong(1, key);
      statement.executeUpdate();
    }
  }

  static long count(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select count(*) from users");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  static Optional<User> find(Connection connection, long key) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select name, email, age, created_at from users where id = ?")) {
      statement.setLong(1, key);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        User user = new User(row.getString(1), row.getString(2), row.getInt(3), row.getLong(4));
        user.setId(key);
        return Optional.of(user);
      }
    }
  }
}
