package fileindex;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "photo.JPG, jpg",
    "archive.tar.gz, gz",
    "README, ''",
    ".profile, ''",
    ".config.yml, yml",
    "dot., ''",
    "a.b c, b c"
  })
  void extensionFollowsTheLastDot(String name, String extension) {
    assertThat(Names.extension(name)).isEqualTo(extension);
  }
}
