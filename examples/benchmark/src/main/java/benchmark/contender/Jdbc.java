package benchmark.contender;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the ways to use JDBC by hand have in common. */
abstract class Jdbc implements Contender {
  static final String INSERT =
      "insert into users (name, email, age, created_at) values (?, ?, ?, ?)";
  static final String SELECT = "select id, name, email, age, created_at from users";
  static final String FIND = SELECT + " where id = ?";
  static final String UPDATE =
      "update users set name = ?, email = ?, age = ?, created_at = ? where id = ?";
  static final String DELETE = "delete from users where id = ?";

  final Connection connection;
  final String url;

  Jdbc(String url) throws SQLException {
    this.url = url;
    connection = DriverManager.getConnection(url);
  }

  /** PostgreSQL's driver returns all columns unless one is named. */
  PreparedStatement prepareInsert() throws SQLException {
    return Server.isSqlite(url)
        ? connection.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS)
        : connection.prepareStatement(INSERT, new String[] {"id"});
  }

  @Override
  public void createTable() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(Server.tableDefinition(url));
    }
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

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** Binds all but the key, and tells the next index. */
  static int bind(PreparedStatement statement, int index, User user) throws SQLException {
    statement.setString(index, user.getName());
    statement.setString(index + 1, user.getEmail());
    statement.setInt(index + 2, user.getAge());
    statement.setLong(index + 3, user.getCreatedAt());
    return index + 4;
  }

  static void insert(PreparedStatement insert, User user) throws SQLException {
    bind(insert, 1, user);
    insert.executeUpdate();
    try (ResultSet keys = insert.getGeneratedKeys()) {
      keys.next();
      user.setId(keys.getLong(1));
    }
  }

  User find(PreparedStatement find, long id) throws SQLException {
    find.setLong(1, id);
    try (ResultSet row = find.executeQuery()) {
      row.next();
      return read(row);
    }
  }

  User read(ResultSet row) throws SQLException {
    User user = new User(row.getString(2), row.getString(3), row.getInt(4), row.getLong(5));
    user.setId(row.getLong(1));
    return user;
  }

  List<User> list(PreparedStatement list) throws SQLException {
    List<User> users = new ArrayList<>();
    try (ResultSet rows = list.executeQuery()) {
      while (rows.next()) {
        users.add(read(rows));
      }
    }
    return users;
  }

  static void update(PreparedStatement update, User user) throws SQLException {
    bind(update, 1, user);
    update.setLong(5, user.getId());
    update.executeUpdate();
  }

  static void delete(PreparedStatement delete, User user) throws SQLException {
    delete.setLong(1, user.getId());
    delete.executeUpdate();
  }
}
