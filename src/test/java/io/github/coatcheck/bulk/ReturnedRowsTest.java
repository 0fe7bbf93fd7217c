package io.github.coatcheck.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import io.github.coatcheck.contract.SentSql;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.Encoding;
import io.github.coatcheck.dialect.Encoding.CellReader;
import io.github.coatcheck.dialect.SqliteDialect;
import io.github.coatcheck.jdbc.ChangedDialect;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Keys that come back with their rows, as on databases whose numbers are not free to guess. */
class ReturnedRowsTest {
  private static final String URL = "jdbc:sqlite::memory:";

  private static final Dialect SQLITE = new SqliteDialect();

  private static final String RETURNED = "SELECT 'RETURNED' WHERE ?1 <> ?2";

  @Table("track")
  record Track(@Column(autoincrement = true) Long id, String name, Integer year) {}

  @Table("bare")
  record Bare(@Column(autoincrement = true) Long id) {}

  private static Database open(Class<?>... types) {
    Database database = Database.open(URL, ChangedDialect.with("keySource", RETURNED));
    database.createTables(types);
    return database;
  }

  /** A reader that asks for the label of its column. */
  private static CellReader asking(CellReader reader, List<String> asked) {
    return new CellReader() {
      @Override
      public Object read(ResultSet row, int position) throws SQLException {
        return reader.read(row, position);
      }

      @Override
      public boolean asksForType() {
        return true;
      }

      @Override
      public CellReader in(ResultSet result, int position) throws SQLException {
        asked.add(result.getMetaData().getColumnLabel(position));
        return reader;
      }
    };
  }

  private static Encoding encoding(Class<?> type, List<String> asked) {
    Encoding encoding = SQLITE.encoding(type);
    return type == String.class || type == Integer.class
        ? encoding.readBy(asking(encoding.reader(), asked))
        : encoding;
  }

  @Test
  void whoAsksForTheTypeOfAColumnAsksForThatOfItsOwn() {
    List<String> asked = new ArrayList<>();
    Map<String, Function<Object[], Object>> answers =
        Map.of(
            "keySource",
            arguments -> RETURNED,
            "encoding",
            arguments -> encoding((Class<?>) arguments[0], asked));
    try (Database database = Database.open(URL, ChangedDialect.with(answers))) {
      database.createTables(Track.class);
      List<Track> tracks = List.of(new Track(null, "a", 1), new Track(null, "b", 2));
      asked.clear();

      assertThat(database.<List<Track>, RuntimeException>inTransaction(s -> s.insertAll(tracks)))
          .containsExactly(new Track(1L, "a", 1), new Track(2L, "b", 2));

      assertThat(asked).containsExactly("name", "year");
    }
  }

  @Test
  void rowsOfNothingButAKeyAreInsertedOneByOne() {
    try (Database database = open(Bare.class);
        SentSql sent = SentSql.record();
        Session session = database.openSession()) {
      assertThat(session.insertAll(List.of(new Bare(null), new Bare(null))))
          .containsExactly(new Bare(1L), new Bare(2L));
      assertThat(sent.statements())
          .filteredOn(sql -> sql.startsWith("INSERT"))
          .containsOnly("INSERT INTO \"bare\" DEFAULT VALUES")
          .hasSize(2);
    }
  }
}
