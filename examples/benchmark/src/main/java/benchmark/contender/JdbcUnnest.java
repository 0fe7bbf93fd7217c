package benchmark.contender;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** The fastest form on PostgreSQL: an array for each column, in statements of a thousand rows. */
final class JdbcUnnest extends JdbcTuned {
  private static final String INSERT_ALL =
      """
      insert into users (name, email, age, created_at)
      select name, email, age, created_at
      from unnest(?::text[], ?::text[], ?::int[], ?::bigint[])
        with ordinality as given (name, email, age, created_at, number)
      order by number
      returning id""";

  private static final int ROWS = 1_000;

  private final Kept insertAll = new Kept(() -> connection.prepareStatement(INSERT_ALL));

  JdbcUnnest(String url) throws SQLException {
    super(url);
  }

  @Override
  public void insertAll(List<User> users) throws SQLException {
    for (int from = 0; from < users.size(); from += ROWS) {
      insertMany(insertAll.get(), users.subList(from, Math.min(from + ROWS, users.size())));
    }
  }

  @Override
  void insertMany(PreparedStatement statement, List<User> users) throws SQLException {
    statement.setArray(1, array("text", users, User::getName));
    statement.setArray(2, array("text", users, User::getEmail));
    statement.setArray(3, array("int4", users, User::getAge));
    statement.setArray(4, array("int8", users, User::getCreatedAt));
    try (ResultSet returned = statement.executeQuery()) {
      setKeys(users, returned);
    }
  }

  private Array array(String type, List<User> users, Function<User, Object> column)
      throws SQLException {
    return connection.createArrayOf(type, users.stream().map(column).toArray());
  }

  @Override
  public void close() throws SQLException {
    insertAll.close();
    super.close();
  }
}
