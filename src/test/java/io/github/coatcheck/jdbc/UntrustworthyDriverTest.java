package io.github.coatcheck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.StaleRowException;
import io.github.coatcheck.Table;
import io.github.coatcheck.robustness.InterceptedJdbc.Real;
import io.github.coatcheck.session.Options;
import io.github.coatcheck.session.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A driver that does not give one key for each row is never believed: K14 of the key contract. */
class UntrustworthyDriverTest extends ErringDatabase {
  @Table("track")
  static class Track {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column String name;

    Track() {}

    Track(Long id, String name) {
      this.id = id;
      this.name = name;
    }
  }

  @Table("sale")
  static class Sale {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column(defaultValue = "'new'")
    String state;
  }

  private static final String UNTRUSTED =
      "Cannot trust the keys of an INSERT: rows or keys expected %d, came %d. Roll back, and look for a trigger or an ON CONFLICT clause of the table that drops or adds rows.%nThe statement: %s";

  private static final String INSERT = "INSERT INTO \"track\" (\"name\") VALUES (?)";

  @BeforeEach
  void openDatabase() throws SQLException {
    open(true, Options.defaults(), Track.class, Sale.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | SELECT 7 WHERE 0",
        "0 | SELECT NULL",
        "2 | SELECT 7 UNION ALL SELECT 8",
        "0 | SELECT 7 UNION ALL SELECT NULL",
        "3 | SELECT 7 UNION ALL SELECT 7 UNION ALL SELECT 7"
      })
  void keysThatAreNotOneForOneRowAreRefused(int came, String keys) {
    Track track = new Track(null, "untrusted");
    driver.when("getGeneratedKeys INSERT", real -> driver.rows(keys));

    assertRefused(track, KeyException.class, UNTRUSTED.formatted(1, came, INSERT));

    assertThat(track.id).isNull();
  }

