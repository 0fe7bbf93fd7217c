package benchmark.contender;

import java.util.List;
import org.hibernate.Session;

/** Hibernate with a session for each transaction, as it remembers all that went through it. */
final class HibernateSession extends Hibernate {
  /** As many as the guide suggests before the session is emptied. */
  private static final int ROWS = 50;

  private Session session;
  private boolean isChanged;

  HibernateSession(String url) {
    super(url);
  }

  @Override
  public void begin() {
    session = factory.openSession();
    session.beginTransaction();
    isChanged = false;
  }

  @Override
  public void commit() {
    session.getTransaction().commit();
    session.close();
  }

  /** Does first what was put off, which would not be done at all otherwise. */
  @Override
  public void rollback() {
    if (isChanged) {
      session.flush();
    }
    session.getTransaction().rollback();
    session.close();
  }

  @Override
  public void insert(User user) {
    session.persist(user);
  }

  @Override
  public void insertAll(List<User> users) {
    int count = 0;
    for (User user : users) {
      session.persist(user);
      if (++count % ROWS == 0) {
        session.flush();
        session.clear();
      }
    }
  }

  @Override
  public User find(long id) {
    return session.find(User.class, id);
  }

  @Override
  public List<User> list() {
    return session.createSelectionQuery("from User", User.class).getResultList();
  }

  @Override
  public void update(User user) {
    session.merge(user);
    isChanged = true;
  }

  @Override
  public void delete(User user) {
    session.remove(user);
    isChanged = true;
  }
}
