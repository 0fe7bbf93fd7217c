package quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickStartTest {
  @TempDir Path folder;

  private final PrintStream outFound = System.out;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void catchOutput() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restoreOutput() {
    System.setOut(outFound);
  }

  private String url() {
    return "jdbc:sqlite:" + folder.resolve("example.db");
  }

  @Test
  void printsTheNumberOfTheUserAndTheNextNumberNextTime() {
    QuickStart.main(new String[] {url()});
    QuickStart.main(new String[] {url()});

    assertThat(out.toString(StandardCharsets.UTF_8))
        .hasLineCount(2)
        .isEqualTo("1%n2%n".formatted());
  }

  @Test
  void doesWhatPlainJdbcDoes() throws Exception {
    QuickStart.main(new String[] {url()});
    PlainJdbc.main(new String[] {url()});

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("1%n2%n".formatted());
  }
}
