package benchmark.contender;

import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.util.List;

/** Coatcheck with one session, which begins its transactions by itself. */
final class Coatcheck implements Contender {
  private final Database database;
  private final Session session;

  Coatcheck(String url) {
    database = Database.open(url);
    session = database.openSession();
  }

  @Override
  public void createTable() {
    database.createTables(User.class);
  }

  @Override
  public void begin() {}

  @Override
  public void commit() {
    session.commit();
  }

  @Override
  public void rollback() {
    session.rollback();
  }

  @Override
  public void insert(User user) {
    session.insert(user);
  }

  @Override
  public void insertAll(List<User> users) {
    session.insertAll(users);
  }

  @Override
  public User find(long id) {
    return session.find(User.class, id).orElseThrow();
  }

  @Override
  public List<User> list() {
    return session.list(User.class);
  }

  @Override
  public void update(User user) {
    session.update(user);
  }

  @Override
  public void delete(User user) {
    session.delete(user);
  }

  @Override
  public void close() {
    session.close();
    database.close();
  }
}
