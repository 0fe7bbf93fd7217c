package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.Table;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.session.Session;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams: rows that are read one at a time. */
public abstract class StreamContract extends DatabaseContract {
  private static final int SIZE = 2_500;

  @Table("track")
  static class Track {
    @Column(primaryKey = true)
    int id;

    @Column(unique = true)
    String name;

    @Column int plays;

    Track() {}

    Track(int id) {
      this.id = id;
      this.name = "Track " + id;
    }
  }

  @Table("note")
  record Note(@Column(primaryKey = true, autoincrement = true) Long id, int trackId) {}

  private Session session;

  @BeforeEach
  void fillTable() {
    create(Track.class, Note.class);
    session = database().openSession();
    session.insertAll(IntStream.rangeClosed(1, SIZE).mapToObj(Track::new).toList());
    session.commit();
  }

  @AfterEach
  void closeSession() {
    session.close();
  }

  private static List<Integer> ids(Stream<Track> tracks) {
    try (tracks) {
      return tracks.map(track -> track.id).toList();
    }
  }

  @Test
  void aStreamGivesTheRowsThatATailLeavesInItsOrder() {
    assertThat(ids(session.stream(Track.class)))
        .hasSize(SIZE)
        .containsAll(IntStream.rangeClosed(1, SIZE).boxed().toList());
    assertThat(ids(session.stream(Track.class, "where id < ? order by id desc", 4)))
        .containsExactly(3, 2, 1);
    assertThat(ids(session.stream(Track.class, "where id in (?) order by id", List.of(9, 7))))
        .containsExactly(7, 9);
    assertThat(ids(session.stream(Track.class, "where id < 0"))).isEmpty();
  }

  @Test
  void aStreamGivesTheSameObjectsAsAList() {
    try (Stream<Track> tracks = session.stream(Track.class, "order by id")) {
      assertThat(tracks.toList())
          .usingRecursiveFieldByFieldElementComparator()
          .isEqualTo(session.list(Track.class, "order by id"));
    }
  }

  @Test
  void whatWasAddedIsInTheStream() {
    session.add(new Track(SIZE + 1));

    assertThat(ids(session.stream(Track.class, "where id > ?", SIZE))).containsExactly(SIZE + 1);
  }

  @Test
  void theSameSelectIsReadByTwoStreamsAndByAListAtOnce() {
    String tail = "where id <= ? order by id";
    try (Stream<Track> first = session.stream(Track.class, tail, SIZE);
        Stream<Track> second = session.stream(Track.class, tail, SIZE)) {
      Iterator<Track> firsts = first.iterator();
      Iterator<Track> seconds = second.iterator();
      for (int id = 1; id <= SIZE; id++) {
        assertThat(firsts.next().id).isEqualTo(id);
        assertThat(seconds.next().id).isEqualTo(id);
        if (id % 1000 == 0) {
          assertThat(session.list(Track.class, tail, 3)).hasSize(3);
          assertThat(session.first(Track.class, tail, 3)).isPresent();
        }
      }
      assertThat(firsts).isExhausted();
      assertThat(seconds).isExhausted();
    }
  }

  @Test
  void rowsAreWrittenWhileAStreamIsOpen() {
    try (Stream<Track> tracks = session.stream(Track.class, "order by id")) {
      tracks.forEach(
          track -> {
            track.plays++;
            session.update(track);
            session.insert(new Note(null, track.id));
          });
    }
    session.commit();

    assertThat(session.count(Track.class, "where plays = 1")).isEqualTo(SIZE);
    assertThat(session.count(Note.class)).isEqualTo(SIZE);
    assertThat(
            session.query(
                int.class, "select count(distinct track_id) from " + product().given("note")))
        .containsExactly(SIZE);
  }

  @Test
  void aStreamGoesOnAfterNestedWorkThatWasUndone() {
    List<Integer> ids = new ArrayList<>();
    try (Stream<Track> tracks = session.stream(Track.class, "order by id")) {
      tracks.forEach(
          track -> {
            ids.add(track.id);
            if (track.id % 1000 == 1) {
              assertThatThrownBy(() -> session.inTransaction(s -> s.insert(new Track(1))))
                  .isInstanceOf(ConstraintViolationException.class);
            }
          });
    }

    assertThat(ids).hasSize(SIZE).doesNotHaveDuplicates();
  }

  @Test
  void aStreamEndsWithItsTransaction() {
    assertEnded(Session::commit);
    assertEnded(Session::rollback);
    assertThat(session.count(Track.class)).isEqualTo(SIZE);
  }

