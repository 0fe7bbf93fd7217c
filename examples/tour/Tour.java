package tour;

import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Shows the usual operations, one after the other, and prints what they return. */
public final class Tour {
  private Tour() {}

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
      db.createTables(Book.class);
      db.useTransaction(session -> write(session, out)); // commits; rolls back if it throws
      db.useTransaction(session -> change(session, out));
      read(db, out);
    }
  }

  private static void write(Session session, PrintStream out) {
    Book emma = session.insert(new Book("Jane Austen", "Emma", "9.90")); // a copy with its key
    List<Book> more =
        session.insertAll( // all or none, each with its own key
            List.of(
                new Book("Jane Austen", "Persuasion", "8.00"),
                new Book("Mary Shelley", "Frankenstein", "7.50"),
                new Book("Mary Shelley", "Lodore", "11.00")));
    out.println("inserted " + emma + " and " + more);
  }

  private static void change(Session session, PrintStream out) {
    Book emma = session.find(Book.class, 1).orElseThrow(); // by its key
    session.update(emma.withPrice("12.50")); // writes the row with the key of the object

    Book cheaper = new Book("Jane Austen", "Emma", "10.00"); // has no key
    Book stored = session.upsert(cheaper, "author", "title"); // update or insert, with the key
    out.println("upserted " + stored);

    session.delete(Book.class, 4); // or an object
    out.println("left     " + session.list(Book.class, "where price < ? order by title", 11));
  }

  private static void read(Database db, PrintStream out) {
    String select =
        """
        select author, count(*) as books, sum(price) as total from book
        where author in (:names) group by author order by author
        """;
    try (Session session = db.openReadOnlySession()) {
      Map<String, ?> names = Map.of("names", List.of("Jane Austen", "Mary Shelley"));
      session.query(AuthorTotal.class, select, names).forEach(out::println);

      try (Stream<Book> books = session.stream(Book.class, "order by id")) { // row by row
        books.forEach(book -> out.println("streamed " + book));
      }
    }
  }
}
