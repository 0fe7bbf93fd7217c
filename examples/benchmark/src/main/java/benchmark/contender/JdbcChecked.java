package benchmark.contender;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * JDBC by hand that reads only what fits: of a text in an integer column, which a table of SQLite
 * may have that is not STRICT, {@code getLong} would make 0.
 */
final class JdbcChecked extends JdbcTuned {
  private final Kept find = new Kept(() -> connection.prepareStatement(FIND));
  private final Kept list = new Kept(() -> connection.prepareStatement(SELECT));

  JdbcChecked(String url) throws SQLException {
    super(url);
  }

  @Override
  public User find(long id) throws SQLException {
    PreparedStatement statement = find.get();
    statement.setLong(1, id);
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return readChecked(row);
    }
  }

  @Override
  public List<User> list() throws SQLException {
    List<User> users = new ArrayList<>();
    try (ResultSet rows = list.get().executeQuery()) {
      while (rows.next()) {
        users.add(readChecked(rows));
      }
    }
    return users;
  }

  private static User readChecked(ResultSet row) throws SQLException {
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

  @Override
  public void close() throws SQLException {
    find.close();
    list.close();
    super.close();
  }
}
