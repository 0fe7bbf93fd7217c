package keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class KeysTest {
  @Test
  void printsTheKeysOfEachTableAndTheReasons() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    Keys.run(false, new PrintStream(printed, true, UTF_8));

    assertThat(printed.toString(UTF_8))
        .isEqualToNormalizingNewlines(
            """
                                           AUTOINCREMENT           INTEGER PRIMARY KEY     BIGINT PRIMARY KEY
            1 a row without a key          1                       1                       NULL (driver: 1)
            2 a row with the key 10        10                      10                      10 (driver: 2)
            3 a row without a key          11                      11                      NULL (driver: 3)
            4 the greatest deleted, a row  12                      11                      NULL (driver: 4)
            5 a row, ROLLBACK, a row       13 again                12 again                NULL (driver: 5) again

            1 A column whose type is exactly INTEGER is the number of the row, and SQLite makes it. A BIGINT
              is another column: it stays NULL, while the driver reports the number of the row all the same.
              https://www.sqlite.org/lang_createtable.html#rowid
            2 A key that is given is stored as it is.
              https://www.sqlite.org/autoinc.html
            3 The next key is one more than the greatest one, even if a program gave that.
              https://www.sqlite.org/autoinc.html
            4 AUTOINCREMENT remembers the greatest key that there ever was, so that no key comes twice;
              without it the greatest key of the rows that are left counts, and a deleted one comes again.
              https://www.sqlite.org/autoinc.html#the_autoincrement_keyword
            5 Only a key that was committed is remembered: one that was rolled back comes again.
              https://www.sqlite.org/autoinc.html#the_autoincrement_keyword

            Coatcheck makes keys by AUTOINCREMENT, and refuses to insert where the table makes none:
              src/main/java/io/github/coatcheck/jdbc/KeyCheck.java
            """);
  }
}
