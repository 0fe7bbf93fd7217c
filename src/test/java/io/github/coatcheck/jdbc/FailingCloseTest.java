package io.github.coatcheck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.Converter;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.Table;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Options;
import io.github.coatcheck.session.Session;
import java.sql.ResultSet;
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
          ErringDriver.throwAny(error);
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

  @Test
  void aStatementThatFailsIsClosedAtOnceAndNotUsedAgain() {
    List<Throwable> errors = new ArrayList<>(uncheckedErrors());
    errors.add(new SQLException("driver"));
    for (Throwable error : errors) {
      try (Session session = database.openSession()) {
        session.count(Track.class);
        driver.when(
            "executeQuery SELECT count",
            real -> {
              ErringDriver.throwAny(error);
              return null;
            });
        List<String> closes = driver.record("close SELECT count");

        assertThatThrownBy(() -> session.count(Track.class)).isNotNull();

        assertThat(closes).containsExactly("close SELECT count");
        driver.heal();
        session.rollback();
        assertThat(session.count(Track.class)).isZero();
      }
    }
  }

  @Test
  void anErrorOfTheCloseOfAStatementThatFailedIsSuppressedUnlessItIsTheSame() {
    try (Session session = database.openSession()) {
      driver.fail("executeQuery SELECT count", () -> new SQLException("executing"));
      driver.fail("close SELECT count", () -> new SQLException("closing"));
      assertThatThrownBy(() -> session.count(Track.class))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("executing")
          .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1))
          .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessageContaining("closing"));
    }
    for (Throwable error : uncheckedErrors()) {
      try (Session session = database.openSession()) {
        failUnchecked("executeQuery SELECT count", error);
        failUnchecked("close SELECT count", error);
        assertThatThrownBy(() -> session.count(Track.class))
            .isSameAs(error)
            .hasNoSuppressedExceptions();
      }
      driver.heal();
    }
  }

  @Test
  void aCellThatTheDriverCannotReadFailsTheTransaction() {
    try (Session session = database.openSession()) {
      session.insert(new Track());
      session.commit();
      driver.when(
          "executeQuery SELECT \"track\"",
          real ->
              ErringDriver.failing(
                  (ResultSet) real.call(), "getLong", () -> new SQLException("cell")));
      assertThatThrownBy(() -> session.list(Track.class))
          .isExactlyInstanceOf(DatabaseException.class)
          .hasMessageStartingWith("The database refused a statement: cell.");
      assertThatThrownBy(session::commit).isInstanceOf(CoatcheckException.class);
      session.rollback();

      driver.when(
          "executeQuery SELECT \"track\"",
          real ->
              ErringDriver.failing(
                  (ResultSet) real.call(), "getLong", () -> new IllegalStateException("cell")));
      assertThatThrownBy(() -> session.list(Track.class))
          .isExactlyInstanceOf(IllegalStateException.class);
      assertThatThrownBy(session::commit).isInstanceOf(CoatcheckException.class);
    }
  }

  @Table("track")
  record TextTrack(@Column(primaryKey = true) String id) {}

  @Test
  void aStatementWhoseRowCannotBeReadIsClosedAtOnce() {
    try (Session session = database.openSession()) {
      session.insert(new Track());
      List<String> closes = driver.record("close SELECT \"track\".\"id\"");

      assertThatThrownBy(() -> session.list(TextTrack.class)).isInstanceOf(ValueException.class);

      assertThat(closes).hasSize(1);
    }
  }

  /** Runs something amid the first row that it converts. */
  static final class Amid implements Converter<Long, Long> {
    private static Runnable once = () -> {};

    @Override
    public Class<Long> databaseType() {
      return Long.class;
    }

    @Override
    public Long toDatabase(Long value) {
      return value;
    }

    @Override
    public Long toJava(Long value) {
      Runnable now = once;
      once = () -> {};
      now.run();
      return value;
    }
  }

  @Table("track")
  record AmidTrack(@Column(primaryKey = true, converter = Amid.class) Long id) {}

  @Test
  void ofTwoStatementsOfTheSameTextOneIsKeptAndTheOtherClosed() {
    List<String> closes = driver.record("close SELECT \"track\".\"id\"");
    try (Session session = database.openSession()) {
      session.insert(new Track());
      Amid.once = () -> session.list(AmidTrack.class);

      session.list(AmidTrack.class);
      assertThat(closes).hasSize(1);

      session.list(AmidTrack.class);
      assertThat(closes).hasSize(1);
    }
    assertThat(closes).hasSize(2);
  }
}
