package expenses;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Stores what was spent, and tells on what. */
public final class Expenses {
  private static final String HELP =
      """
      Usage: Expenses [--db file] command

        add date category amount [note]  stores an expense: add 2026-05-31 food 12.50 "with Ann"
        import file                      stores the lines of a CSV file, all or none
        list [month]                     prints expenses
        report month                     sums up a month by category: report 2026-05
        budget category amount           says how much a category may cost in a month

      A line of the file is date,category,amount,note in UTF-8. A value that has commas stands in
      double quotes. The database is expenses.db unless --db names another file.
      """;

  /** What a command line asks for. */
  private interface Command {
    void run(Database db) throws IOException;
  }

  private final PrintStream out;
  private final PrintStream err;

  private Expenses(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the tool. It exits with 0, with 1 when it failed, and with 2 when what it was given is
   * wrong.
   *
   * @param arguments a command and its arguments, see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(run(System.out, System.err, arguments));
  }

  static int run(PrintStream out, PrintStream err, String... arguments) {
    List<String> words = Arrays.asList(arguments);
    if (words.equals(List.of("--help"))) {
      out.print(HELP);
      return 0;
    }
    boolean named = words.size() > 1 && words.get(0).equals("--db");
    String file = named ? words.get(1) : "expenses.db";
    try {
      // Before the database is opened, since that makes its file.
      Command command =
          new Expenses(out, err).command(named ? words.subList(2, words.size()) : words);
      try (Database db = Database.open("jdbc:sqlite:" + file)) {
        db.createTables(Category.class, Expense.class);
        db.execute("create index if not exists expenses_by_date on expenses (date)");
        command.run(db);
      }
      return 0;
    } catch (RefusedException e) {
      err.println(e.getMessage());
      return 2;
    } catch (CoatcheckException e) {
      err.println(e.getMessage());
      return 1;
    } catch (UncheckedIOException e) {
      err.println("Cannot read the file: " + reason(e.getCause()));
      return 1;
    } catch (IOException e) {
      err.println("Cannot read the file: " + reason(e));
      return 1;
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is none of this name.";
    }
    return e instanceof CharacterCodingException
        ? "it is not in UTF-8. Save it as such."
        : e.getMessage() + ".";
  }

  private Command command(List<String> words) {
    String name = words.isEmpty() ? "" : words.get(0);
    int count = words.size() - 1;
    if (name.equals("add")) {
      Entry entry = Entry.of(words.subList(1, words.size()));
      return db -> add(db, entry);
    }
    if (name.equals("import") && count == 1) {
      return db -> importFile(db, Path.of(words.get(1)));
    }
    if (name.equals("list") && count <= 1) {
      Days days = count == 0 ? Days.ALL : Days.of(words.get(1));
      return db -> list(db, days);
    }
    if (name.equals("report") && count == 1) {
      Days days = Days.of(words.get(1));
      return db -> report(db, days);
    }
    if (name.equals("budget") && count == 2) {
      Category category = new Category(Entry.category(words.get(1)), Entry.amount(words.get(2)));
      return db -> db.useTransaction(session -> session.upsert(category, "name"));
    }
    throw new RefusedException("No such command. See --help.");
  }

  private void add(Database db, Entry entry) {
    db.useTransaction(
        session -> {
          long category = new Categories(session).keyOf(entry.category());
          session.insert(new Expense(null, entry.date(), category, entry.amount(), entry.note()));
        });
  }

  private void importFile(Database db, Path file) throws IOException {
    long count = db.inTransaction(session -> new CsvImport(session, err).run(file));
    out.printf(Locale.ROOT, "%d expenses imported%n", count);
  }

  private void list(Database db, Days days) {
    try (Session session = db.openReadOnlySession();
        Stream<Entry> entries = new Questions(session).entries(days)) {
      entries.forEach(
          entry ->
              out.printf(
                  Locale.ROOT,
                  "%s %12s  %s%s%n",
                  entry.date(),
                  shown(entry.amount()),
                  entry.category(),
                  entry.note() == null ? "" : ": " + entry.note()));
    }
  }

  private void report(Database db, Days days) {
    List<Questions.CategoryTotal> totals = db.read(session -> new Questions(session).totals(days));
    out.printf(Locale.ROOT, "%12s %12s %8s  category%n", "spent", "budget", "expenses");
    for (Questions.CategoryTotal total : totals) {
      out.printf(
          Locale.ROOT,
          "%12s %12s %8d  %s%s%n",
          shown(total.spent()),
          total.budget() == null ? "" : shown(total.budget()),
          total.expenses(),
          total.category(),
          total.overBudget() ? " (over budget)" : "");
    }
    BigDecimal sum =
        totals.stream()
            .map(Questions.CategoryTotal::spent)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    out.printf(Locale.ROOT, "%12s in all%n", shown(sum));
  }

  /** With two digits behind the point; it would throw if there were more, and lose none. */
  private static String shown(BigDecimal amount) {
    return amount.setScale(2).toPlainString();
  }
}
