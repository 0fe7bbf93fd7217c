package benchmark.contender;

import java.sql.SQLException;

/** The smallest program there is: a table, a row, its key. Run in a fresh process. */
public final class Seed {
  private Seed() {}

  /** Takes the name of the contender's class. */
  public static void main(String[] arguments) throws SQLException {
    try (Contender contender = Contender.open(arguments[0], "jdbc:sqlite::memory:")) {
      contender.createTable();
      User user = new User("John Doe", "john@example.com", 42, 1_700_000_000_000L);
      contender.begin();
      contender.insert(user);
      contender.commit();
      System.out.println(user.getId());
    }
  }
}
