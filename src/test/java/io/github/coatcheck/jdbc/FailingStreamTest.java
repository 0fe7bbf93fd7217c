package io.github.coatcheck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Options;
import io.github.coatcheck.session.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams whose rows, or whose end, a driver does not give. */
class FailingStreamTest extends ErringDatabase {
  @Table("track")
  record Track(@Column(primaryKey = true) int id) {}

  private static SQLException lost() {
    return new SQLException("connection lost", "08006");
  }

  private Session session;

  @BeforeEach
  void openSession() throws SQLException {
    open(true, Options.defaults(), Track.class);
    session = database.openSession();
    session.insertAll(List.of(new Track(1), new Track(2)));
    session.commit();
  }

  @AfterEach
  void closeSession() {
    driver.heal();
    session.close();
  }

  @Test
  void aRowThatTheDriverDoesNotGiveIsAnErrorWithTheSqlAndNothingCanBeCommitted() {
    driver.when(
        "executeQuery SELECT \"track\"", real -> ErringDriver.unreadable(FailingStreamTest::lost));
    try (Stream<Track> tracks = session.stream(Track.class)) {
      assertThatThrownBy(tracks::toList)
          .isExactlyInstanceOf(DatabaseException.class)
          .hasMessage(
              "The database refused a statement: connection lost. Compare the statement with the tables of this database, and see whether the database can be written to.%nThe statement: SELECT \"track\".\"id\" FROM \"track\""
                  .formatted());
    }
    driver.heal();

    assertThatThrownBy(session::commit).isExactlyInstanceOf(CoatcheckException.class);
    session.rollback();
    assertThat(session.stream(Track.class)).hasSize(2);
  }

  @Test
  void aSelectThatCannotBeOpenedAsAStreamIsAnErrorWithTheSql() {
    assertThatThrownBy(() -> session.stream(Track.class, "where nobody = ?", "secret"))
        .isInstanceOfSatisfying(
            DatabaseException.class,
            e ->
                assertThat(e.sql())
                    .isEqualTo("SELECT \"track\".\"id\" FROM \"track\" where nobody = ?"))
        .hasMessageNotContaining("secret");
    session.rollback();
    assertThat(session.stream(Track.class)).hasSize(2);
  }

  @Test
  void aStreamThatCannotBeClosedIsAnErrorAndItsTransactionIsStillRolledBack() {
    session.insert(new Track(3));
    assertThat(session.stream(Track.class).findFirst()).contains(new Track(1));
    driver.fail("close SELECT", FailingStreamTest::lost);

    assertThatThrownBy(session::rollback).isExactlyInstanceOf(DatabaseException.class);

    driver.heal();
    assertThat(session.list(Track.class)).containsExactly(new Track(1), new Track(2));
  }

  @Test
  void aStreamReadsTheNumberOfRowsAtATimeThatTheDialectSays() {
    AtomicInteger asked = new AtomicInteger();
    driver.when(
        "setFetchSize SELECT",
        real -> {
          asked.incrementAndGet();
          return real.call();
        });

    assertThat(session.list(Track.class)).hasSize(2);
    assertThat(asked).hasValue(0);
    assertThat(session.stream(Track.class)).hasSize(2);
    assertThat(asked).hasValue(1);
  }

  @Test
  void aStreamThatWasReadToItsEndIsClosedAtOnceAndOnce() {
    List<String> closes = driver.record("close SELECT");

    assertThat(session.stream(Track.class).toList()).hasSize(2);
    assertThat(closes).hasSize(1);
    session.commit();
    assertThat(closes).hasSize(1);
  }

  @Test
  void aStreamThatCannotBeClosedAfterARowCouldNotBeReadTellsOfBoth() {
    driver.when(
        "executeQuery SELECT \"track\"", real -> ErringDriver.unreadable(FailingStreamTest::lost));
    driver.fail("close SELECT", () -> new SQLException("it cannot be closed"));
    Stream<Track> tracks = session.stream(Track.class);

    assertThatThrownBy(tracks::toList)
        .isExactlyInstanceOf(DatabaseException.class)
        .hasMessageStartingWith("The database refused a statement: connection lost.")
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .singleElement(THROWABLE)
                    .hasMessageContaining("it cannot be closed"));
  }
}
