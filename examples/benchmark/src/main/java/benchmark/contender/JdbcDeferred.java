package benchmark.contender;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * JDBC by hand with statements that are kept, many rows in one, and the transactions of the driver.
 * Those are faster on SQLite, and fail where another one wrote between the first read and the first
 * write, which takes the lock for writing.
 */
class JdbcDeferred extends Jdbc {
  /** On SQLite and H2 more rows in one statement win nothing. */
  private final int rows = Server.isMariadb(url) ? 1_000 : 100;

  private final Kept insert = new Kept(this::prepareInsert);
  private final Kept find = new Kept(() -> connection.prepareStatement(FIND));
  private final Kept list = new Kept(() -> connection.prepareStatement(SELECT));
  private final Kept update = new Kept(() -> connection.prepareStatement(UPDATE));
  private final Kept delete = new Kept(() -> connection.prepareStatement(DELETE));
  private final Kept insertMany = new Kept(() -> prepareMany(rows));

  JdbcDeferred(String url) throws SQLException {
    super(url);
  }

  @Override
  public void insert(User user) throws SQLException {
    insert(insert.get(), user);
  }

  @Override
  public void insertAll(List<User> users) throws SQLException {
    for (int from = 0; from < users.size(); from += rows) {
      List<User> chunk = users.subList(from, Math.min(from + rows, users.size()));
      if (chunk.size() == rows) {
        insertMany(insertMany.get(), chunk);
      } else {
        try (PreparedStatement rest = prepareMany(chunk.size())) {
          insertMany(rest, chunk);
        }
      }
    }
  }

  PreparedStatement prepareMany(int rows) throws SQLException {
    return connection.prepareStatement(
        Server.isH2(url)
            ? "select id from final table (" + insertOf(rows) + ")"
            : insertOf(rows) + " returning id");
  }

  static String insertOf(int rows) {
    return INSERT + ", (?, ?, ?, ?)".repeat(rows - 1);
  }

  static void bindAll(PreparedStatement statement, List<User> users) throws SQLException {
    int index = 1;
    for (User user : users) {
      index = bind(statement, index, user);
    }
  }

  void insertMany(PreparedStatement statement, List<User> users) throws SQLException {
    bindAll(statement, users);
    try (ResultSet returned = statement.executeQuery()) {
      setKeys(users, returned);
    }
  }

  /** Keys rise in the order of the rows, but no order is promised for those that are returned. */
  static void setKeys(List<User> users, ResultSet returned) throws SQLException {
    long[] keys = new long[users.size()];
    int count = 0;
    while (returned.next()) {
      keys[count++] = returned.getLong(1);
    }
    if (count != keys.length) {
      throw new SQLException(keys.length + " rows, but " + count + " keys");
    }
    Arrays.sort(keys);
    for (int i = 0; i < count; i++) {
      users.get(i).setId(keys[i]);
    }
  }

  @Override
  public User find(long id) throws SQLException {
    return find(find.get(), id);
  }

  @Override
  public List<User> list() throws SQLException {
    return list(list.get());
  }

  @Override
  public void update(User user) throws SQLException {
    update(update.get(), user);
  }

  @Override
  public void delete(User user) throws SQLException {
    delete(delete.get(), user);
  }

  @Override
  public void close() throws SQLException {
    for (Kept statement : List.of(insert, find, list, update, delete, insertMany)) {
      statement.close();
    }
    super.close();
  }
}
