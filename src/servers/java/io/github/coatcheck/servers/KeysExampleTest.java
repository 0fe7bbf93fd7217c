package io.github.coatcheck.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import keys.Keys;
import org.junit.jupiter.api.Test;

/** The example of keys shows those of H2 where it finds its driver. */
class KeysExampleTest {
  @Test
  void h2MovesItsKeysNeitherByAGivenOneNorBackByARollback() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream found = System.out;
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      Keys.main(new String[0]);
    } finally {
      System.setOut(found);
    }

    assertThat(printed.toString(UTF_8).lines().limit(6).map(line -> line.substring(103)))
        .containsExactly("IDENTITY of H2", "1", "10", "2", "3", "4, then 5");
    assertThat(printed.toString(UTF_8)).contains("H2 takes its keys from a sequence.");
  }
}
