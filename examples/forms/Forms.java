package forms;

import io.github.coatcheck.dialect.SqliteDialect;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Options;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDateTime;

/** Reads and writes the timestamps of a program in Python. */
public final class Forms {
  private Forms() {}

  /**
   * Runs the example.
   *
   * @param arguments not used
   */
  public static void main(String[] arguments) {
    run("jdbc:sqlite::memory:", System.out);
  }

  static void run(String url, PrintStream out) {
    SqliteDialect dialect = new SqliteDialect().timestamps(TimestampForm.PYTHON);
    try (Database db = Database.open(url, Options.defaults().dialect(dialect))) {
      db.execute(
          "CREATE TABLE visits (at TEXT PRIMARY KEY, local TEXT);"
              + " INSERT INTO visits VALUES ('2024-05-01 08:00:00.500000', '2024-05-01 10:00:00')");
      db.useTransaction(
          session -> {
            Instant noon = Instant.parse("2024-05-01T12:00:00Z");
            session.insert(new Visit(noon, LocalDateTime.parse("2024-05-01T14:00:00.25")));
            session.list(Visit.class, "WHERE at < ?", noon).forEach(out::println);
            session.query(String.class, "SELECT local FROM visits").forEach(out::println);
          });
    }
  }
}
