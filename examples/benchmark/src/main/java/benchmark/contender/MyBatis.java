package benchmark.contender;

import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.datasource.pooled.PooledDataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/**
 * MyBatis: SQL in the annotations of an interface, one session, which is always in a transaction.
 */
final class MyBatis implements Contender {
  /** The SQL. */
  interface Users {
    @Update("${definition}")
    void createTable(@Param("definition") String definition);

    @Insert(
        "insert into users (name, email, age, created_at)"
            + " values (#{name}, #{email}, #{age}, #{createdAt})")
    @Options(useGeneratedKeys = true, keyProperty = "id", keyColumn = "id")
    void insert(User user);

    @Select("select id, name, email, age, created_at from users where id = #{id}")
    User find(long id);

    @Select("select id, name, email, age, created_at from users")
    List<User> list();

    @Update(
        "update users set name = #{name}, email = #{email}, age = #{age},"
            + " created_at = #{createdAt} where id = #{id}")
    void update(User user);

    @Delete("delete from users where id = #{id}")
    void delete(User user);
  }

  private final String url;
  private final PooledDataSource source;
  private final SqlSessionFactory factory;
  private final SqlSession session;
  private final Users users;

  MyBatis(String url) {
    this.url = url;
    source = new PooledDataSource(driver(url), url, null, null);
    Configuration configuration =
        new Configuration(new Environment("benchmark", new JdbcTransactionFactory(), source));
    configuration.setMapUnderscoreToCamelCase(true);
    configuration.addMapper(Users.class);
    factory = new SqlSessionFactoryBuilder().build(configuration);
    session = factory.openSession();
    users = session.getMapper(Users.class);
  }

  private static String driver(String url) {
    if (Server.isSqlite(url)) {
      return "org.sqlite.JDBC";
    }
    return Server.isMariadb(url) ? "org.mariadb.jdbc.Driver" : "org.postgresql.Driver";
  }

  @Override
  public void createTable() {
    users.createTable(Server.tableDefinition(url));
  }

  @Override
  public void begin() {}

  @Override
  public void commit() {
    session.commit(true);
  }

  @Override
  public void rollback() {
    session.rollback(true);
  }

  @Override
  public void insert(User user) {
    users.insert(user);
  }

  /** On SQLite a batch leaves the keys null, and says nothing. */
  @Override
  public void insertAll(List<User> all) {
    if (Server.isSqlite(url)) {
      all.forEach(users::insert);
    } else {
      SqlSession batch = factory.openSession(ExecutorType.BATCH, session.getConnection());
      all.forEach(batch.getMapper(Users.class)::insert);
      batch.flushStatements();
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
    session.close();
    source.forceCloseAll();
  }
}