  @Test
  void keysThatCannotBeReadAreADatabaseError() {
    Track track = new Track(null, "untrusted");
    driver.when(
        "getGeneratedKeys INSERT",
        real -> ErringDriver.unreadable(() -> new SQLException("no keys today")));

    assertRefused(
        track,
        DatabaseException.class,
        "The database refused a statement: no keys today. Compare the statement with the tables of this database, and see whether the database can be written to.%nThe statement: %s"
            .formatted(INSERT));

    assertThat(track.id).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, -2})
  void aCountOfRowsThatIsNotOneIsRefused(int count) {
    Track track = new Track(null, "untrusted");
    driver.when("executeUpdate INSERT", real -> replaced(real, count));

    assertRefused(track, KeyException.class, UNTRUSTED.formatted(1, count, INSERT));

    assertThat(track.id).isNull();
  }

  private static Object replaced(Real real, Object result) throws SQLException {
    real.call();
    return result;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | SELECT 7, 'new' WHERE 0",
        "0 | SELECT NULL, 'new'",
        "2 | SELECT 7, 'new' UNION ALL SELECT 8, 'new'"
      })
  void rowsOfReturningThatAreNotOneAreRefused(int came, String rows) {
    Sale sale = new Sale();
    driver.when(
        "getResultSet INSERT",
        real -> {
          ((ResultSet) real.call()).close();
          return driver.rows(rows);
        });

    assertRefused(
        sale,
        KeyException.class,
        UNTRUSTED.formatted(
            1,
            came,
            "INSERT INTO \"sale\" DEFAULT VALUES RETURNING \"sale\".\"id\", \"sale\".\"state\""));

    assertThat(sale).usingRecursiveComparison().isEqualTo(new Sale());
  }

  /** After a key that is not to be trusted a row may be there, so nothing is committed. */
  private void assertRefused(Object entity, Class<?> error, String message) {
    try (Session session = database.openSession()) {
      assertThatThrownBy(() -> session.insert(entity))
          .isExactlyInstanceOf(error)
          .hasMessage(message);
      assertThatThrownBy(session::commit)
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessageEndingWith("The failure was: " + message);
      driver.heal();
      session.rollback();

      assertThat(session.count(Track.class) + session.count(Sale.class)).isZero();
      session.insert(new Track(null, "trusted"));
      session.commit();
      assertThat(session.count(Track.class)).isOne();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void manyRowsThatAreCountedWrongAreInsertedOneByOne(int error) {
    List<Track> tracks = tracks(null, null, null, null);
    driver.when("executeUpdate INSERT", real -> miscounted(real, 1, error));

    database.useTransaction(session -> session.insertAll(tracks));

    assertThat(names()).isEqualTo(tracks.stream().map(t -> t.id + " " + t.name).toList());
  }

  /** Counts wrong where there are more rows than some. */
  private static Object miscounted(Real real, int some, int error) throws SQLException {
    int count = (Integer) real.call();
    return count > some ? count + error : count;
  }

  @Table("gift")
  static class Gift {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column String name;

    @Column(defaultValue = "'new'")
    String state;

    Gift() {}

    Gift(String name) {
      this.name = name;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 2, 'new', 'b' UNION ALL SELECT 1, 'new', 'a'",
        "SELECT 1, 'new', 'a' UNION ALL SELECT 2, 'new', NULL",
        "SELECT 1, 'new', 'a' UNION ALL SELECT NULL, 'new', 'b'",
        "SELECT 1, 'new', 'a'",
        "SELECT 1, 'new', 'a' UNION ALL SELECT 2, 'new', 'b' UNION ALL SELECT 3, 'new', 'c'"
      })
  void rowsThatComeBackDifferentFromTheirObjectsAreInsertedOneByOne(String rows) {
    database.createTables(Gift.class);
    List<Gift> gifts = List.of(new Gift("a"), new Gift("b"));
    AtomicInteger statements = new AtomicInteger();
    driver.when(
        "getResultSet INSERT",
        real -> {
          ResultSet stored = (ResultSet) real.call();
          if (statements.incrementAndGet() > 1) {
            return stored;
          }
          stored.close();
          return driver.rows(rows);
        });

    database.useTransaction(session -> session.insertAll(gifts));

    assertThat(statements).hasValue(3);
    assertThat(gifts)
        .extracting(gift -> gift.id + gift.name + gift.state)
        .containsExactly("1anew", "2bnew");
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "1, 2"})
  void rowsThatAreCountedWrongOneByOneTooAreRefused(int error, int came) {
    List<Track> tracks = tracks(5L, 6L, 7L, 8L);
    try (Session session = database.openSession()) {
      session.insert(new Track(null, "before"));
      driver.when("executeUpdate INSERT", real -> miscounted(real, 0, error));

      assertThatThrownBy(() -> session.insertAll(tracks))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessage(
              "Object 1 of 4: "
                  + UNTRUSTED.formatted(
                      1, came, "INSERT INTO \"track\" (\"id\", \"name\") VALUES (?, ?)"));

      driver.heal();
      session.commit();
    }
    assertThat(names()).containsExactly("1 before");
  }

  private static List<Track> tracks(Long... ids) {
    return Stream.of(ids).map(id -> new Track(id, "track")).toList();
  }

  private List<String> names() {
    return database.inTransaction(
        session -> session.query(String.class, "select id || ' ' || name from track order by id"));
  }

  @Test
  void aBatchThatTheDriverDoesNotCountIsRunAgainRowByRow() {
    List<Track> tracks = tracks(null, null, null);
    database.useTransaction(session -> session.insertAll(tracks));
    AtomicInteger batches = new AtomicInteger();
    driver.when(
        "executeBatch",
        real -> {
          batches.incrementAndGet();
          int[] counts = (int[]) real.call();
          Arrays.fill(counts, Statement.SUCCESS_NO_INFO);
          return counts;
        });

    try (Session session = database.openSession()) {
      tracks.forEach(track -> track.name = "changed");
      assertThat(session.updateAll(tracks)).isEqualTo(tracks);
      assertThat(batches).hasValue(1);
      session.delete(tracks.get(1));
      assertThatThrownBy(() -> session.updateAll(tracks))
          .isExactlyInstanceOf(StaleRowException.class)
          .hasMessageStartingWith("Object 2 of 3: Cannot update \"track\": it has no row");
      assertThat(session.deleteAll(tracks)).isEqualTo(2);
      assertThat(batches).hasValue(1);
      session.rollback();
    }
    assertThat(names()).containsExactly("1 track", "2 track", "3 track");
  }
}
