package epochs;

import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.io.PrintStream;
import java.time.Instant;

/** Reads and writes times that another program stores as numbers. */
public final class Visits {
  private Visits() {}

  /**
   * Runs the example.
   *
   * @param arguments not used
   */
  public static void main(String[] arguments) {
    run(System.out);
  }

  static void run(PrintStream out) {
    try (Database db = Database.open("jdbc:sqlite::memory:")) {
      db.execute("CREATE TABLE visits (id INTEGER PRIMARY KEY, url TEXT, begun INT, ended INT)");
      db.execute("INSERT INTO visits VALUES (1, '/index', 1714557600, 1714557660500)");
      try (Session session = db.openSession()) {
        session.list(Visit.class).forEach(out::println);

        Instant begun = Instant.parse("2024-05-01T10:15:00Z");
        session.insert(new Visit(null, "/help", begun, begun.plusMillis(250)));
        session
            .query(String.class, "SELECT begun || ' ' || ended FROM visits WHERE url = '/help'")
            .forEach(out::println);

        // A parameter is not converted: it is compared with what the column holds.
        out.println(session.count(Visit.class, "WHERE begun >= ?", begun.getEpochSecond()));
        session.commit();
      }
    }
  }
}
