package tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TourTest {
  @Test
  void printsWhatTheOperationsReturn() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    Tour.run("jdbc:sqlite::memory:", new PrintStream(printed, true, StandardCharsets.UTF_8));

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            """
            inserted 1 Emma 9.90 and [2 Persuasion 8.00, 3 Frankenstein 7.50, 4 Lodore 11.00]
            upserted 1 Emma 10.00
            left     [1 Emma 10.00, 3 Frankenstein 7.50, 2 Persuasion 8.00]
            AuthorTotal[author=Jane Austen, books=2, total=18]
            AuthorTotal[author=Mary Shelley, books=1, total=7.5]
            streamed 1 Emma 10.00
            streamed 2 Persuasion 8.00
            streamed 3 Frankenstein 7.50
            """);
  }
}