  private void assertEnded(Session.Action<RuntimeException> end) {
    try (Stream<Track> tracks = session.stream(Track.class, "order by id")) {
      Iterator<Track> iterator = tracks.iterator();
      assertThat(iterator.next().id).isEqualTo(1);

      end.in(session);

      assertRefused(iterator);
      session.insert(new Note(null, 1));
      assertRefused(iterator);
      session.rollback();
    }
  }

  private void assertRefused(Iterator<Track> iterator) {
    assertThatThrownBy(iterator::next)
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessageStartingWith(
            "Cannot read on in a stream that is closed: it ends with the transaction in which it was opened, a nested one too. Read it to its end before, or read a list.%nThe statement: SELECT "
                .formatted())
        .hasMessageEndingWith(" order by id");
  }

  @Test
  void aStreamEndsWithTheNestedTransactionInWhichItWasOpened() {
    try (Stream<Track> outer = session.stream(Track.class, "order by id")) {
      Iterator<Track> outerTracks = outer.iterator();
      assertThat(outerTracks.next().id).isEqualTo(1);

      Stream<Track> inner =
          session.inTransaction(nested -> nested.stream(Track.class, "order by id"));

      assertRefused(inner.iterator());
      assertThat(outerTracks.next().id).isEqualTo(2);
    }
  }

  @Test
  void aStreamThatWasClosedIsNotReadOn() {
    Stream<Track> tracks = session.stream(Track.class, "order by id");
    Iterator<Track> iterator = tracks.iterator();
    assertThat(iterator.next().id).isEqualTo(1);

    tracks.close();
    tracks.close();

    assertRefused(iterator);
  }

  @Test
  void aStreamIsNotReadOnAfterItsSessionWasClosed() {
    Stream<Track> tracks =
        database().inTransaction(other -> other.stream(Track.class, "order by id"));

    assertThatThrownBy(tracks::findFirst)
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot use a session that is closed: its connection is gone. Open another one.");
    tracks.close();
  }

  @Test
  void aStreamThatWasReadToItsEndHasNoMoreRowsWhateverWasClosed() {
    Iterator<Track> iterator = session.stream(Track.class, "where id = 1").iterator();
    assertThat(iterator.next().id).isEqualTo(1);
    assertThat(iterator).isExhausted();

    session.close();

    assertThat(iterator).isExhausted();
  }

  @Test
  void afterAFailureAStreamIsNotReadOn() {
    try (Stream<Track> tracks = session.stream(Track.class, "order by id")) {
      Iterator<Track> iterator = tracks.iterator();
      assertThat(iterator.next().id).isEqualTo(1);
      assertThatThrownBy(() -> session.insert(new Track(1)))
          .isInstanceOf(ConstraintViolationException.class);

      assertThatThrownBy(iterator::next)
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessageStartingWith(
              "Cannot go on with this transaction: an earlier statement of it failed");
    }
    session.rollback();
    assertThat(session.count(Track.class)).isEqualTo(SIZE);
  }

  @Test
  void aStreamIsReadOnTheThreadOfItsSessionOnly() {
    try (Stream<Track> tracks = session.stream(Track.class)) {
      assertThatThrownBy(CompletableFuture.supplyAsync(tracks::findFirst)::join)
          .cause()
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessageStartingWith("Cannot use a session on thread ")
          .hasMessageEndingWith(
              ": it belongs to thread %s, which opened it. Open a session on each thread."
                  .formatted(Thread.currentThread().getName()));
    }
  }

  enum Title {
    KNOWN
  }

  @Table("track")
  record Titled(@Column(primaryKey = true) int id, Title name) {}

  @Test
  void aRowThatCannotBeReadClosesTheStreamAndTheSessionGoesOn() {
    session.execute(
        "update %s set name = 'KNOWN' where id = 1".formatted(product().given("track")));
    try (Stream<Titled> tracks = session.stream(Titled.class, "order by id")) {
      Iterator<Titled> iterator = tracks.iterator();
      assertThat(iterator.next()).isEqualTo(new Titled(1, Title.KNOWN));

      assertThatThrownBy(iterator::next).isExactlyInstanceOf(ValueException.class);

      assertThatThrownBy(iterator::next)
          .hasMessageStartingWith("Cannot read on in a stream that is closed: ");
    }
    session.commit();
    assertThat(session.count(Track.class, "where name = 'KNOWN'")).isOne();
  }

  @Test
  void whatTheProgramThrowsWhileItReadsComesOutAndTheSessionGoesOn() {
    IllegalStateException mine = new IllegalStateException("mine");

    assertThatThrownBy(
            () -> {
              try (Stream<Track> tracks = session.stream(Track.class)) {
                tracks.forEach(
                    track -> {
                      throw mine;
                    });
              }
            })
        .isSameAs(mine);

    assertThat(session.count(Track.class)).isEqualTo(SIZE);
  }
}
