package records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RecordsTest {
  @Test
  void printsWhatBecameOfTheRecords() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    Records.run("jdbc:sqlite::memory:", new PrintStream(printed, true, StandardCharsets.UTF_8));

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            """
            handed in User[id=null, name=John Doe]
            got back  User[id=1, name=John Doe]
            inserted  [User[id=2, name=Grace], User[id=3, name=Ada]]
            renamed   User[id=1, name=Jane Doe]
            nobody    Optional.empty
            sorted    [User[id=3, name=Ada], User[id=2, name=Grace]]
            """);
  }
}
