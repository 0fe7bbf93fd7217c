package benchmark.contender;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * JDBC by hand that reads only what fits: of a text in an integer column, which a table of SQLite
 * may have that is not STRICT, {@code getLong} would make 0.
 */
final class JdbcChecked extends JdbcTuned {
  JdbcChecked(String url) throws SQLException {
    super(url);
  }

  @Override
  User read(ResultSet row) throws SQLException {
    User user =
        new User(
            text(row.getObject(2)),
            text(row.getObject(3)),
            Math.toIntExact(integer(row.getObject(4))),
            integer(row.getObject(5)));
    user.setId(integer(row.getObject(1)));
    return user;
  }

  private static String text(Object cell) {
    return (String) cell;
  }

  /** The driver returns an {@code Integer} where the number fits. */
  private static long integer(Object cell) {
    return cell instanceof Integer number ? number : (Long) cell;
  }
}
