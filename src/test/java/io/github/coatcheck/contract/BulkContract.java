package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.StaleRowException;
import io.github.coatcheck.Table;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.session.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many rows at once: K9 and K10 of the key contract. */
public abstract class BulkContract extends DatabaseContract {

  @Table("track")
  static class Track {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column(unique = true)
    String name;

    @Column int seconds;

    Track() {}

    Track(Long id, String name, int seconds) {
      this.id = id;
      this.name = name;
      this.seconds = seconds;
    }

    @Override
    public String toString() {
      return "%d %s %d".formatted(id, name, seconds);
    }
  }

  @Table("track")
  record TrackRecord(
      @Column(primaryKey = true, autoincrement = true) Long id, String name, int seconds) {}

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 17, 18, 64, 65, 66, 129, 257, 1000, 1001, 10_001, 100_000})
  void k9EveryObjectGetsTheKeyOfItsOwnRow(int size) {
    create(Track.class);
    List<Track> tracks = tracks(size);

    List<Track> inserted =
        database()
            .inTransaction(
                session -> {
                  session.execute(
                      "INSERT INTO %s (name, seconds) VALUES ('earlier', 1)"
                          .formatted(product().given("track")));
                  return session.insertAll(tracks);
                });

    assertThat(inserted).containsExactlyElementsOf(tracks);
    assertThat(rows("where name <> 'earlier' order by seconds"))
        .isEqualTo(tracks.stream().map(Track::toString).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 129, 1000})
  void k9EveryRecordIsReturnedWithTheKeyOfItsOwnRow(int size) {
    create(TrackRecord.class);
    List<TrackRecord> tracks =
        IntStream.range(0, size).mapToObj(i -> new TrackRecord(null, "track " + i, i)).toList();

    List<TrackRecord> inserted = database().inTransaction(session -> session.insertAll(tracks));

    assertThat(inserted).extracting(TrackRecord::name).isEqualTo(names(tracks));
    assertThat(tracks).allSatisfy(track -> assertThat(track.id()).isNull());
    assertThat(
            database()
                .<List<TrackRecord>, RuntimeException>inTransaction(
                    session -> session.list(TrackRecord.class, "order by seconds")))
        .isEqualTo(inserted);
  }

  private static List<String> names(List<TrackRecord> tracks) {
    return tracks.stream().map(TrackRecord::name).toList();
  }

  @Test
  void k9GivenAndUnsetKeysMayBeMixed() {
    create(Track.class);
    List<Track> mixed =
        Stream.of(null, 100L, null, 50L, null)
            .map(id -> new Track(id, "mixed", 0))
            .collect(java.util.stream.Collectors.toCollection(ArrayList::new));
    for (int i = 0; i < mixed.size(); i++) {
      mixed.get(i).name = "mixed " + i;
    }

    database()
        .useTransaction(
            session -> {
              session.insertAll(tracks(4));
              session.insertAll(mixed);
            });

    assertThat(mixed).extracting(track -> track.id).doesNotContainNull().doesNotHaveDuplicates();
    assertThat(mixed.get(1).id).isEqualTo(100);
    assertThat(mixed.get(3).id).isEqualTo(50);
    assertThat(rows("where name like 'mixed%' order by name"))
        .isEqualTo(mixed.stream().map(Track::toString).toList());
  }

  @Table("note")
  static class Note {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column String text;
  }

  @Test
  void k9RowsOfEqualContentGetDistinctKeys() {
    create(Note.class);
    List<Note> notes = Stream.generate(Note::new).limit(300).toList();

    database().useTransaction(session -> session.insertAll(notes));

    assertThat(notes).extracting(note -> note.id).doesNotContainNull().doesNotHaveDuplicates();
    assertThat(database().<Long, RuntimeException>inTransaction(s -> s.count(Note.class)))
        .isEqualTo(300);
  }

  @Test
  void k9ObjectsOfSeveralClassesMayBeMixed() {
    create(Track.class, Note.class);
    List<Object> mixed = new ArrayList<>(tracks(3));
    mixed.add(1, new Note());
    mixed.add(new Note());

    database().useTransaction(session -> session.insertAll(mixed));

    assertThat(rows("order by id")).hasSize(3).doesNotContainNull();
    assertThat(mixed.get(1)).extracting("id").isNotNull();
  }

  /**
   * Each letter is an object: of a and b the key is made, of x it is given, n has another class.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {"aa", "aab", "aba", "abba", "axa", "axxa", "ana", "xx", "xbx", "xax", "aax"})
  void theSameObjectTwiceIsRefused(String letters) {
    create(Track.class, Note.class);
    Map<Character, Object> objects =
        Map.of(
            'a', new Track(null, "a", 1),
            'b', new Track(null, "b", 2),
            'n', new Note(),
            'x', new Track(77L, "x", 3));
    List<Object> list = letters.chars().mapToObj(letter -> objects.get((char) letter)).toList();

    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.insertAll(list))
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessage(
              "Cannot store the same %s twice: it stands for one row only. Make an object for each row."
                  .formatted(Track.class.getName()));
      session.insert(new Track(null, "after", 4));
      session.commit();
    }
    assertThat(objects.get('a')).extracting("id").isNull();
    assertThat(objects.get('b')).extracting("id").isNull();
    assertThat(objects.get('n')).extracting("id").isNull();
    assertThat(rows("")).hasSize(1);
  }

  @Test
  void theSameObjectTwiceFarApartIsRefused() {
    create(Note.class);
    List<Note> notes = new ArrayList<>(Stream.generate(Note::new).limit(1000).toList());
    notes.set(900, notes.get(3));

    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.insertAll(notes))
          .hasMessageStartingWith("Cannot store the same " + Note.class.getName() + " twice");
      assertThat(notes).extracting(note -> note.id).containsOnlyNulls();
      assertThat(session.count(Note.class)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 128, 500, 999})
  void k10AFailureInTheMiddleLeavesNothingAndNamesTheRow(int bad) {
    create(Track.class);
    List<Track> tracks = tracks(1000);
    tracks.get(bad).name = tracks.get(0).name;

    try (Session session = database().openSession()) {
      session.insert(new Track(null, "before", -1));
      assertThatThrownBy(() -> session.insertAll(tracks))
          .isInstanceOf(ConstraintViolationException.class)
          .hasMessageStartingWith("Object %d of 1000: The database refused".formatted(bad + 1));
      assertThat(tracks).allSatisfy(track -> assertThat(track.id).isNull());
      session.insert(new Track(null, "after", -2));
      session.commit();
    }
    assertThat(rows("order by id")).hasSize(2);
  }

  @Test
  void k10AValueThatIsRefusedInTheMiddleLeavesNothing() {
    create(Track.class);
    List<Track> tracks = tracks(300);
    tracks.get(250).name = "\uDC00";

    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.insertAll(tracks))
          .isInstanceOf(ValueException.class)
          .hasMessageStartingWith("Object 251 of 300: Cannot store the value of");
      assertThat(tracks).allSatisfy(track -> assertThat(track.id).isNull());
      session.commit();
    }
    assertThat(rows("")).isEmpty();
  }

  @Test
  void manyObjectsStreamThroughAndAreHandedOnWithTheirKeys() {
    create(Track.class);
    List<String> handedOn = new ArrayList<>();

    long count =
        database()
            .inTransaction(
                session ->
                    session.insertAll(
                        IntStream.range(0, 2500)
                            .mapToObj(i -> new Track(null, "track " + i, i))
                            .iterator(),
                        track -> handedOn.add(track.toString())));

    assertThat(count).isEqualTo(2500);
    assertThat(rows("order by seconds")).isEqualTo(handedOn);
  }

  @Test
  void k10AFailureFarDownAnIteratorLeavesNothingAndNamesTheRowByItsNumber() {
    create(Track.class);
    List<Track> twice = tracks(2500);
    twice.get(2004).name = twice.get(3).name;
    List<Track> refused = tracks(2500);
    refused.get(2004).name = "\uDC00";

    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.insertAll(twice.iterator(), track -> {}))
          .isInstanceOf(ConstraintViolationException.class)
          .hasMessageStartingWith("Object 2005: The database refused");
      assertThatThrownBy(() -> session.insertAll(refused.iterator(), track -> {}))
          .isInstanceOf(ValueException.class)
          .hasMessageStartingWith("Object 2005: Cannot store the value of");
      session.commit();
    }
    assertThat(rows("")).isEmpty();
  }

  @Test
  void updateAllWritesEveryRow() {
    create(Track.class);
    List<Track> tracks = tracks(2500);

    database()
        .useTransaction(
            session -> {
              session.insertAll(tracks);
              tracks.forEach(track -> track.seconds += 10_000);
              session.updateAll(tracks);
            });

    assertThat(rows("order by seconds")).isEqualTo(tracks.stream().map(Track::toString).toList());
  }

  @Test
  void updateAllNamesTheObjectWhoseValueIsRefusedAndChangesNothing() {
    create(Track.class);
    List<Track> tracks = tracks(2500);

    try (Session session = database().openSession()) {
      session.insertAll(tracks);
      tracks.forEach(track -> track.seconds = -1);
      tracks.get(1234).name = "\uDC00";
      assertThatThrownBy(() -> session.updateAll(tracks))
          .isInstanceOf(ValueException.class)
          .hasMessageStartingWith("Object 1235 of 2500: Cannot store the value of");
      session.commit();
    }
    assertThat(rows("where seconds = -1")).isEmpty();
  }

  @Test
  void updateAllRefusesAStaleRowAndChangesNothing() {
    create(Track.class);
    List<Track> tracks = tracks(20);

    try (Session session = database().openSession()) {
      session.insertAll(tracks);
      session.delete(tracks.get(12));
      tracks.forEach(track -> track.seconds = -1);
      assertThatThrownBy(() -> session.updateAll(tracks))
          .isInstanceOf(StaleRowException.class)
          .hasMessageContaining("Object 13 of 20");
      session.commit();
    }
    assertThat(rows("where seconds = -1")).isEmpty();
  }

  @Test
  void countTellsHowManyRowsAListWouldHave() {
    create(Track.class);

    try (Session session = database().openSession()) {
      session.insertAll(tracks(5));

      for (String tail :
          List.of("", " ", "where seconds > 2", "where seconds > 9", "order by seconds limit 3")) {
        assertThat(session.count(Track.class, tail))
            .isEqualTo(session.list(Track.class, tail).size());
      }
      assertThat(session.count(Track.class, "group by seconds")).isEqualTo(5);
      assertThat(session.count(Track.class, "where seconds in (?)", List.of(1, 4, 9))).isEqualTo(2);
    }
  }

  @Test
  void deleteAllCountsTheRowsThatWereThere() {
    create(Track.class);
    List<Track> tracks = tracks(2500);

    try (Session session = database().openSession()) {
      session.insertAll(tracks);
      session.delete(tracks.get(7));
      int deleted = session.deleteAll(tracks.subList(0, 2400));
      session.commit();

      assertThat(deleted).isEqualTo(2399);
      assertThat(session.count(Track.class)).isEqualTo(100);
    }
  }

  private static List<Track> tracks(int size) {
    List<Track> tracks = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      tracks.add(new Track(null, "track " + i, i));
    }
    Collections.shuffle(tracks, new java.util.Random(42));
    for (int i = 0; i < size; i++) {
      tracks.get(i).seconds = i;
    }
    return tracks;
  }

  private List<String> rows(String tail) {
    return database()
        .inTransaction(
            session -> session.list(Track.class, tail).stream().map(Track::toString).toList());
  }

  @Test
  void k11ObjectsThatTheIteratorItselfInsertsLoseTheirKeysInARollback() {
    create(Track.class);
    List<Track> tracks = tracks(6);
    List<Track> byTheIterator = tracks.subList(0, 3);
    List<Track> byTheSession = tracks.subList(3, 6);

    try (Session session = database().openSession()) {
      Stream<Track> handedIn =
          IntStream.range(0, 3)
              .mapToObj(
                  i -> {
                    session.insert(byTheIterator.get(i));
                    return byTheSession.get(i);
                  });
      session.insertAll(handedIn.iterator(), track -> {});
      assertThat(byTheIterator).allSatisfy(track -> assertThat(track.id).isNotNull());
      session.rollback();
    }
    assertThat(byTheIterator).allSatisfy(track -> assertThat(track.id).isNull());
    assertThat(rows("")).isEmpty();
  }
}
