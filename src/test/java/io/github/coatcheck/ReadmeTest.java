package io.github.coatcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.contract.SentSql;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

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

  @Test
  void itsLinksLeadSomewhere() throws IOException {
    assertThat(LINK.matcher(readme()).results().map(match -> Path.of(match.group(1))))
        .isNotEmpty()
        .allSatisfy(path -> assertThat(path).exists());
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

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }
}
