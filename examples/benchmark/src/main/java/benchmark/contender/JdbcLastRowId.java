package benchmark.contender;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Many rows in one statement, their keys counted back from that of the last: right only while they
 * rise by one, which nothing here makes sure of.
 */
final class JdbcLastRowId extends JdbcTuned {
  JdbcLastRowId(String url) throws SQLException {
    super(url);
  }

  @Override
  PreparedStatement prepareMany(int rows) throws SQLException {
    return connection.prepareStatement(insertOf(rows), Statement.RETURN_GENERATED_KEYS);
  }

  @Override
  void insertMany(PreparedStatement statement, List<User> users) throws SQLException {
    bindAll(statement, users);
    statement.executeUpdate();
    try (ResultSet last = statement.getGeneratedKeys()) {
      last.next();
      long key = last.getLong(1) - users.size();
      for (User user : users) {
        user.setId(++key);
      }
    }
  }
}
