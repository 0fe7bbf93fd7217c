package epochs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.ValueException;
import io.github.coatcheck.session.Database;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VisitsTest {
  @Test
  void printsTimesThatWereNumbersAndNumbersThatWereTimes() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    Visits.run(new PrintStream(printed, true, StandardCharsets.UTF_8));

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            """
            Visit[id=1, url=/index, begun=2024-05-01T10:00:00Z, ended=2024-05-01T10:01:00.500Z]
            1714558500 1714558500250
            1
            """);
  }

  @Test
  void keepsTimesBefore1970AndNulls() {
    Instant before = Instant.parse("1969-12-31T23:59:58Z");

    try (Database db = Database.open("jdbc:sqlite::memory:")) {
      db.createTables(Visit.class);
      db.useTransaction(
          session -> {
            Visit visit = session.insert(new Visit(null, null, before, before.plusMillis(1)));
            Visit without = session.insert(new Visit(null, null, null, null));

            assertThat(session.find(Visit.class, visit.id())).contains(visit);
            assertThat(session.find(Visit.class, without.id())).contains(without);
          });
    }
  }

  @Test
  void refusesWhatTheNumberCannotHold() {
    Instant second = Instant.parse("2024-05-01T10:00:00Z");

    assertRefused(
        new Visit(null, null, second.plusMillis(1), null),
        "begun",
        "it has a part of a second; truncate it before");
    assertRefused(
        new Visit(null, null, null, second.plusNanos(1)),
        "ended",
        "it has a part of a millisecond; truncate it before");
  }

  private static void assertRefused(Visit visit, String column, String reason) {
    try (Database db = Database.open("jdbc:sqlite::memory:")) {
      db.createTables(Visit.class);

      assertThatThrownBy(() -> db.inTransaction(session -> session.insert(visit)))
          .isExactlyInstanceOf(ValueException.class)
          .hasMessage(
              "Cannot store the value of epochs.Visit#%1$s in column \"%1$s\": %2$s. The row was not sent.",
              column, reason);
    }
  }
}
