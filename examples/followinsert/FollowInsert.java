package followinsert;

import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.SqliteDialect;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Options;
import io.github.coatcheck.session.Session;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Follows one object from {@code session.insert} through the library until it has its key. */
public final class FollowInsert {
  private FollowInsert() {}

  /**
   * Runs the example.
   *
   * @param arguments the JDBC URL of an SQLite database, or nothing for one in memory
   */
  public static void main(String[] arguments) {
    run(
        arguments.length > 0 ? arguments[0] : "jdbc:sqlite:file:/followinsert?vfs=memdb",
        System.out);
  }

  static void run(String url, PrintStream out) {
    List<Trace.Step> steps = new ArrayList<>();
    User ann = insert(url, steps);
    out.println("session.insert(new User(null, Ann)), by the classes of io.github.coatcheck:");
    new StepTree(steps).print(out);
    out.println("The key of Ann is " + ann.id());
  }

  /** Inserts a user, and adds what happens meanwhile to the steps. */
  static User insert(String url, List<Trace.Step> steps) {
    Dialect dialect = Trace.watched(Dialect.class, new SqliteDialect());
    try (Database db = Database.of(watchedSource(url), Options.defaults().dialect(dialect));
        Session session = db.openSession()) {
      // By SQL: createTables would read the class before it is traced.
      session.execute(
          "create table if not exists users (id integer primary key autoincrement, name text)");
      session.commit();
      User ann = new User(null, new Name("Ann"));
      User saved = Trace.follow(() -> SqlLog.noting(() -> session.insert(ann)), steps);
      session.commit();
      return saved;
    }
  }

  /** A source of connections that tell what is called. */
  private static DataSource watchedSource(String url) {
    return (DataSource)
        Proxy.newProxyInstance(
            FollowInsert.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) ->
                Trace.watched(Connection.class, DriverManager.getConnection(url)));
  }
}
