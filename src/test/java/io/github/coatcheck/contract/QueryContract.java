package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.session.Session;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Any SELECT is read: as one row, as maps, or row by row. */
public abstract class QueryContract extends DatabaseContract {
  @Table("song")
  static final class Song {
    @Column(primaryKey = true, autoincrement = true)
    private Long id;

    @Column private String title;

    Song() {}

    Song(String title) {
      this.title = title;
    }
  }

  record Titled(String title, long number) {}

  record Least(long least) {}

  @BeforeEach
  void insertSongs() {
    create(Song.class);
    database()
        .useTransaction(
            session ->
                session.insertAll(
                    List.of(new Song("So What"), new Song(null), new Song("Nefertiti"))));
  }

  /** A SELECT of two columns, whose labels are those of {@code Titled}, and a tail. */
  private String select(String tail) {
    return "select id as %s, title as %s from %s %s"
        .formatted(
            product().given("number"), product().given("title"), product().given("song"), tail);
  }

  private String titles(String tail) {
    return "select title from %s %s".formatted(product().given("song"), tail);
  }

  @Test
  void queryOneReturnsTheOnlyRow() {
    try (Session session = database().openSession()) {
      assertThat(session.queryOne(Titled.class, select("where id = ?"), 1))
          .isEqualTo(new Titled("So What", 1));
      assertThat(session.queryOne(String.class, titles("where id > :least"), new Least(2)))
          .isEqualTo("Nefertiti");
      assertThat(session.queryOne(String.class, titles("where id = 2"))).isNull();
    }
  }

  @Test
  void queryOneRefusesAnyOtherNumberOfRowsAndTheSessionGoesOn() {
    try (Session session = database().openSession()) {
      String message =
          "Cannot run \"%s\": it returned %s, where queryOne(...) takes exactly one. Select one row, or call query(...) for any number.";

      assertThatThrownBy(() -> session.queryOne(String.class, titles("where id = ?"), 9))
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessage(message, titles("where id = ?"), "0 rows");
      assertThatThrownBy(() -> session.queryOne(String.class, titles("where id > 1")))
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessage(message, titles("where id > 1"), "more than one row");
      assertThat(session.query(String.class, titles("order by id"))).hasSize(3);
    }
  }

  @Test
  void queryRowsReturnsMapsInTheOrderOfTheColumns() {
    try (Session session = database().openSession()) {
      session.add(new Song("Milestones"));

      List<Map<String, Object>> rows = session.queryRows(select("where id > ? order by id"), 1);

      assertThat(rows).hasSize(3);
      assertThat(rows.get(0)).containsExactly(number(rows.get(0)), entry("title", null));
      assertThat(rows.get(2)).containsExactly(number(rows.get(2)), entry("title", "Milestones"));
      assertThat(rows)
          .extracting(row -> ((Number) row.get("number")).intValue())
          .containsExactly(2, 3, 4);
      assertThat(session.queryRows(select("where id > 9"))).isEmpty();
    }
  }

  /** The driver decides how wide the number is. */
  private static Map.Entry<String, Object> number(Map<String, Object> row) {
    return entry("number", row.get("number"));
  }

  @Test
  void queryRowsRefusesEqualLabels() {
    try (Session session = database().openSession()) {
      assertThatThrownBy(
              () -> session.queryRows("select id, 1 as a, 2 as a from " + product().given("song")))
          .isExactlyInstanceOf(ValueException.class)
          .hasMessageStartingWith("Cannot read the rows into maps: the result has equal labels, [")
          .hasMessageEndingWith("]. Name each differently with AS.");
    }
  }

  @Test
  void queryStreamReadsRecordsAndSingleValuesRowByRow() {
    try (Session session = database().openSession()) {
      session.add(new Song("Milestones"));

      try (Stream<Titled> rows =
          session.queryStream(Titled.class, select("where id <> ? order by id"), 2)) {
        assertThat(rows)
            .containsExactly(
                new Titled("So What", 1), new Titled("Nefertiti", 3), new Titled("Milestones", 4));
      }
      try (Stream<String> titles =
          session.queryStream(String.class, titles("where id <= 3 order by id"))) {
        assertThat(titles).containsExactly("So What", null, "Nefertiti");
      }
    }
  }

  @Test
  void queryStreamEndsWithItsTransaction() {
    try (Session session = database().openSession()) {
      var rows = session.queryStream(Titled.class, select("order by id")).iterator();
      assertThat(rows.next()).isEqualTo(new Titled("So What", 1));
      session.rollback();

      assertThatThrownBy(rows::next)
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessageStartingWith("Cannot read on in a stream that is closed");
    }
  }

  @Test
  void aStatementWithoutRowsIsRefusedByEach() {
    String delete = "delete from " + product().given("song");
    try (Session session = database().openSession()) {
      for (Runnable call :
          List.<Runnable>of(
              () -> session.queryOne(Long.class, delete),
              () -> session.queryRows(delete),
              () -> session.queryStream(Long.class, delete))) {
        assertThatThrownBy(call::run)
            .isExactlyInstanceOf(CoatcheckException.class)
            .hasMessageContaining("it returns no rows");
      }
      assertThat(session.count(Song.class)).isEqualTo(3);
    }
  }
}
