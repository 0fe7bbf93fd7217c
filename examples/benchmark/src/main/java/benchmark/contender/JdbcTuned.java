package benchmark.contender;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * JDBC by hand, as fast as it gets with keys and transactions that are certain: on SQLite BEGIN
 * IMMEDIATE takes the lock for writing at once. The driver's settings are as they come.
 */
class JdbcTuned extends JdbcDeferred {
  JdbcTuned(String url) throws SQLException {
    super(url);
  }

  @Override
  public void begin() throws SQLException {
    run(Server.begin(url));
  }

  @Override
  public void commit() throws SQLException {
    run("commit");
  }

  @Override
  public void rollback() throws SQLException {
    run("rollback");
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
