package benchmark.contender;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** Spring's JdbcClient, with named parameters taken from the object. */
final class SpringJdbcClient implements Contender {
  private static final String INSERT =
      "insert into users (name, email, age, created_at) values (:name, :email, :age, :createdAt)";
  private static final String SELECT = "select id, name, email, age, created_at from users";
  private static final String UPDATE =
      "update users set name = :name, email = :email, age = :age, created_at = :createdAt"
          + " where id = :id";

  private final String url;
  private final SingleConnectionDataSource source;
  private final JdbcClient client;
  private final DataSourceTransactionManager transactions;
  private TransactionStatus transaction;

  SpringJdbcClient(String url) {
    this.url = url;
    source = new SingleConnectionDataSource(url, true);
    client = JdbcClient.create(source);
    transactions = new DataSourceTransactionManager(source);
  }

  @Override
  public void createTable() {
    client.sql(Server.tableDefinition(url)).update();
  }

  @Override
  public void begin() {
    transaction = transactions.getTransaction(new DefaultTransactionDefinition());
  }

  @Override
  public void commit() {
    transactions.commit(transaction);
  }

  @Override
  public void rollback() {
    transactions.rollback(transaction);
  }

  @Override
  public void insert(User user) {
    KeyHolder key = new GeneratedKeyHolder();
    client.sql(INSERT).paramSource(user).update(key, "id");
    user.setId(key.getKey().longValue());
  }

  /** On SQLite a batch gives no keys, and says nothing. */
  @Override
  public void insertAll(List<User> users) {
    if (Server.isSqlite(url)) {
      users.forEach(this::insert);
    } else {
      KeyHolder holder = new GeneratedKeyHolder();
      new JdbcTemplate(source)
          .batchUpdate(
              connection -> connection.prepareStatement(Jdbc.INSERT, new String[] {"id"}),
              new UsersSetter(users),
              holder);
      List<Map<String, Object>> keys = holder.getKeyList();
      for (int i = 0; i < keys.size(); i++) {
        users.get(i).setId((Long) keys.get(i).get("id"));
      }
    }
  }

  @Override
  public User find(long id) {
    return client.sql(SELECT + " where id = :id").param("id", id).query(User.class).single();
  }

  @Override
  public List<User> list() {
    return client.sql(SELECT).query(User.class).list();
  }

  @Override
  public void update(User user) {
    client.sql(UPDATE).paramSource(user).update();
  }

  @Override
  public void delete(User user) {
    client.sql("delete from users where id = :id").param("id", user.getId()).update();
  }

  @Override
  public void close() {
    source.close();
  }

  private record UsersSetter(List<User> users) implements BatchPreparedStatementSetter {
    @Override
    public void setValues(PreparedStatement statement, int index) throws SQLException {
      Jdbc.bind(statement, 1, users.get(index));
    }

    @Override
    public int getBatchSize() {
      return users.size();
    }
  }
}
