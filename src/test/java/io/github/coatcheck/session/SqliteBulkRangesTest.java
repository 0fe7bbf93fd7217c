package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.Table;
import io.github.coatcheck.contract.SentSql;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many rows whose keys come near a border, are given in part, or have defaults beside them. */
class SqliteBulkRangesTest extends SqliteTrackRecords {
  @Test
  void behindTheGreatestKeyTheDatabaseEndsTheTransaction() {
    try (Session session = database.openSession()) {
      session.insert(new Track(Long.MAX_VALUE - 2, "a"));
      session.commit();

      assertThatThrownBy(() -> session.insertAll(tracks(null, null, null)))
          .isExactlyInstanceOf(DatabaseException.class)
          .hasMessageContaining("SQLITE_FULL");
      assertThatThrownBy(session::commit).isExactlyInstanceOf(CoatcheckException.class);
      session.rollback();

      assertThat(session.count(Track.class)).isOne();
      try (SentSql sent = SentSql.record()) {
        assertThat(session.insertAll(tracks(null, null)))
            .extracting(Track::id)
            .containsExactly(Long.MAX_VALUE - 1, Long.MAX_VALUE);
        assertThat(sent.statements())
            .filteredOn(sql -> sql.startsWith("INSERT"))
            .containsExactly(
                "INSERT INTO \"track\" (\"name\") VALUES (?)",
                "INSERT INTO \"track\" (\"id\", \"name\") VALUES (?, ?)");
      }
    }
  }

  @Table("track")
  static class ByteTrack {
    @Column(primaryKey = true, autoincrement = true)
    Byte id;

    @Column String name;
  }

  @Table("track")
  static class ShortTrack {
    @Column(primaryKey = true, autoincrement = true)
    short id;

    @Column String name;
  }

  @Table("track")
  static class IntTrack {
    @Column(primaryKey = true, autoincrement = true)
    Integer id;

    @Column String name;
  }

  @Test
  void k6AKeyThatOutgrowsItsFieldInTheMiddleLeavesNothing() {
    assertOutgrown(Stream.generate(ByteTrack::new), Byte.MAX_VALUE, "Byte");
    assertOutgrown(Stream.generate(ShortTrack::new), Short.MAX_VALUE, "short");
    assertOutgrown(Stream.generate(IntTrack::new), Integer.MAX_VALUE, "Integer");
  }

  private <T> void assertOutgrown(Stream<T> objects, long greatest, String type) {
    List<T> tracks = objects.limit(300).toList();
    List<String> before = tracks.stream().map(SqliteBulkRangesTest::id).toList();
    String field = tracks.get(0).getClass().getName() + "#id";
    try (Session session = database.openSession()) {
      session.insert(new Track(greatest - 100, "earlier"));

      assertThatThrownBy(() -> session.insertAll(tracks))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessage(
              "Object 101 of 300: Cannot put the key %d into %s: it does not fit the type %s. Declare %2$s long, and roll back, since the row is stored already."
                  .formatted(greatest + 1, field, type));

      assertThat(tracks.stream().map(SqliteBulkRangesTest::id)).isEqualTo(before);
      assertThat(session.count(Track.class)).isOne();
      assertThat(session.insertAll(tracks.subList(0, 2))).hasSize(2);
      session.rollback();
    }
  }

