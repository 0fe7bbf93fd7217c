package fileindex;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * Rows of numbers, each row with a name at its end: nobody can tell how wide a terminal shows a
 * name.
 */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... headings) {
    rows.add(List.of(headings));
  }

  void row(String name, long... numbers) {
    List<String> cells = new ArrayList<>();
    LongStream.of(numbers).forEach(number -> cells.add(String.format(Locale.ROOT, "%,d", number)));
    cells.add(name.isEmpty() ? "(none)" : Names.shown(name));
    rows.add(cells);
  }

  /** A further name for the row before. */
  void nameOnly(String name) {
    List<String> cells = new ArrayList<>(Collections.nCopies(rows.get(0).size() - 1, ""));
    cells.add(Names.shown(name));
    rows.add(cells);
  }

  void print(PrintStream out) {
    for (List<String> row : rows) {
      int last = row.size() - 1;
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < last; i++) {
        line.append(" ".repeat(width(i) - row.get(i).length())).append(row.get(i)).append("  ");
      }
      out.println(line.append(row.get(last)));
    }
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
