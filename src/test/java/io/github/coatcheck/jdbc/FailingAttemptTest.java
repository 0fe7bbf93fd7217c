package io.github.coatcheck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Column;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.OutcomeUnknownException;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Options;
import io.github.coatcheck.session.Session;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is attempted again when BEGIN, COMMIT or the end of a session fails, and what is not. */
class FailingAttemptTest extends ErringDatabase {
  @Table("track")
  static class Track {
    @Column(primaryKey = true, autoincrement = true)
    Long id;
  }

  private static SQLException busy() {
    return new SQLException("busy", null, 5);
  }

  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger runs = new AtomicInteger();
  private final Track track = new Track();

  @BeforeEach
  void openDatabase() throws SQLException {
    open(true, Options.defaults(), Track.class);
  }

  private void insert(Session session) {
    runs.incrementAndGet();
    assertThat(track.id).isNull();
    session.insert(track);
  }

  private long count() {
    driver.heal();
    return database.inTransaction(session -> session.count(Track.class));
  }

  private void failTwice(String call) {
    failFirst(2, call);
  }

  /** Lets a call fail the first times. */
  private void failFirst(int times, String call) {
    driver.when(
        call,
        real -> {
          if (calls.incrementAndGet() <= times) {
            throw busy();
          }
          return real.call();
        });
  }

  @Test
  void aBeginThatFindsTheDatabaseBusyIsAttemptedAgain() {
    failTwice("execute BEGIN");

    database.useTransaction(3, this::insert);

    assertThat(runs).hasValue(3);
    assertThat(track.id).isNotNull();
    assertThat(count()).isOne();
  }

  @Test
  void theSeventhAttemptComesAfterAPauseToo() {
    failFirst(6, "execute BEGIN");

    database.useTransaction(7, this::insert);

    assertThat(runs).hasValue(7);
    assertThat(count()).isOne();
  }

  @Test
  void aCommitThatFindsTheDatabaseBusyIsAttemptedAgain() {
    failTwice("execute COMMIT");

    database.useTransaction(3, this::insert);

    assertThat(runs).hasValue(3);
    assertThat(track.id).isNotNull();
    assertThat(count()).isOne();
  }

  @Test
  void aCommitOfWhichTheOutcomeIsUnknownIsNotAttemptedAgain() {
    driver.when(
        "execute COMMIT",
        real -> {
          real.call();
          throw new SQLException("connection lost", "08006");
        });

    assertThatThrownBy(() -> database.useTransaction(3, this::insert))
        .isExactlyInstanceOf(OutcomeUnknownException.class);

    assertThat(runs).hasValue(1);
    assertThat(count()).isOne();
  }

  @Test
  void anEndOfTheSessionThatFailsAfterTheCommitIsNotAttemptedAgain() {
    assertThatThrownBy(
            () ->
                database.useTransaction(
                    3,
                    session -> {
                      insert(session);
                      driver.fail("close", FailingAttemptTest::busy);
                    }))
        .isExactlyInstanceOf(DatabaseException.class)
        .hasMessage(
            "The database refused a statement: busy. What was committed is stored.%nThe statement: INSERT INTO \"track\" DEFAULT VALUES"
                .formatted());

    assertThat(runs).hasValue(1);
    assertThat(count()).isOne();
  }
}