  private static String id(Object track) {
    return track instanceof ByteTrack narrow
        ? "" + narrow.id
        : track instanceof ShortTrack wider ? "" + wider.id : "" + ((IntTrack) track).id;
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, -3, -200})
  void aKeyThatWouldSeemUnsetInItsFieldIsNeverPutThere(int highest) {
    try (Session session = database.openSession()) {
      session.execute("DROP TABLE track");
      session.execute("CREATE TABLE track (id INTEGER PRIMARY KEY, name TEXT)");
      session.execute("INSERT INTO track VALUES (?, 'earlier')", highest);
      List<ShortTrack> tracks = Stream.generate(ShortTrack::new).limit(300).toList();

      assertThatThrownBy(() -> session.insertAll(tracks))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessage(
              "Object %d of 300: Cannot put the key 0 into %2$s#id: it would mean that the key is not set. Declare %2$s#id with a type that can be null, and roll back, since the row is stored already."
                  .formatted(-highest, ShortTrack.class.getName()));

      assertThat(session.query(Long.class, "select id from track")).containsExactly((long) highest);
    }
  }

  @Test
  void givenAndUnsetKeysMayBeMixedInAnyWay() {
    try (Session session = database.openSession()) {
      List<Track> inserted =
          session.insertAll(tracks(null, null, -4L, 0L, null, 9L, 8L, null, null, 7L, null));

      assertThat(inserted)
          .extracting(Track::id)
          .containsExactly(1L, 2L, -4L, 0L, 3L, 9L, 8L, 10L, 11L, 7L, 12L);
      assertThat(session.list(Track.class)).containsExactlyInAnyOrderElementsOf(inserted);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 200})
  void aGivenKeyThatAnObjectBeforeItGotIsAnErrorThatNamesIt(int unset) {
    List<Track> tracks = new ArrayList<>(tracks(new Long[unset]));
    tracks.add(new Track((long) unset, "late"));
    tracks.addAll(tracks(null, null));
    try (Session session = database.openSession()) {
      assertThatThrownBy(() -> session.insertAll(tracks))
          .isExactlyInstanceOf(ConstraintViolationException.class)
          .hasMessageStartingWith(
              "Object %d of %d: The database refused a statement: "
                  .formatted(unset + 1, unset + 3));

      assertThat(session.count(Track.class)).isZero();
      assertThat(session.insertAll(tracks(null, null))).extracting(Track::name).hasSize(2);
      session.commit();
    }
  }

  @Table("sale")
  static class Sale {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column(defaultValue = "'new'")
    String state;

    @Column(defaultValue = "(SELECT 7)")
    Integer quantity;

    @Column int number;

    Sale() {}

    Sale(int number) {
      this.number = number;
      this.state = number % 3 == 0 ? null : "paid " + number;
      this.quantity = number > 100 && number < 250 ? Integer.valueOf(number) : null;
    }

    @Override
    public String toString() {
      return id + " " + state + " " + quantity + " " + number;
    }
  }

  private static final String SALE =
      "CREATE TABLE sale (id INTEGER PRIMARY KEY, state TEXT DEFAULT 'new',"
          + " quantity INTEGER DEFAULT 7, number INTEGER)";

  @Test
  void defaultsThatAreGivenInPartComeBackToTheirOwnObjects() {
    List<Sale> sales = IntStream.range(0, 300).mapToObj(Sale::new).toList();
    try (Session session = database.openSession()) {
      session.execute(SALE);

      session.insertAll(sales);

      assertThat(session.list(Sale.class, "order by number"))
          .extracting(Sale::toString)
          .isEqualTo(sales.stream().map(Sale::toString).toList());
      assertThat(sales).allSatisfy(sale -> assertThat(sale.quantity).isNotNull());
      session.rollback();
      assertThat(sales)
          .usingRecursiveFieldByFieldElementComparator()
          .isEqualTo(IntStream.range(0, 300).mapToObj(Sale::new).toList());
    }
  }

  @Test
  void defaultsOfManyObjectsComeBackByFewStatements() {
    List<Sale> sales = IntStream.range(0, 260).mapToObj(i -> new Sale(3 * i)).toList();
    sales.forEach(sale -> sale.quantity = 1);
    try (Session session = database.openSession()) {
      session.execute(SALE);
      try (SentSql sent = SentSql.record()) {
        session.insertAll(sales);

        assertThat(sent.statements()).filteredOn(sql -> sql.startsWith("INSERT")).hasSize(5);
      }
      assertThat(session.list(Sale.class, "order by number"))
          .extracting(Sale::toString)
          .isEqualTo(sales.stream().map(Sale::toString).toList());
    }
  }

  @Test
  void valuesThatAreTooLongForOneStatementTakeSeveral() {
    List<Track> unset =
        Stream.generate(() -> new Track(null, "x".repeat(100_000))).limit(30).toList();
    List<Track> given =
        IntStream.range(100, 130).mapToObj(i -> new Track((long) i, "y".repeat(100_000))).toList();
    try (Session session = database.openSession()) {
      for (List<Track> tracks : List.of(unset, given)) {
        try (SentSql sent = SentSql.record()) {
          assertThat(session.insertAll(tracks)).hasSize(30);

          assertThat(sent.statements())
              .filteredOn(sql -> sql.startsWith("INSERT"))
              .hasSizeBetween(4, 7);
        }
      }
      assertThat(session.count(Track.class, "where length(name) = 100000")).isEqualTo(60);
    }
  }

  @Test
  void valuesOfWhichEachIsTooLongTakeAStatementEach() {
    List<Track> tracks = Stream.of(1L, 2L).map(id -> new Track(id, "x".repeat(1_000_001))).toList();
    try (Session session = database.openSession();
        SentSql sent = SentSql.record()) {
      assertThat(session.insertAll(tracks)).isEqualTo(tracks);

      assertThat(sent.statements())
          .filteredOn(sql -> sql.startsWith("INSERT"))
          .hasSize(2)
          .containsOnly("INSERT INTO \"track\" (\"id\", \"name\") VALUES (?, ?)");
      assertThat(session.list(Track.class, "order by id")).isEqualTo(tracks);
    }
  }

  @Test
  void defaultsOfObjectsWithGivenKeysComeBackOneByOne() {
    List<Sale> sales = List.of(new Sale(0), new Sale(3));
    sales.get(0).id = 70L;
    sales.get(1).id = 50L;
    try (Session session = database.openSession()) {
      session.execute(SALE);
      try (SentSql sent = SentSql.record()) {
        session.insertAll(sales);

        assertThat(sent.statements())
            .filteredOn(sql -> sql.startsWith("INSERT"))
            .hasSize(2)
            .containsOnly(
                "INSERT INTO \"sale\" (\"id\", \"number\") VALUES (?, ?) RETURNING \"sale\".\"state\", \"sale\".\"quantity\"");
      }
      assertThat(sales).extracting(Sale::toString).containsExactly("70 new 7 0", "50 new 7 3");
    }
  }

  @Test
  void aThousandObjectsOfAnIteratorAreTakenAheadOfTheFirstThatIsHandedOut() {
    AtomicInteger taken = new AtomicInteger();
    List<Integer> takenBefore = new ArrayList<>();
    try (Session session = database.openSession()) {
      long count =
          session.insertAll(
              Stream.generate(() -> new Track(null, "track " + taken.incrementAndGet()))
                  .limit(2001)
                  .iterator(),
              track -> takenBefore.add(taken.get()));

      assertThat(count).isEqualTo(2001);
    }
    assertThat(takenBefore).hasSize(2001).startsWith(1000).endsWith(2001);
  }

  @Test
  void aRollbackLeavesTheObjectsOfAnIteratorAsTheyAre() {
    List<IntTrack> tracks = List.of(new IntTrack(), new IntTrack());
    try (Session session = database.openSession()) {
      session.insertAll(tracks.iterator(), track -> {});

      session.rollback();
    }
    assertThat(tracks).extracting(track -> track.id).containsExactly(1, 2);
  }
}
