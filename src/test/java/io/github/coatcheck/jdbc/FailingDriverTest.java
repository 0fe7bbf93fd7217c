package io.github.coatcheck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Options;
import io.github.coatcheck.session.Session;
import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors that are no SQLException, thrown by the driver or by the code of an entity. */
class FailingDriverTest extends ErringDatabase {
  @Table("track")
  static class Track {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column(version = true)
    Integer version;
  }

  @BeforeEach
  void openDatabase() throws SQLException {
    open(true, Options.defaults(), Track.class, Choosy.class);
  }

  private static Stream<Arguments> callsAndErrors() {
    List<String> calls =
        List.of(
            "execute BEGIN",
            "prepareStatement INSERT",
            "setInt INSERT",
            "executeUpdate INSERT",
            "getGeneratedKeys INSERT");
    return calls.stream()
        .flatMap(
            call ->
                Stream.of(
                        new IllegalStateException("driver"),
                        new StackOverflowError("driver"),
                        new OutOfMemoryError("driver"))
                    .flatMap(
                        error ->
                            Stream.of(
                                arguments(call, error, false), arguments(call, error, true))));
  }

  /** Fails at the next call, before or after the driver has done its work. */
  private void failOnce(String call, Throwable error, boolean after) {
    AtomicBoolean done = new AtomicBoolean();
    driver.when(
        call,
        real -> {
          boolean fails = done.compareAndSet(false, true);
          if (fails && !after) {
            ErringDriver.throwAny(error);
          }
          Object result = real.call();
          if (fails) {
            ErringDriver.throwAny(error);
          }
          return result;
        });
  }

  private static void addAndCommit(Session session, Track track) {
    session.add(track);
    session.commit();
  }

  @ParameterizedTest
  @MethodSource("callsAndErrors")
  void nothingOfATransactionIsStoredAfterAnyError(String call, Throwable error, boolean after) {
    List<Consumer<Session>> ways =
        List.of(
            session -> session.insert(new Track()),
            session -> session.insertAll(List.of(new Track(), new Track())),
            session -> addAndCommit(session, new Track()));
    for (Consumer<Session> way : ways) {
      try (Session session = database.openSession()) {
        failOnce(call, error, after);
        assertThatThrownBy(() -> way.accept(session)).isSameAs(error);
        driver.heal();

        // Where a nested transaction was undone, the session goes on.
        assertThat(session.count(Track.class)).isZero();
      } catch (CoatcheckException refused) {
        assertThat(refused).hasMessageContaining("an earlier statement of it failed");
      }
      database.useTransaction(session -> assertThat(session.count(Track.class)).isZero());
    }
  }

  @ParameterizedTest
  @MethodSource("callsAndErrors")
  void aRollbackLetsTheSameThreadGoOn(String call, Throwable error, boolean after) {
    Track track = new Track();
    try (Session session = database.openSession()) {
      failOnce(call, error, after);
      assertThatThrownBy(() -> session.insert(track)).isSameAs(error);
      driver.heal();
      assertThat(track.id).isNull();
      assertThat(track.version).isNull();
      assertThatThrownBy(session::commit)
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessageContaining("an earlier statement of it failed");
      session.rollback();
      session.insert(track);
      session.commit();
    }
    database.useTransaction(session -> assertThat(session.count(Track.class)).isOne());
  }

  @Table("choosy")
  record Choosy(
      @Column(primaryKey = true, autoincrement = true) Long id,
      String name,
      @Column(version = true) Integer version) {
    Choosy {
      if (id != null && id == 1 && name.equals("no key")) {
        throw new IllegalArgumentException("the key");
      }
      if (version != null && version == 2) {
        throw new IllegalArgumentException("the next version");
      }
    }
  }

  @Test
  void aRecordThatRefusesItsKeyIsNotStored() {
    try (Session session = database.openSession()) {
      assertThatThrownBy(() -> session.insert(new Choosy(null, "no key", null)))
          .isExactlyInstanceOf(CoatcheckException.class);
      assertThatThrownBy(session::commit).isExactlyInstanceOf(CoatcheckException.class);
    }
    database.useTransaction(session -> assertThat(session.count(Choosy.class)).isZero());
  }

