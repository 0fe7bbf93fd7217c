package io.github.coatcheck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.coatcheck.Column;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Options;
import io.github.coatcheck.session.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything that was opened is closed, whatever fails; the first error is the one that is thrown.
 */
class FailingCloseTest extends ErringDatabase {
  @Table("track")
  static class Track {
    @Column(primaryKey = true, autoincrement = true)
    Long id;
  }

  private final List<String> closed = new ArrayList<>();

  @BeforeEach
  void openDatabase() throws SQLException {
    open(true, Options.defaults(), Track.class);
    driver.calls();
  }

  private static List<Throwable> uncheckedErrors() {
    return List.of(new IllegalStateException("driver"), new StackOverflowError("driver"));
  }

  private void failUnchecked(String call, Throwable error) {
    driver.when(
        call,
        real -> {
          closed.add(call);
          real.call();
          ErringDriver.throwUnchecked(error);
          return null;
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"getMetaData", "getAutoCommit", "execute PRAGMA", "createStatement"})
  void aConnectionIsClosedAfterAnyErrorWhileItIsOpened(String call) {
    for (Throwable error : uncheckedErrors()) {
      failUnchecked(call, error);

      assertThatThrownBy(
              () -> {
                try (Database other = Database.of(driver.dataSource());
                    Session session = other.openSession()) {
                  session.count(Track.class);
                }
              })
          .isSameAs(error);

      assertThat(driver.calls()).last().isEqualTo("close");
      driver.heal();
    }
  }

  @Test
  void anErrorOfCloseIsSuppressedInTheOneWhileOpening() {
    for (Throwable error : uncheckedErrors()) {
      failUnchecked("getAutoCommit", error);
      driver.fail("close", () -> new SQLException("closing"));

      assertThatThrownBy(database::openSession)
          .isSameAs(error)
          .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1))
          .satisfies(e -> assertThat(e.getSuppressed()[0]).isInstanceOf(DatabaseException.class));
      driver.heal();
    }
  }

  @Test
  void anUncheckedErrorOfCloseIsSuppressedInTheOneWhileOpening() {
    for (Throwable error : uncheckedErrors()) {
      failUnchecked("getAutoCommit", new IllegalStateException("opening"));
      failUnchecked("close", error);

      assertThatThrownBy(database::openSession)
          .isExactlyInstanceOf(IllegalStateException.class)
          .hasMessage("opening")
          .hasSuppressedException(error);
      driver.heal();
    }
  }

  @Test
  void theConnectionByWhichADatabaseIsDetectedIsClosedAtOnce() {
    try (Database other = Database.of(driver.dataSource())) {
      assertThat(driver.calls()).last().isEqualTo("close");
      assertThat(other.validate(Track.class).toList()).isEmpty();
    }
  }

  /** Opens two statements and two streams. */
  private Session sessionWithStatementsAndStreams() {
    Session session = database.openSession();
    session.insert(new Track());
    session.insert(new Track());
    session.list(Track.class);
    Stream<Track> first = session.stream(Track.class, "where id > 0");
    Stream<Track> second = session.stream(Track.class, "where id > 1");
    first.iterator().next();
    second.iterator().next();
    session.count(Track.class);
    driver.calls();
    return session;
  }

  @Test
  void allStatementsAndStreamsAreClosedAlthoughEachCloseFails() {
    List<String> closes =
        List.of(
            "close INSERT",
            "close SELECT count",
            "close SELECT \"track\".\"id\" FROM \"track\" where id > 0",
            "close SELECT \"track\".\"id\" FROM \"track\" where id > 1",
            "close SELECT \"track\".\"id\" FROM \"track\"");
    for (Throwable error : uncheckedErrors()) {
      Session session = sessionWithStatementsAndStreams();
      List<Throwable> errors = new ArrayList<>();
      closes.forEach(call -> failUnchecked(call, errorLike(error, errors)));
      closed.clear();

      Throwable thrown = catchThrowable(session::close);

      assertThat(closed).containsExactlyInAnyOrderElementsOf(closes);
      assertThat(driver.calls()).last().isEqualTo("close");
      assertThat(errors).contains(thrown);
      assertThat(countSuppressed(thrown)).isEqualTo(closes.size() - 1);
      driver.heal();
    }
  }

  private static Throwable errorLike(Throwable error, List<Throwable> errors) {
    Throwable another =
        error instanceof Error ? new StackOverflowError("driver") : new IllegalStateException("x");
    errors.add(another);
    return another;
  }

  private static int countSuppressed(Throwable thrown) {
    int count = 0;
    for (Throwable suppressed : thrown.getSuppressed()) {
      count += 1 + countSuppressed(suppressed);
    }
    return count;
  }

  @Test
  void aCommitThatSucceededIsNoErrorAlthoughItsStatementCannotBeClosed() {
    try (Session session = database.openSession()) {
      session.insert(new Track());
      failUnchecked("close", new IllegalStateException("driver"));
      session.commit();
      driver.heal();
    }
    assertThat(database.<Long, RuntimeException>inTransaction(s -> s.count(Track.class))).isOne();
  }
}
