package expenses;

import io.github.coatcheck.session.Session;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Stores the lines of a file: all of them, or none where one is wrong, so that nobody has to find
 * out which ones are stored already.
 */
final class CsvImport {
  private static final int LINES_BETWEEN_MESSAGES = 10_000;
  private static final int MESSAGES = 10;

  private final Session session;
  private final Categories categories;
  private final PrintStream err;
  private long lines;
  private long wrong;

  CsvImport(Session session, PrintStream err) {
    this.session = session;
    this.categories = new Categories(session);
    this.err = err;
  }

  /** Imports a file, which may be larger than the memory. Returns the number of expenses. */
  long run(Path file) throws IOException {
    try (Stream<String> text = Files.lines(file)) {
      Stream<Expense> expenses = text.map(this::expenseOrNull).filter(Objects::nonNull);
      long stored = session.insertAll(expenses.iterator(), expense -> {});
      if (wrong > 0) {
        throw new RefusedException(
            "Nothing is imported: %d of %d lines are wrong. Correct them, and import the file again."
                .formatted(wrong, lines));
      }
      return stored;
    }
  }

  private Expense expenseOrNull(String line) {
    lines++;
    if (lines % LINES_BETWEEN_MESSAGES == 0) {
      err.printf(Locale.ROOT, "%,d lines read%n", lines);
    }
    boolean heading = lines == 1 && line.endsWith("date,category,amount,note");
    if (heading || line.isBlank()) {
      return null;
    }
    try {
      Entry entry = Entry.of(cells(line));
      long category = categories.keyOf(entry.category());
      return new Expense(null, entry.date(), category, entry.amount(), entry.note());
    } catch (RefusedException e) {
      wrong++;
      if (wrong <= MESSAGES) {
        err.printf(Locale.ROOT, "Line %d: %s%n", lines, e.getMessage());
      }
      return null;
    }
  }

  /**
   * Splits a line at its commas. A cell in quotes may have commas, and quotes that are doubled; a
   * cell of several lines is not supported.
   */
  static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else if (c == '"') {
        if (!quoted && i > 0 && line.charAt(i - 1) == '"') {
          cell.append('"');
        }
        quoted = !quoted;
      } else {
        cell.append(c);
      }
    }
    if (quoted) {
      throw new RefusedException("a quote is not closed");
    }
    cells.add(cell.toString());
    return cells;
  }
}