  @Test
  void aRecordThatRefusesItsNextVersionIsNotUpdated() {
    Choosy stored = database.inTransaction(session -> session.insert(new Choosy(null, "a", null)));
    try (Session session = database.openSession()) {
      assertThatThrownBy(() -> session.update(stored))
          .isExactlyInstanceOf(CoatcheckException.class);
      assertThatThrownBy(session::commit).isExactlyInstanceOf(CoatcheckException.class);
    }
    database.useTransaction(
        session ->
            assertThat(session.query(Long.class, "select version from choosy"))
                .containsExactly(1L));
  }

  @Test
  void aConsumerCannotCommitAmidAnInsertAll() {
    try (Session session = database.openSession()) {
      assertThatThrownBy(
              () ->
                  session.insertAll(List.of(new Track()).iterator(), inserted -> session.commit()))
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessageStartingWith(
              "Cannot commit inside of inTransaction, useTransaction, insertAll or a converter");
      session.commit();
    }
    database.useTransaction(session -> assertThat(session.count(Track.class)).isZero());
  }

  @Test
  void anotherThreadMayCloseASessionWhoseThreadIsGone() throws InterruptedException {
    Session[] opened = new Session[1];
    Thread thread =
        new Thread(
            () -> {
              opened[0] = database.openSession();
              opened[0].insert(new Track());
            });
    thread.start();
    thread.join();

    opened[0].close();

    database.useTransaction(session -> assertThat(session.count(Track.class)).isZero());
  }

  @Test
  void whatStandsBesideAndBehindAnErrorIsToldWithoutValues() {
    driver.fail(
        "executeUpdate INSERT",
        () -> {
          SQLException inner = new SQLException("inner, value: 2", new IOException("secret"));
          SQLException outer = new SQLException("outer, value: 1", "S1", 7, inner);
          outer.addSuppressed(new SQLException("beside, value: 3", inner));
          return outer;
        });

    assertThatThrownBy(() -> database.useTransaction(session -> session.insert(new Track())))
        .isExactlyInstanceOf(DatabaseException.class)
        .cause()
        .hasMessage("outer,")
        .satisfies(
            outer ->
                assertThat(outer.getSuppressed())
                    .singleElement(THROWABLE)
                    .hasMessage("beside,")
                    .hasNoCause())
        .cause()
        .hasMessage("inner,")
        .cause()
        .hasMessage("java.io.IOException")
        .hasNoCause();
  }

  @Test
  void anErrorHasNoMoreThanFiveCauses() {
    driver.fail(
        "executeUpdate INSERT",
        () -> {
          SQLException error = new SQLException("cause 9");
          for (int i = 8; i >= 0; i--) {
            error = new SQLException("cause " + i, error);
          }
          return error;
        });

    assertThatThrownBy(() -> database.useTransaction(session -> session.insert(new Track())))
        .rootCause()
        .hasMessage("cause 5");
  }

  @Test
  void anErrorOfABatchIsThatOfItsRow() {
    Track track = new Track();
    Track other = new Track();
    database.useTransaction(session -> session.insertAll(List.of(track, other)));
    BatchUpdateException batch = new BatchUpdateException("UPDATE secret", new int[0]);
    driver.fail("executeBatch", () -> batch);

    assertThatThrownBy(() -> database.useTransaction(s -> s.updateAll(List.of(track, other))))
        .isExactlyInstanceOf(DatabaseException.class)
        .cause()
        .hasMessage("UPDATE secret");
    batch.setNextException(new SQLException("the row, value: 5"));
    assertThatThrownBy(() -> database.useTransaction(s -> s.updateAll(List.of(track, other))))
        .isExactlyInstanceOf(DatabaseException.class)
        .cause()
        .hasMessage("the row,");
  }
}
