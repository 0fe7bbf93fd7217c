package benchmark.contender;

import java.util.List;
import org.hibernate.StatelessSession;

/** Hibernate with a session that remembers nothing. */
final class HibernateStateless extends Hibernate {
  private final StatelessSession session;

  HibernateStateless(String url) {
    super(url);
    session = factory.openStatelessSession();
  }

  @Override
  public void begin() {
    session.beginTransaction();
  }

  @Override
  public void commit() {
    session.getTransaction().commit();
  }

  @Override
  public void rollback() {
    session.getTransaction().rollback();
  }

  @Override
  public void insert(User user) {
    session.insert(user);
  }

  @Override
  public void insertAll(List<User> users) {
    session.insertMultiple(users);
  }

  @Override
  public User find(long id) {
    return session.get(User.class, id);
  }

  @Override
  public List<User> list() {
    return session.createSelectionQuery("from User", User.class).getResultList();
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
    super.close();
  }
}
