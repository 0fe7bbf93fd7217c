package benchmark.contender;

import java.sql.SQLException;
import java.util.List;

/**
 * One way to store users: a library, or JDBC by hand. It has one connection and serves one thread.
 *
 * <p>All work is done between {@link #begin} and {@link #commit} or {@link #rollback}.
 */
public interface Contender extends AutoCloseable {
  /** Opens the contender of a class. */
  static Contender open(String typeName, String url) {
    try {
      return (Contender)
          Class.forName(typeName).getDeclaredConstructor(String.class).newInstance(url);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot open " + typeName, e);
    }
  }

  /** Creates the table, from the class where the library can do that. */
  void createTable() throws SQLException;

  void begin() throws SQLException;

  void commit() throws SQLException;

  void rollback() throws SQLException;

  /** Inserts a user, which has its key then. */
  void insert(User user) throws SQLException;

  /** Inserts users, which have their keys then, in the best way for many that gives the keys. */
  void insertAll(List<User> users) throws SQLException;

  /** The user with a key that is in the table. */
  User find(long id) throws SQLException;

  List<User> list() throws SQLException;

  void update(User user) throws SQLException;

  void delete(User user) throws SQLException;

  @Override
  void close() throws SQLException;
}
