package expenses;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.session.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ExpensesTest {
  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void listsWhatWasAdded() {
    run("add", "2026-05-31", "food", "12.5", "with Ann");
    run("add", "2026-05-02", "rent", "900");
    run("add", "2026-06-01", "food", "-0.05", "");

    assertThat(run("list")).isZero();

    assertThat(printed())
        .isEqualToNormalizingNewlines(
            """
            2026-05-02       900.00  rent
            2026-05-31        12.50  food: with Ann
            2026-06-01        -0.05  food
            """);
  }

  @Test
  void listsOneMonth() {
    run("add", "2024-02-29", "food", "1");
    run("add", "2024-03-01", "food", "2");

    run("list", "2024-02");

    assertThat(printed()).isEqualToNormalizingNewlines("2024-02-29         1.00  food\n");
  }

  @Test
  void reportsAMonthByCategory() {
    run("add", "2026-05-01", "food", "0.10");
    run("add", "2026-05-15", "food", "0.20");
    run("add", "2026-05-31", "rent", "900");
    run("add", "2026-06-01", "food", "50");
    run("budget", "food", "0.30");
    run("budget", "rent", "899.99");
    run("budget", "travel", "200");

    assertThat(run("report", "2026-05")).isZero();

    assertThat(printed())
        .isEqualToNormalizingNewlines(
            """
                   spent       budget expenses  category
                  900.00       899.99        1  rent (over budget)
                    0.30         0.30        2  food
                    0.00       200.00        0  travel
                  900.30 in all
            """);
  }

  @Test
  void aNewBudgetReplacesTheOldOneAndNothingElse() {
    run("add", "2026-05-01", "food", "1");
    run("budget", "food", "100");
    run("budget", "food", "200.50");
    run("add", "2026-05-02", "food", "1");

    run("report", "2026-05");

    assertThat(printed().lines()).contains("        2.00       200.50        2  food");
    assertThat(all(Category.class)).hasSize(1);
  }

  @Test
  void importsAFileOfASpreadsheet() throws IOException {
    Path file =
        write(
            """
            date,category,amount,note
            2026-05-01,food,12.50,lunch
            2026-05-02,"food","7","bread, ""dark"", and butter"

            2026-05-03,rent,900
            2026-05-04, food ,1,
            """);

    assertThat(run("import", file.toString())).isZero();
    run("list");

    assertThat(printed())
        .isEqualToNormalizingNewlines(
            """
            4 expenses imported
            2026-05-01        12.50  food: lunch
            2026-05-02         7.00  food: bread, "dark", and butter
            2026-05-03       900.00  rent
            2026-05-04         1.00  food
            """);
  }

  @Test
  void importsNothingWhereALineIsWrong() throws IOException {
    Path file =
        write(
            """
            2026-05-01,food,12.50,lunch
            2026-02-30,food,12.50
            2026-05-01,food,"12,50"
            2026-05-01,food,12.505
            2026-05-01,,12.50
            2026-05-01;food;12.50
            2026-05-01,food,12.50,"lunch
            +12026-05-01,food,12.50
            """);

    assertThat(run("import", file.toString())).isEqualTo(2);

    assertThat(err.toString(UTF_8))
        .isEqualToNormalizingNewlines(
            """
            Line 2: "2026-02-30" is no date such as 2026-05-31
            Line 3: "12,50" is no amount such as 12.50
            Line 4: "12.505" is no amount such as 12.50
            Line 5: the category has no name
            Line 6: date, category, amount and perhaps a note are expected, and not 1 values
            Line 7: a quote is not closed
            Line 8: "+12026-05-01" is no date such as 2026-05-31
            Nothing is imported: 7 of 8 lines are wrong. Correct them, and import the file again.
            """);
    assertThat(all(Expense.class)).isEmpty();
    assertThat(all(Category.class)).isEmpty();
  }

  @Test
  void showsOnlyTheFirstOfManyWrongLines() throws IOException {
    Path file = write("nothing\n".repeat(1_000));

    run("import", file.toString());

    assertThat(err.toString(UTF_8)).hasLineCount(11).contains("1000 of 1000 lines");
  }

  @Test
  @Timeout(60)
  void importsFiftyThousandLinesWithExactSums() throws IOException {
    Random random = new Random(1);
    Map<String, BigDecimal> sums = new TreeMap<>();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      LocalDate date = LocalDate.of(2026, 5, 1).plusDays(random.nextInt(31));
      String category = "category " + random.nextInt(20);
      BigDecimal amount = BigDecimal.valueOf(random.nextLong(1_000_000_000_00L), 2);
      lines.add("%s,%s,%s,note %d".formatted(date, category, amount, i));
      sums.merge(category, amount, BigDecimal::add);
    }
    Path file = Files.write(directory.resolve("many.csv"), lines);

    assertThat(run("import", file.toString())).isZero();

    assertThat(err.toString(UTF_8))
        .isEqualToNormalizingNewlines(
            "10,000 lines read\n20,000 lines read\n30,000 lines read\n40,000 lines read\n50,000 lines read\n");
    assertThat(spentInMay()).isEqualTo(sums);
  }

  private Map<String, BigDecimal> spentInMay() {
    try (Database db = Database.open(url())) {
      List<Questions.CategoryTotal> totals =
          db.read(session -> new Questions(session).totals(Days.of("2026-05")));
      return totals.stream()
          .collect(
              Collectors.toMap(
                  Questions.CategoryTotal::category, total -> total.spent().setScale(2)));
    }
  }

  @Test
  void tellsOfAFileThatItCannotRead() throws IOException {
    Path latin = Files.writeString(directory.resolve("latin.csv"), "2026-05-01,café,1", ISO_8859_1);

    assertThat(run("import", latin.toString())).isEqualTo(1);
    assertThat(run("import", directory.resolve("missing.csv").toString())).isEqualTo(1);

    assertThat(err.toString(UTF_8))
        .isEqualToNormalizingNewlines(
            """
            Cannot read the file: it is not in UTF-8. Save it as such.
            Cannot read the file: there is none of this name.
            """);
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    Stream.of("", "lists", "import", "report", "report 2026-13", "budget food", "add 2026-05-01")
        .forEach(command -> assertThat(run(command.split(" "))).as(command).isEqualTo(2));
    assertThat(run("add", "2026-05-01", "food", "12345678901")).isEqualTo(2);

    assertThat(err.toString(UTF_8))
        .contains("No such command. See --help.")
        .contains("\"2026-13\" is no month such as 2026-05")
        .contains("\"12345678901\" is no amount such as 12.50");
    assertThat(printed()).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void printsHelp() {
    PrintStream printed = new PrintStream(out, true, UTF_8);

    assertThat(Expenses.run(printed, printed, "--help")).isZero();

    assertThat(printed()).startsWith("Usage: Expenses").contains("report 2026-05");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("file.csv"), text);
  }

  private int run(String... command) {
    String[] arguments =
        Stream.concat(
                Stream.of("--db", directory.resolve("expenses.db").toString()), Stream.of(command))
            .toArray(String[]::new);
    return Expenses.run(
        new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), arguments);
  }

  private String printed() {
    return out.toString(UTF_8);
  }

  private String url() {
    return "jdbc:sqlite:" + directory.resolve("expenses.db");
  }

  private <T> List<T> all(Class<T> type) {
    try (Database db = Database.open(url())) {
      return db.read(session -> session.list(type));
    }
  }
}
