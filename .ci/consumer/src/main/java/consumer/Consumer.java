package consumer;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Database;

/** Inserts a row and prints its key. */
public final class Consumer {
  @Table("users")
  record User(@Column(autoincrement = true) Long id, String name) {}

  private Consumer() {}

  /**
   * Runs the program.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    try (Database db = Database.open("jdbc:sqlite::memory:")) {
      db.createTables(User.class);
      User user = db.inTransaction(session -> session.insert(new User(null, "John Doe")));
      System.out.println("key " + user.id());
    }
  }
}
