package typedids;

import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.io.PrintStream;
import java.util.List;

/** Gives the key of a table a type of its own, so that the compiler refuses any other number. */
public final class TypedIds {
  private TypedIds() {}

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
      db.createTables(User.class, Message.class);
      try (Session session = db.openSession()) {
        User ann = session.insert(new User(null, "Ann"));
        User ben = session.insert(new User(null, "Ben"));
        session.insert(new Message(null, ben.id(), "Hello"));
        session.insert(new Message(null, ann.id(), "Hello yourself"));
        session.insert(new Message(null, ben.id(), "Bye"));
        session.commit();

        out.println(session.find(User.class, new UserId(2)));
        out.println(textsOf(session, ben.id()));
        out.println(
            session.query(
                String.class,
                "select name from users where id in (?) order by name",
                List.of(ann.id(), ben.id())));
        out.println(session.queryOne(UserId.class, "select max(id) from users"));
      }
    }
  }

  /** The id is a parameter like any other. With {@code message.id()} this does not compile. */
  private static List<String> textsOf(Session session, UserId sender) {
    return session.query(
        String.class, "select text from messages where sender = ? order by id", sender);
  }
}
