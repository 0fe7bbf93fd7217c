package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.Table;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.session.Session;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Commit, rollback and failures: K11, K13 and K18 of the key contract. */
public abstract class TransactionContract extends DatabaseContract {

  @Table("artist")
  static class Artist {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column(unique = true)
    String name;

    @Column(defaultValue = "'unknown'")
    String country;

    Artist() {}

    Artist(String name) {
      this.name = name;
    }
  }

  @Test
  void addInsertsBeforeTheNextStatementAndAtCommit() {
    create(Artist.class);
    Artist flushed = new Artist("Flushed");
    Artist committed = new Artist("Committed");

    try (Session session = database().openSession()) {
      session.add(flushed);
      assertThat(flushed.id).isNull();
      assertThat(session.count(Artist.class)).isEqualTo(1);
      assertThat(flushed.id).isNotNull();
      session.addAll(List.of(committed));
      session.commit();

      assertThat(committed.id).isGreaterThan(flushed.id);
    }
    assertThat(names()).containsExactly("Flushed", "Committed");
  }

  @Test
  void theSameObjectIsNotAddedTwice() {
    create(Artist.class);
    Artist artist = new Artist("Twice");

    try (Session session = database().openSession()) {
      session.add(artist);

      assertThatThrownBy(() -> session.add(artist))
          .hasMessage(
              "Cannot store the same %s twice: it stands for one row only. Make an object for each row."
                  .formatted(Artist.class.getName()));
      session.commit();
    }
    assertThat(names()).containsExactly("Twice");
  }

  @Table("artist")
  record ArtistRecord(@Column(primaryKey = true, autoincrement = true) Long id, String name) {}

