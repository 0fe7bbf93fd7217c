package quickstart;

import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;

/** Stores one user in a file, and prints the number that it got. */
public final class QuickStart {
  private QuickStart() {}

  /**
   * Runs the example.
   *
   * @param arguments the JDBC URL of a database, or nothing
   */
  public static void main(String[] arguments) {
    run(arguments.length > 0 ? arguments[0] : "jdbc:sqlite:example.db");
  }

  static void run(String url) {
    try (Database db = Database.open(url)) {
      db.createTables(User.class);
      try (Session session = db.openSession()) {
        User user = new User("John Doe");
        session.add(user);
        session.commit();
        System.out.println(user.id());
      }
    }
  }
}
