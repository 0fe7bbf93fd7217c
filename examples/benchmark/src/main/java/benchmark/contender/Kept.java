package benchmark.contender;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A statement that is prepared when it is first used, and kept. */
final class Kept implements AutoCloseable {
  /** How it is prepared. */
  interface Preparation {
    PreparedStatement prepare() throws SQLException;
  }

  private final Preparation preparation;
  private PreparedStatement statement;

  Kept(Preparation preparation) {
    this.preparation = preparation;
  }

  PreparedStatement get() throws SQLException {
    if (statement == null) {
      statement = preparation.prepare();
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    if (statement != null) {
      statement.close();
    }
  }
}