  @Test
  void aRecordIsNotAddedSinceItCannotTakeAKey() {
    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.add(new ArtistRecord(null, "Fixed")))
          .hasMessage(
              "Cannot add a %s: it is a record, which cannot change, so its key could not be put into it. Use insert or insertAll, which return the copies that have their keys."
                  .formatted(ArtistRecord.class.getName()));
    }
  }

  @Test
  void closingASessionRollsBackWhatWasNotCommitted() {
    create(Artist.class);
    Artist lost = new Artist("Lost");

    try (Session session = database().openSession()) {
      session.insert(lost);
    }

    assertThat(lost.id).isNull();
    assertThat(names()).isEmpty();
  }

  @Test
  void k11RollbackTakesKeysAndDefaultsOutAgain() {
    create(Artist.class);
    Artist inserted = new Artist("Inserted");
    Artist added = new Artist("Added");
    List<Artist> many = Stream.of("One", "Two", "Three").map(Artist::new).toList();
    many.get(1).country = "France";

    try (Session session = database().openSession()) {
      session.insert(inserted);
      assertThat(inserted.country).isEqualTo("unknown");
      session.insertAll(many);
      session.add(added);
      session.flush();
      session.rollback();

      assertThat(Stream.concat(Stream.of(inserted, added), many.stream()))
          .allSatisfy(artist -> assertThat(artist.id).isNull());
      assertThat(inserted.country).isNull();
      assertThat(many.get(1).country).isEqualTo("France");
      session.addAll(many);
      session.commit();
    }
    assertThat(names()).containsExactly("One", "Two", "Three");
  }

  @Test
  void k11RollbackTakesTheKeysOutOfWhatWasAddedTogether() {
    create(Artist.class);
    List<Artist> artists = Stream.of("One", "Two", "Three").map(Artist::new).toList();
    artists.forEach(artist -> artist.country = "France");

    try (Session session = database().openSession()) {
      session.addAll(artists);
      session.flush();
      assertThat(artists).allSatisfy(artist -> assertThat(artist.id).isNotNull());
      session.rollback();
    }

    assertThat(artists).allSatisfy(artist -> assertThat(artist.id).isNull());
    assertThat(names()).isEmpty();
  }

  @Test
  void k11RollbackToASavepointTakesOutOnlyWhatCameAfterIt() {
    create(Artist.class);
    Artist before = new Artist("Before");
    Artist inside = new Artist("Inside");
    Artist after = new Artist("After");

    try (Session session = database().openSession()) {
      session.insert(before);
      assertThatThrownBy(() -> session.useTransaction(nested -> failAfterInsert(nested, inside)))
          .isInstanceOf(IllegalStateException.class);
      assertThat(inside.id).isNull();
      assertThat(before.id).isNotNull();
      session.insert(after);
      session.commit();

      assertThat(after.id).isNotNull();
    }
    assertThat(names()).containsExactly("Before", "After");
  }

  private static void failAfterInsert(Session session, Artist artist) {
    session.insert(artist);
    session.add(new Artist("Added and forgotten"));
    throw new IllegalStateException("on purpose");
  }

  @Test
  void k13SessionsInsertingAtTheSameTimeGetDistinctKeysEachOnItsOwnRow() throws Exception {
    create(Artist.class);
    int threads = 4;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<List<Artist>>> tasks =
          Stream.iterate(0, i -> i + 1).limit(threads).map(this::inserting).toList();
      Set<Long> keys = new HashSet<>();
      for (Future<List<Artist>> future : executor.invokeAll(tasks)) {
        for (Artist artist : future.get()) {
          keys.add(artist.id);
          Artist read =
              database().inTransaction(s -> s.find(Artist.class, artist.id)).orElseThrow();
          assertThat(read.name).isEqualTo(artist.name);
        }
      }

      assertThat(keys).hasSize(threads * 45);
    } finally {
      executor.shutdownNow();
    }
  }

  private Callable<List<Artist>> inserting(int thread) {
    return () -> {
      List<Artist> artists =
          Stream.iterate(0, i -> i + 1)
              .limit(45)
              .map(i -> new Artist("Artist %d of thread %d".formatted(i, thread)))
              .toList();
      for (int i = 0; i < 15; i++) {
        Artist single = artists.get(i);
        List<Artist> pair = artists.subList(15 + 2 * i, 17 + 2 * i);
        database().useTransaction(session -> session.insert(single));
        database().useTransaction(session -> session.insertAll(pair));
      }
      return artists;
    };
  }

  @Test
  void k18AfterAFailedInsertNothingButRollbackIsAccepted() {
    create(Artist.class);
    Artist first = new Artist("Twin");

    try (Session session = database().openSession()) {
      session.insert(first);
      assertThatThrownBy(() -> session.insert(new Artist("Twin")))
          .isInstanceOf(ConstraintViolationException.class);

      assertThatThrownBy(session::commit)
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessageStartingWith(
              "Cannot go on with this transaction: an earlier statement of it failed, so that it would be stored in part. Let an exception leave the work of inTransaction or useTransaction in which it failed, which is rolled back; elsewhere call rollback(). The failure was: The database refused");
      assertThatThrownBy(() -> session.count(Artist.class)).isInstanceOf(CoatcheckException.class);
      assertThatThrownBy(() -> session.insert(new Artist("Other")))
          .isInstanceOf(CoatcheckException.class);
      session.rollback();
      assertThat(first.id).isNull();
      session.insert(new Artist("Afterwards"));
      session.commit();
    }
    assertThat(names()).containsExactly("Afterwards");
  }

  @Test
  void k18AfterAFailedFlushNothingIsCommitted() {
    create(Artist.class);
    Artist first = new Artist("First");

    try (Session session = database().openSession()) {
      session.addAll(List.of(first, new Artist("Twin"), new Artist("Twin")));
      assertThatThrownBy(session::commit).isInstanceOf(ConstraintViolationException.class);
      assertThat(first.id).isNull();
      assertThatThrownBy(session::commit).isInstanceOf(CoatcheckException.class);
      session.rollback();
      session.commit();
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void k18TheNestedTransactionIsTheWayToGoOnAfterADuplicate() {
    create(Artist.class);
    Artist twin = new Artist("Twin");

    try (Session session = database().openSession()) {
      session.insert(new Artist("Twin"));
      assertThatThrownBy(() -> session.inTransaction(nested -> nested.insert(twin)))
          .isInstanceOf(ConstraintViolationException.class);
      assertThat(twin.id).isNull();
      session.insert(new Artist("Another"));
      session.commit();
    }
    assertThat(names()).containsExactly("Twin", "Another");
  }

  @Table("station")
  record Station(@Column(primaryKey = true, autoincrement = true) Long id, String name) {}

  @Test
  void aValueThatIsRefusedBeforeSqlLeavesTheSessionUsable() {
    create(Station.class);

    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.insert(new Station(null, "half \uD800 of a pair")))
          .isInstanceOf(ValueException.class);
      session.insert(new Station(null, "whole"));
      session.commit();

      assertThat(session.count(Station.class)).isEqualTo(1);
    }
  }

  @Test
  void inTransactionCommitsAndGivesTheResult() {
    create(Artist.class);

    Artist artist = database().inTransaction(session -> session.insert(new Artist("Result")));

    assertThat(artist.id).isNotNull();
    assertThat(names()).containsExactly("Result");
  }

  @Test
  void inTransactionRollsBackAndThrowsWhatTheWorkThrew() {
    create(Artist.class);
    Artist artist = new Artist("Undone");

    assertThatThrownBy(
            () ->
                database()
                    .useTransaction(
                        session -> {
                          session.insert(artist);
                          throw new java.io.IOException("checked");
                        }))
        .isExactlyInstanceOf(java.io.IOException.class);

    assertThat(artist.id).isNull();
    assertThat(names()).isEmpty();
  }

  @Test
  void commitInsideOfNestedWorkIsRefused() {
    create(Artist.class);

    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.useTransaction(Session::commit))
          .hasMessage(
              "Cannot commit inside of inTransaction, useTransaction, insertAll or a converter: the transaction commits when the work returns, and rolls back when it throws. Return, or throw an exception.");
    }
  }

  @Test
  void aStatementThatTheDatabaseRefusesIsAnErrorWithItsSql() {
    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.execute("UPDATE nowhere SET nothing = ?", "secret"))
          .isInstanceOfSatisfying(
              DatabaseException.class,
              e -> {
                assertThat(e.sql()).isEqualTo("UPDATE nowhere SET nothing = ?");
                assertThat(e)
                    .hasMessageNotContaining("secret")
                    .hasCauseInstanceOf(java.sql.SQLException.class);
              });
    }
  }

  private List<String> names() {
    return database()
        .inTransaction(
            session ->
                session.query(
                    String.class,
                    "select name from %s order by id".formatted(product().given("artist"))));
  }

  @Table("album")
  record Album(@Column(primaryKey = true, autoincrement = true) Long id, String title) {}

  @Test
  void programsThatStartAtTheSameTimeCreateTheirTablesTogether() throws Exception {
    int threads = 4;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      for (int round = 0; round < 10; round++) {
        database().dropTables(Artist.class, Album.class);
        CyclicBarrier start = new CyclicBarrier(threads);
        Callable<Object> creating =
            () -> {
              start.await();
              database().createTables(Artist.class, Album.class);
              return null;
            };
        for (Future<Object> future : executor.invokeAll(Collections.nCopies(threads, creating))) {
          future.get();
        }
        assertThat(database().<Long, RuntimeException>inTransaction(s -> s.count(Album.class)))
            .isZero();
      }
    } finally {
      executor.shutdownNow();
    }
  }
}
