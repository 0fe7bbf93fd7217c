package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Table;
import io.github.coatcheck.TransientFailureException;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.contract.SentSql;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What streams hold on SQLite, which drops no table whose rows are being read. */
class SqliteStreamTest extends SqliteTracks {
  private Session session;

  @BeforeEach
  void fillTable() {
    database.execute(AUTOINCREMENT);
    session = database.openSession();
    session.insertAll(IntStream.range(0, SIZE).mapToObj(i -> new Track(null, "x")).toList());
    session.commit();
  }

  @AfterEach
  void closeSession() {
    session.close();
  }

  private void assertNothingIsRead() {
    session.execute("DROP TABLE track");
    session.rollback();
    assertThat(session.count(Track.class)).isEqualTo(SIZE);
  }

  @Test
  void aStreamHoldsItsTableUntilItIsClosed() {
    Stream<Track> tracks = session.stream(Track.class);
    assertThat(tracks.iterator().next().id).isEqualTo(1);

    assertThatThrownBy(() -> session.execute("DROP TABLE track"))
        .isExactlyInstanceOf(TransientFailureException.class)
        .hasMessageContaining("SQLITE_LOCKED");

    tracks.close();
    session.rollback();
    assertNothingIsRead();
  }

  @Test
  void aNestedTransactionThatFailsClosesItsStreams() {
    assertThatThrownBy(
            () ->
                session.useTransaction(
                    s -> {
                      s.stream(Track.class).iterator().next();
                      throw new IllegalStateException("on purpose");
                    }))
        .isExactlyInstanceOf(IllegalStateException.class);

    assertNothingIsRead();
  }

  @Test
  void aStreamLetsItsTableGoWhenItWasReadToItsEnd() {
    assertThat(session.stream(Track.class)).hasSize(SIZE);

    assertNothingIsRead();
  }

  @Test
  void aStreamLetsItsTableGoWhenARowCannotBeRead() {
    session.execute("UPDATE track SET name = x'00' WHERE id = 3");
    Stream<Track> tracks = session.stream(Track.class);

    assertThatThrownBy(tracks::toList).isExactlyInstanceOf(ValueException.class);

    session.execute("UPDATE track SET name = 'x' WHERE id = 3");
    session.commit();
    assertNothingIsRead();
  }

  @Test
  void aStreamThatIsForgottenLetsItsTableGoWithTheTransaction() {
    assertThat(session.stream(Track.class).findFirst()).isPresent();
    assertThat(session.stream(Track.class).findFirst()).isPresent();
    session.commit();
    assertNothingIsRead();
    assertThat(session.stream(Track.class).findFirst()).isPresent();
    session.rollback();
    assertNothingIsRead();
    Optional<Track> first = session.inTransaction(nested -> nested.stream(Track.class).findFirst());
    assertThat(first).isPresent();
    assertNothingIsRead();
  }

  @Test
  void otherSessionsCanWriteAfterTheTransactionOfAStreamThatIsForgotten() {
    assertThat(session.stream(Track.class).findFirst()).isPresent();
    session.commit();

    database.useTransaction(other -> other.deleteAll(other.list(Track.class)));

    assertThat(session.count(Track.class)).isZero();
  }

  @Test
  void theLogSaysThatRowsAreReadAsAStream() {
    try (SentSql sent = SentSql.record()) {
      assertThat(session.stream(Track.class)).hasSize(SIZE);

      assertThat(sent.messages())
          .last()
          .asString()
          .startsWith(
              "SELECT \"track\".\"id\", \"track\".\"name\" FROM \"track\" -- a stream of rows, ");
    }
  }

  @Test
  void manyStreamsInOneTransactionAreForgottenWhenTheyAreRead() {
    for (int i = 0; i < 10_000; i++) {
      Iterator<Track> one = session.stream(Track.class, "where id = ?", 1 + i % SIZE).iterator();
      assertThat(one.next().id).isEqualTo(1 + i % SIZE);
      assertThat(one).isExhausted();
    }
    assertNothingIsRead();
  }

  @Table("pair")
  record Pair(int low, int high) {}

  @Test
  void aViewGivesTheRowsOfAJoin() {
    session.execute(
        "CREATE TEMP VIEW pair AS SELECT a.id AS low, b.id AS high FROM track a JOIN track b ON b.id = a.id + 1");

    try (Stream<Pair> pairs = session.stream(Pair.class, "where low < 3 order by low")) {
      assertThat(pairs.toList()).isEqualTo(List.of(new Pair(1, 2), new Pair(2, 3)));
    }
  }

  @Test
  void aStreamTellsOfEachRowWhetherItWasThere() {
    session.execute("DELETE FROM track WHERE id > 2");
    List<Long> read = new ArrayList<>();

    Spliterator<Track> tracks = session.stream(Track.class).spliterator();

    assertThat(tracks.tryAdvance(track -> read.add(track.id))).isTrue();
    assertThat(tracks.tryAdvance(track -> read.add(track.id))).isTrue();
    assertThat(tracks.tryAdvance(track -> read.add(track.id))).isFalse();
    assertThat(tracks.tryAdvance(track -> read.add(track.id))).isFalse();
    assertThat(read).containsExactly(1L, 2L);
  }
}
