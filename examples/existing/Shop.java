package existing;

import forms.AnyTimestamp;
import io.github.coatcheck.dialect.SqliteDialect;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Options;
import io.github.coatcheck.session.Session;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;

/** Reads and writes a database that was there before, made by a script of SQL. */
public final class Shop {
  private static final String SALES =
      """
      select "InvoiceDate" as date, "FullName" as customer, "Name" as country, "Total" as total
      from "Invoice" join "Customer" using ("CustomerId")
        join "Country" on "Code" = "CountryCode"
      where "Total" > ? order by "InvoiceId"
      """;

  private final Session session;
  private final PrintStream out;

  private Shop(Session session, PrintStream out) {
    this.session = session;
    this.out = out;
  }

  /**
   * Runs the example on a database in memory.
   *
   * @param arguments none
   * @throws IOException where the script is not in {@code examples/existing}
   */
  public static void main(String[] arguments) throws IOException {
    run(System.out);
  }

  static void run(PrintStream out) throws IOException {
    String script = Files.readString(Path.of("examples/existing/shop.sql"));
    Options options =
        Options.defaults().dialect(new SqliteDialect().timestamps(new AnyTimestamp()));
    try (Database db = Database.open("jdbc:sqlite::memory:", options)) {
      db.execute(script);
      out.println(db.validate(FirstGuess.class));
      out.println(db.validate(Country.class, Customer.class, Invoice.class, Sales.class));
      db.useTransaction(session -> new Shop(session, out).trade());
    }
  }

  private void trade() {
    session.query(Sale.class, SALES, 1).forEach(out::println);

    session.insert(new Country("CZ", "Czech Republic"));
    Instant now = Instant.parse("2026-01-02T03:04:05Z");
    Customer helena = session.insert(new Customer(null, "Helena Holý", "CZ", now));
    out.println(helena);
    LocalDateTime today = LocalDateTime.of(2026, 1, 2, 3, 4, 5);
    out.println(session.insert(new Invoice(null, helena.id(), today, 8.91)));

    Customer luis = session.find(Customer.class, 1).orElseThrow();
    session.update(luis.seen(now));
    out.println(session.list(Customer.class, "where \"LastSeen\" >= ?", now.getEpochSecond()));
    session.list(Sales.class, "order by \"Total\" desc").forEach(out::println);
  }
}
