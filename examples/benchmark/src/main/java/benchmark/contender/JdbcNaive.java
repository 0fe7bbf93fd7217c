package benchmark.contender;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** JDBC by hand as tutorials have it: a statement is prepared for each row. */
final class JdbcNaive extends Jdbc {
  JdbcNaive(String url) throws SQLException {
    super(url);
  }

  @Override
  public void insert(User user) throws SQLException {
    try (PreparedStatement statement = prepareInsert()) {
      insert(statement, user);
    }
  }

  @Override
  public void insertAll(List<User> users) throws SQLException {
    for (User user : users) {
      insert(user);
    }
  }

  @Override
  public User find(long id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      return find(statement, id);
    }
  }

  @Override
  public List<User> list() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
      return list(statement);
    }
  }

  @Override
  public void update(User user) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
      update(statement, user);
    }
  }

  @Override
  public void delete(User user) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
      delete(statement, user);
    }
  }
}
