package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.ConstraintViolationException.Kind;
import io.github.coatcheck.OutcomeUnknownException;
import io.github.coatcheck.Table;
import io.github.coatcheck.TransientFailureException;
import io.github.coatcheck.session.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions that are done again as a whole after failures that may not happen again. */
public abstract class RetryContract extends DatabaseContract {
  @Table("artist")
  static class Artist {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column(unique = true)
    String name;

    Artist() {}

    Artist(String name) {
      this.name = name;
    }
  }

  private final List<TransientFailureException> thrown = new ArrayList<>();
  private final List<Session> sessions = new ArrayList<>();
  private final Artist artist = new Artist("Nico");

  @BeforeEach
  void createTable() {
    create(Artist.class);
  }

  /** Inserts, but throws after the first few times. */
  private Artist insertAfter(int failures, Session session) {
    assertThat(artist.id).isNull();
    sessions.add(session);
    session.insert(artist);
    if (thrown.size() < failures) {
      thrown.add(
          new TransientFailureException("failure " + thrown.size(), "INSERT", "40001", null));
      throw thrown.get(thrown.size() - 1);
    }
    return artist;
  }

  private long count() {
    return database().inTransaction(session -> session.count(Artist.class));
  }

  @Test
  void theWholeIsDoneAgainInANewSessionUntilItSucceeds() {
    Artist stored = database().inTransaction(3, session -> insertAfter(2, session));

    assertThat(stored).isSameAs(artist);
    assertThat(artist.id).isNotNull();
    assertThat(sessions).hasSize(3).doesNotHaveDuplicates();
    assertThat(count()).isOne();
  }

  @Test
  void theLastFailureIsThrownWithTheEarlierOnesSuppressedAndNothingIsStored() {
    assertThatThrownBy(
            () -> database().useTransaction(3, session -> insertAfter(Integer.MAX_VALUE, session)))
        .isSameAs(thrown.get(2))
        .satisfies(e -> assertThat(e).hasSuppressedException(thrown.get(0)))
        .satisfies(e -> assertThat(e).hasSuppressedException(thrown.get(1)))
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));

    assertThat(sessions).hasSize(3);
    assertThat(artist.id).isNull();
    assertThat(count()).isZero();
  }

  @Test
  void withoutANumberOfAttemptsThereIsOne() {
    assertThatThrownBy(() -> database().inTransaction(session -> insertAfter(1, session)))
        .isSameAs(thrown.get(0));
    assertThatThrownBy(() -> database().inTransaction(1, session -> insertAfter(2, session)))
        .isSameAs(thrown.get(1));

    assertThat(sessions).hasSize(2);
    assertThat(count()).isZero();
  }

  @Test
  void theSameFailureThrownAgainIsNotSuppressedInItself() {
    TransientFailureException failure =
        new TransientFailureException("again and again", "INSERT", "40001", null);

    assertThatThrownBy(
            () ->
                database()
                    .useTransaction(
                        2,
                        session -> {
                          throw failure;
                        }))
        .isSameAs(failure)
        .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());
  }

  @Test
  void otherFailuresAreThrownAtOnce() {
    for (Exception failure :
        List.of(
            new IOException("no network"),
            new ConstraintViolationException("a duplicate", Kind.UNIQUE, "INSERT", "23000", null),
            new OutcomeUnknownException("who knows", "COMMIT", "08006", null))) {
      sessions.clear();

      assertThatThrownBy(
              () ->
                  database()
                      .useTransaction(
                          9,
                          session -> {
                            insertAfter(0, session);
                            throw failure;
                          }))
          .isSameAs(failure);

      assertThat(sessions).hasSize(1);
      assertThat(artist.id).isNull();
    }
    assertThat(count()).isZero();
  }

  @Test
  void anotherFailureAfterTransientOnesHasThoseSuppressed() {
    IllegalStateException failure = new IllegalStateException("mine");

    assertThatThrownBy(
            () ->
                database()
                    .useTransaction(
                        9,
                        session -> {
                          insertAfter(1, session);
                          throw failure;
                        }))
        .isSameAs(failure)
        .hasSuppressedException(thrown.get(0));

    assertThat(sessions).hasSize(2);
    assertThat(count()).isZero();
  }

  @Test
  void whatWasAddedByAFailedAttemptIsForgotten() {
    database()
        .useTransaction(
            2,
            session -> {
              sessions.add(session);
              session.add(new Artist("Attempt " + sessions.size()));
              if (sessions.size() == 1) {
                throw new TransientFailureException("once", "INSERT", "40001", null);
              }
            });

    assertThat(database().<List<Artist>, RuntimeException>inTransaction(s -> s.list(Artist.class)))
        .extracting(stored -> stored.name)
        .containsExactly("Attempt 2");
  }

  @Test
  void aThreadThatIsInterruptedMakesNoFurtherAttempt() {
    assumeThat(product().leavesInterruptions()).as("HSQLDB takes an interruption away").isTrue();
    assertThatThrownBy(
            () ->
                database()
                    .useTransaction(
                        Integer.MAX_VALUE,
                        session -> {
                          Thread.currentThread().interrupt();
                          insertAfter(Integer.MAX_VALUE, session);
                        }))
        .isSameAs(thrown.get(0));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(sessions).hasSize(1);
    assertThat(count()).isZero();
  }

  @Test
  void theWorkLeavesTheEndOfItsTransactionToTheDatabase() {
    assertRefused("commit", Session::commit);
    assertRefused("roll back", Session::rollback);
    assertRefused("close", Session::close);
    assertThat(count()).isZero();
  }

  private void assertRefused(String action, Session.Action<RuntimeException> end) {
    assertThatThrownBy(
            () ->
                database()
                    .useTransaction(
                        2,
                        session -> {
                          insertAfter(0, session);
                          end.in(session);
                        }))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot %s inside of inTransaction, useTransaction, insertAll or a converter: the transaction commits when the work returns, and rolls back when it throws. Return, or throw an exception."
                .formatted(action));
  }

  @Test
  void noAttemptIsTooFew() {
    assertThatThrownBy(() -> database().inTransaction(0, session -> insertAfter(0, session)))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot attempt a transaction 0 times: it would not be done at all. Give 1 or more.");
    assertThat(sessions).isEmpty();
  }

  @Test
  void transactionsThatWaitForEachOtherSucceedByFurtherAttempts() throws Exception {
    Artist reed = new Artist("Reed");
    Artist cale = new Artist("Cale");
    database().useTransaction(session -> session.insertAll(List.of(reed, cale)));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> one = threads.submit(() -> rename(reed, cale, " and one"));
      Future<?> other = threads.submit(() -> rename(cale, reed, " and other"));
      one.get();
      other.get();
    } finally {
      threads.shutdown();
    }

    List<Artist> artists = database().inTransaction(session -> session.list(Artist.class));
    assertThat(artists)
        .allSatisfy(artist -> assertThat(artist.name).contains(" and one").contains(" and other"));
  }

  /** Changes one row, and then the other one, which another transaction may have changed first. */
  private void rename(Artist first, Artist second, String suffix) {
    database()
        .useTransaction(
            10,
            session -> {
              append(session, first, suffix);
              // Time for the other one to begin too, if it can.
              LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
              append(session, second, suffix);
            });
  }

  private void append(Session session, Artist artist, String suffix) {
    String table = product().given("artist");
    List<String> names =
        session.query(String.class, "select name from " + table + " where id = ?", artist.id);
    session.execute(
        "update " + table + " set name = ? where id = ?", names.get(0) + suffix, artist.id);
  }
}
