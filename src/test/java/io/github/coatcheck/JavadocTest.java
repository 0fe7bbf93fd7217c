package io.github.coatcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Javadoc of what a program uses most begins with code, which stands in a tested example. */
class JavadocTest {
  private static final Pattern CODE =
      Pattern.compile(" \\* <pre>\\{@code\n(.*?) \\* }</pre>\n", Pattern.DOTALL);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Table",
        "Column",
        "Converter",
        "dialect/Dialect",
        "session/Database",
        "session/Session"
      })
  void aTypeThatProgramsUseMostShowsCode(String name) throws IOException {
    assertThat(code(Path.of("src/main/java/io/github/coatcheck", name + ".java"))).hasSize(1);
  }

  @Test
  void itsCodeStandsInTestedExamples() throws IOException {
    List<List<String>> examples = files("examples").map(JavadocTest::linesOf).toList();

    assertThat(files("src/main/java").flatMap(file -> code(file).stream()))
        .isNotEmpty()
        .allMatch(code -> examples.stream().anyMatch(example -> stands(code, example)));
  }

  private static boolean stands(String code, List<String> example) {
    return Collections.indexOfSubList(example, lines(code)) >= 0;
  }

  private static Stream<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    }
  }

  private static List<String> code(Path file) {
    return CODE.matcher(read(file))
        .results()
        .map(match -> match.group(1).replaceAll("(?m)^ \\* ?", ""))
        .toList();
  }

  private static List<String> linesOf(Path file) {
    return lines(read(file));
  }

  /** Lines of code. Javadoc cannot hold other Javadoc, so that is left out. */
  private static List<String> lines(String code) {
    return code.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("/**"))
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
