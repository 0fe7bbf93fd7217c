package benchmark.contender;

import java.sql.SQLException;
import java.util.List;
import org.sql2o.Connection;
import org.sql2o.Query;
import org.sql2o.Sql2o;

/** sql2o: SQL with named parameters, bound from the object. */
final class Sql2oQueries implements Contender {
  private static final String INSERT =
      "insert into users (name, email, age, created_at) values (:name, :email, :age, :createdAt)";
  private static final String SELECT =
      "select id, name, email, age, created_at as \"createdAt\" from users";
  private static final String UPDATE =
      "update users set name = :name, email = :email, age = :age, created_at = :createdAt"
          + " where id = :id";

  private final String url;
  private final Connection connection;

  Sql2oQueries(String url) {
    this.url = url;
    connection = new Sql2o(url, null, null).open();
  }

  @Override
  public void createTable() {
    run(connection.createQuery(Server.tableDefinition(url)));
  }

  private static void run(Query query) {
    try (query) {
      query.executeUpdate();
    }
  }

  @Override
  public void begin() throws SQLException {
    connection.getJdbcConnection().setAutoCommit(false);
  }

  @Override
  public void commit() throws SQLException {
    connection.commit(false);
    connection.getJdbcConnection().setAutoCommit(true);
  }

  @Override
  public void rollback() throws SQLException {
    connection.rollback(false);
    connection.getJdbcConnection().setAutoCommit(true);
  }

  @Override
  public void insert(User user) {
    try (Query query = connection.createQuery(INSERT, true)) {
      user.setId(query.bind(user).executeUpdate().getKey(Long.class));
    }
  }

  /** On SQLite a batch gives no keys, and says nothing. */
  @Override
  public void insertAll(List<User> users) {
    if (Server.isSqlite(url)) {
      users.forEach(this::insert);
    } else {
      insertBatch(users);
    }
  }

  private void insertBatch(List<User> users) {
    try (Query query = connection.createQuery(INSERT + " returning id", true)) {
      users.forEach(user -> query.bind(user).addToBatch());
      List<Long> keys = query.executeBatch().getKeys(Long.class);
      for (int i = 0; i < keys.size(); i++) {
        users.get(i).setId(keys.get(i));
      }
    }
  }

  @Override
  public User find(long id) {
    try (Query query = connection.createQuery(SELECT + " where id = :id")) {
      return query.addParameter("id", id).executeAndFetchFirst(User.class);
    }
  }

  @Override
  public List<User> list() {
    try (Query query = connection.createQuery(SELECT)) {
      return query.executeAndFetch(User.class);
    }
  }

  @Override
  public void update(User user) {
    run(connection.createQuery(UPDATE).bind(user));
  }

  @Override
  public void delete(User user) {
    run(
        connection
            .createQuery("delete from users where id = :id")
            .addParameter("id", user.getId()));
  }

  @Override
  public void close() {
    connection.close();
  }
}
