package benchmark.contender;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** JDBC's own batch, which on SQLite gives no keys: less work than all others do. */
final class JdbcBatchWithoutKeys extends JdbcTuned {
  private final Kept batch = new Kept(() -> connection.prepareStatement(INSERT));

  JdbcBatchWithoutKeys(String url) throws SQLException {
    super(url);
  }

  @Override
  public void insertAll(List<User> users) throws SQLException {
    PreparedStatement statement = batch.get();
    for (User user : users) {
      bind(statement, 1, user);
      statement.addBatch();
    }
    statement.executeBatch();
  }

  @Override
  public void close() throws SQLException {
    batch.close();
    super.close();
  }
}
