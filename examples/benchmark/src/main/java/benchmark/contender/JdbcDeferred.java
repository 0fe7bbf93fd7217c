package benchmark.contender;

import java.sql.SQLException;

/**
 * The same with the transactions of the driver, which are faster on SQLite, and fail where another
 * one wrote between the first read and the first write.
 */
final class JdbcDeferred extends JdbcTuned {
  JdbcDeferred(String url) throws SQLException {
    super(url);
  }

  @Override
  public void begin() throws SQLException {
    connection.setAutoCommit(false);
  }

  @Override
  public void commit() throws SQLException {
    connection.commit();
    connection.setAutoCommit(true);
  }

  @Override
  public void rollback() throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
  }
}
