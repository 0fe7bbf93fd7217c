package records;

import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.io.PrintStream;
import java.util.List;

/** Stores records, which cannot change: what is inserted comes back as a copy with its key. */
public final class Records {
  private Records() {}

  /**
   * Runs the example.
   *
   * @param arguments the JDBC URL of a database, or nothing for one in memory
   */
  public static void main(String[] arguments) {
    run(arguments.length > 0 ? arguments[0] : "jdbc:sqlite::memory:", System.out);
  }

  static void run(String url, PrintStream out) {
    try (Database db = Database.open(url)) {
      db.createTables(User.class);
      try (Session session = db.openSession()) {
        User john = new User("John Doe");
        User saved = session.insert(john);
        out.println("handed in " + john);
        out.println("got back  " + saved);

        List<User> others = session.insertAll(List.of(new User("Grace"), new User("Ada")));
        out.println("inserted  " + others);

        session.update(saved.renamed("Jane Doe"));
        out.println("renamed   " + session.find(User.class, saved.id()).orElseThrow());
        out.println("nobody    " + session.find(User.class, 99));

        out.println("sorted    " + session.list(User.class, "where id > ? order by name", 1));
        session.commit();
      }
    }
  }
}
