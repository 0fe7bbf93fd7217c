package io.github.coatcheck;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.contract.SentSql;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.H2Dialect;
import io.github.coatcheck.dialect.MariaDbDialect;
import io.github.coatcheck.dialect.PostgresDialect;
import io.github.coatcheck.dialect.SqliteDialect;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quickstart.QuickStart;

/** The README says what the examples do. */
class ReadmeTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- (examples/\\S+) -->\n```java\n(.*?)```", Pattern.DOTALL);

  private static final Pattern QUICK_START_SQL =
      Pattern.compile("<!-- the SQL of the quick start -->\n```sql\n(.*?)```", Pattern.DOTALL);

  private static final Pattern REPORT =
      Pattern.compile(
          "<!-- the report of the existing database -->\n```\n(.*?)```", Pattern.DOTALL);

  private static final Path BENCHMARK = Path.of("examples/benchmark");

  private static final Pattern COLD_START =
      Pattern.compile(
          "\\| \\*\\*coatcheck\\*\\* (?:\\| [*\\d]+ ){2}\\| (\\d+) \\| 2 \\| (\\d+) \\|");

  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<groupId>(.*)</groupId><artifactId>(.*)</artifactId><version>(.*)</version>");

  private static final Pattern TABLE = Pattern.compile("(?m)(?:^\\|.*\n)+");

  private static final Pattern PICTURE = Pattern.compile("(?:src|srcset)=\"([^\"]+)\"");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

  private static final List<Class<?>> TYPES =
      List.of(
          byte.class,
          short.class,
          int.class,
          long.class,
          boolean.class,
          float.class,
          double.class,
          String.class,
          BigDecimal.class,
          byte[].class,
          UUID.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          Instant.class);

  @TempDir Path folder;

  @Test
  void itsCodeStandsInTestedExamples() throws IOException {
    List<MatchResult> examples = EXAMPLE.matcher(readme()).results().toList();

    assertThat(examples).hasSize(4);
    assertThat(readme().split("```java", -1)).hasSize(examples.size() + 1);
    for (MatchResult example : examples) {
      assertThat(lines(Files.readString(Path.of(example.group(1)))))
          .as(example.group(1))
          .containsSequence(lines(example.group(2)));
    }
  }

  private static List<String> lines(String code) {
    return code.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  @Test
  void itsSqlIsWhatTheQuickStartSends() throws IOException {
    try (SentSql sent = SentSql.record()) {
      QuickStart.main(new String[] {"jdbc:sqlite:" + folder.resolve("example.db")});

      assertThat(QUICK_START_SQL.matcher(readme()).results().map(match -> match.group(1)))
          .containsExactly(String.join("\n", sent.statements()) + "\n");
    }
  }

  @Test
  void itsReportIsWhatTheExistingDatabaseGets() throws IOException {
    List<String> expected = lines(Files.readString(Path.of("examples/existing/ShopTest.java")));

    assertThat(REPORT.matcher(readme()).results().map(match -> match.group(1)))
        .singleElement()
        .satisfies(report -> assertThat(expected).containsSequence(lines(report)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", ".github/CONTRIBUTING.md", "examples/README.md"})
  void itsLinksLeadSomewhere(String name) throws IOException {
    Path page = Path.of(name);

    assertThat(LINK.matcher(Files.readString(page)).results())
        .isNotEmpty()
        .allSatisfy(match -> assertThat(page.resolveSibling(match.group(1))).exists());
  }

  @Test
  void itsPicturesAreThereAndItsFiguresAreThoseOfTheBenchmark() throws IOException {
    String results = Files.readString(BENCHMARK.resolve("results/results.md"));
    MatchResult coldStart = COLD_START.matcher(results).results().findFirst().orElseThrow();

    assertThat(readme())
        .contains("takes %s ms longer".formatted(coldStart.group(1)))
        .contains("the jars have %s kB".formatted(coldStart.group(2)));
    assertThat(pictures(readme(), Path.of("")))
        .hasSize(4)
        .allSatisfy(path -> assertThat(path).exists());
  }

  @Test
  void theResultsOfTheBenchmarkAreThoseThatItWrote() throws IOException {
    String page = Files.readString(BENCHMARK.resolve("README.md"));
    String results = Files.readString(BENCHMARK.resolve("results/results.md"));

    assertThat(TABLE.matcher(page.substring(page.indexOf("\n## Results"))).results())
        .extracting(MatchResult::group)
        .hasSize(5)
        .allSatisfy(table -> assertThat(results).contains("\n\n" + table));
    assertThat(pictures(page, BENCHMARK)).hasSize(10).allSatisfy(path -> assertThat(path).exists());
  }

  private static List<Path> pictures(String page, Path folder) {
    return PICTURE.matcher(page).results().map(match -> folder.resolve(match.group(1))).toList();
  }

  @Test
  void itsDependenciesAreThoseOfTheBuild() throws IOException {
    String build = Files.readString(Path.of("pom.xml")).replaceAll("\\s", "");
    String readme = readme();

    assertThat(DEPENDENCY.matcher(readme).results())
        .hasSize(3)
        .allSatisfy(match -> assertThat(build).contains(match.group()))
        .allSatisfy(
            match ->
                assertThat(readme)
                    .contains(
                        "'%s:%s:%s'".formatted(match.group(1), match.group(2), match.group(3))));
  }

  @Test
  void itNamesEveryMethodOfDatabaseAndSession() throws IOException {
    String readme = readme();

    assertThat(Stream.of(Database.class, Session.class).flatMap(ReadmeTest::methods))
        .allSatisfy(name -> assertThat(readme).containsPattern("`[^`]*\\b" + name + "\\b"));
  }

  private static Stream<String> methods(Class<?> type) {
    return Stream.of(type.getMethods())
        .filter(method -> method.getDeclaringClass().getPackage() == type.getPackage())
        .map(java.lang.reflect.Method::getName)
        .distinct();
  }

  @Test
  void itNamesEveryMemberOfColumnWithItsDefault() throws IOException {
    String readme = readme();

    assertThat(Column.class.getDeclaredMethods())
        .allSatisfy(
            member ->
                assertThat(readme)
                    .containsPattern(
                        "\\n\\| [^|]*`%s`[^|]* \\| `%s` \\|"
                            .formatted(member.getName(), text(member.getDefaultValue()))));
  }

  private static String text(Object value) {
    if (value instanceof Class<?> type) {
      return type.getSimpleName() + ".class";
    }
    return value.equals("") ? "\"\"" : value.toString();
  }

  @Test
  void itSaysHowEveryTypeStandsInEveryDatabase() throws IOException {
    List<Dialect> dialects =
        List.of(
            new SqliteDialect(), new PostgresDialect(), new MariaDbDialect(true), new H2Dialect());
    String readme = readme();
    String table = readme.substring(readme.indexOf("\n| Java |"));

    for (Class<?> type : TYPES) {
      assertThat(table)
          .containsPattern(
              "(?m)^\\|[^|]*`%s`[^|]* \\| ".formatted(Pattern.quote(type.getSimpleName()))
                  + dialects.stream()
                      .map(dialect -> dialect.encoding(boxed(type)).columnType())
                      .map(
                          column ->
                              "`" + Pattern.quote(column.replaceFirst(" CHARACTER.*", "")) + "`")
                      .collect(joining(" \\| ")));
    }
  }

  private static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  @Test
  void itNamesEveryError() throws IOException {
    String readme = readme();

    try (Stream<Path> files = Files.list(Path.of("src/main/java/io/github/coatcheck"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".java", "")))
          .filteredOn(name -> name.endsWith("Exception"))
          .hasSize(9)
          .allSatisfy(name -> assertThat(readme).contains("\n| `" + name + "` | "));
    }
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }
}
