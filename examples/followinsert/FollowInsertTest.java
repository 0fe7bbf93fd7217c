package followinsert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowInsertTest {
  private static final Path SOURCES = Path.of("src/main/java/io/github/coatcheck");
  private static final List<Trace.Step> STEPS = new ArrayList<>();

  @TempDir private static Path directory;
  private static User ann;

  /** Before all others, since a class is read at its first use only. */
  @BeforeAll
  static void followTheFirstInsert() {
    ann = FollowInsert.insert(url("first.db"), STEPS);
  }

  private static String url(String file) {
    return "jdbc:sqlite:" + directory.resolve(file);
  }

  @Test
  void tellsTheClassOfEachStepInOrder() {
    assertThat(STEPS.stream().map(FollowInsertTest::describe))
        .containsSubsequence(
            "mapping.Converters: new Name.AsText()",
            "sql.SqlColumn: quote(id) = \"id\", quote(name) = \"name\"",
            "sql.SqlColumn: toDatabase(Ann) = Ann",
            "jdbc.StatementLog: logs BEGIN IMMEDIATE",
            "jdbc.KeyCheck: executeQuery(), getString(1) = SEQUENTIAL",
            "jdbc.GeneratedValues: prepareStatement(INSERT INTO \"users\" ..., RETURN_GENERATED_KEYS)",
            "jdbc.StatementExecutor: setString(1, Ann)",
            "jdbc.GeneratedValues: executeUpdate() = 1, getGeneratedKeys(), getLong(1) = 1",
            "jdbc.StatementLog: logs INSERT INTO \"users\" (\"name\") VALUES (?) -- key 1",
            "mapping.ObjectCreator: new User(1, Ann)");
    assertThat(ann).isEqualTo(new User(1L, new Name("Ann")));
  }

  private static String describe(Trace.Step step) {
    return step.classes().get(step.classes().size() - 1) + ": " + step.what();
  }

  @Test
  void namesClassesThatExist() {
    assertThat(STEPS.stream().flatMap(step -> step.classes().stream()).distinct())
        .hasSizeGreaterThan(15)
        .allSatisfy(
            name -> assertThat(SOURCES.resolve(name.replace('.', '/') + ".java")).isRegularFile());
  }

  @Test
  void passesTheClassesOfThePictureInItsOrder() throws IOException {
    List<String> shown = new ArrayList<>();
    String folder = "";
    for (MatchResult text : shown("package|type")) {
      if (text.group(1).equals("package")) {
        folder = text.group(2);
      } else {
        shown.add(folder + "." + text.group(2).replaceFirst("<.*", ""));
      }
    }

    assertThat(shown).hasSize(10);
    assertThat(STEPS.stream().flatMap(step -> step.classes().stream())).containsSubsequence(shown);
  }

  @Test
  void makesTheCallsOfThePicture() throws IOException {
    List<String> calls =
        shown("code").stream().map(text -> text.group(2).replaceAll("<.*?>", "")).toList();
    String made = STEPS.stream().map(Trace.Step::what).collect(joining("\n"));

    assertThat(calls)
        .hasSize(6)
        .allSatisfy(call -> assertThat(made).containsSubsequence(call.split("…")));
  }

  /** The texts of the README's picture that have one of these styles, with their styles. */
  private static List<MatchResult> shown(String styles) throws IOException {
    Pattern text = Pattern.compile("<text class=\"(" + styles + ")\"[^>]*>(.*)</text>");
    return text.matcher(Files.readString(Path.of(".github/insert.svg"))).results().toList();
  }

  @Test
  void printsATreeThatEndsWithTheKey() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    FollowInsert.run(url("printed.db"), new PrintStream(printed, true, UTF_8));

    List<String> lines = printed.toString(UTF_8).lines().toList();
    assertThat(lines).hasSizeBetween(12, 22);
    assertThat(lines.get(1)).startsWith("Session > EntityInserter > SessionScope > SqlGenerator");
    assertThat(lines.get(lines.size() - 2)).matches(" .*ObjectCreator +new User\\(1, Ann\\)");
    assertThat(lines.get(lines.size() - 1)).isEqualTo("The key of Ann is 1");
  }
}
