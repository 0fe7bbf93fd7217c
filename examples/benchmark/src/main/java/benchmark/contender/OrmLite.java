package benchmark.contender;

import com.j256.ormlite.dao.Dao;
import com.j256.ormlite.dao.DaoManager;
import com.j256.ormlite.jdbc.JdbcConnectionSource;
import com.j256.ormlite.logger.Level;
import com.j256.ormlite.logger.Logger;
import com.j256.ormlite.support.DatabaseConnection;
import com.j256.ormlite.table.TableUtils;
import java.sql.SQLException;
import java.util.List;

/** ORMLite: a data access object made from the class. */
final class OrmLite implements Contender {
  private final JdbcConnectionSource source;
  private final Dao<User, Long> users;
  private DatabaseConnection transaction;

  OrmLite(String url) throws SQLException {
    Logger.setGlobalLogLevel(Level.OFF);
    source = new JdbcConnectionSource(url);
    users = DaoManager.createDao(source, User.class);
  }

  @Override
  public void createTable() throws SQLException {
    TableUtils.createTable(users);
  }

  @Override
  public void begin() throws SQLException {
    transaction = users.startThreadConnection();
    users.setAutoCommit(transaction, false);
  }

  @Override
  public void commit() throws SQLException {
    users.commit(transaction);
    end();
  }

  @Override
  public void rollback() throws SQLException {
    users.rollBack(transaction);
    end();
  }

  private void end() throws SQLException {
    users.setAutoCommit(transaction, true);
    users.endThreadConnection(transaction);
  }

  @Override
  public void insert(User user) throws SQLException {
    users.create(user);
  }

  @Override
  public void insertAll(List<User> all) throws SQLException {
    users.create(all);
  }

  @Override
  public User find(long id) throws SQLException {
    return users.queryForId(id);
  }

  @Override
  public List<User> list() throws SQLException {
    return users.queryForAll();
  }

  @Override
  public void update(User user) throws SQLException {
    users.update(user);
  }

  @Override
  public void delete(User user) throws SQLException {
    users.delete(user);
  }

  @Override
  public void close() {
    source.closeQuietly();
  }
}
