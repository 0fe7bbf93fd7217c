package benchmark.contender;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jdbi.v3.sqlobject.config.RegisterBeanMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindBean;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Jdbi: SQL in the annotations of an interface. */
final class JdbiSqlObject implements Contender {
  /** The SQL. Public, since Jdbi asks for that. */
  @RegisterBeanMapper(User.class)
  public interface Users {
    @SqlUpdate(
        "insert into users (name, email, age, created_at) values (:name, :email, :age, :createdAt)")
    @GetGeneratedKeys("id")
    long insert(@BindBean User user);

    @SqlBatch(
        "insert into users (name, email, age, created_at) values (:name, :email, :age, :createdAt)")
    @GetGeneratedKeys("id")
    long[] insertAll(@BindBean List<User> users);

    @SqlQuery("select id, name, email, age, created_at from users where id = :id")
    User find(@Bind("id") long id);

    @SqlQuery("select id, name, email, age, created_at from users")
    List<User> list();

    @SqlUpdate(
        "update users set name = :name, email = :email, age = :age, created_at = :createdAt"
            + " where id = :id")
    void update(@BindBean User user);

    @SqlUpdate("delete from users where id = :id")
    void delete(@BindBean User user);
  }

  private final String url;
  private final Handle handle;
  private final Users users;

  JdbiSqlObject(String url) {
    this.url = url;
    handle = Jdbi.create(url).installPlugin(new SqlObjectPlugin()).open();
    users = handle.attach(Users.class);
  }

  @Override
  public void createTable() {
    handle.execute(Server.tableDefinition(url));
  }

  @Override
  public void begin() {
    handle.begin();
  }

  @Override
  public void commit() {
    handle.commit();
  }

  @Override
  public void rollback() {
    handle.rollback();
  }

  @Override
  public void insert(User user) {
    user.setId(users.insert(user));
  }

  /** On SQLite a batch gives no keys, and says nothing. */
  @Override
  public void insertAll(List<User> all) {
    if (Server.isSqlite(url)) {
      all.forEach(this::insert);
    } else {
      long[] keys = users.insertAll(all);
      for (int i = 0; i < keys.length; i++) {
        all.get(i).setId(keys[i]);
      }
    }
  }

  @Override
  public User find(long id) {
    return users.find(id);
  }

  @Override
  public List<User> list() {
    return users.list();
  }

  @Override
  public void update(User user) {
    users.update(user);
  }

  @Override
  public void delete(User user) {
    users.delete(user);
  }

  @Override
  public void close() {
    handle.close();
  }
}
