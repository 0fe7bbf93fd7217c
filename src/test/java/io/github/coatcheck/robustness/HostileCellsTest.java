package io.github.coatcheck.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Options;
import io.github.coatcheck.session.Session;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cell that others wrote is read only if writing its value back would change nothing. */
class HostileCellsTest {
  /** Of each type of column, and in each of two encodings, each is read by each Java type. */
  private static final int CELLS = 40;

  private static final List<String> COLUMN_TYPES =
      List.of(
          "", "INTEGER", "REAL", "TEXT", "BLOB", "NUMERIC", "VARCHAR(5)", "BOOLEAN", "DATETIME");

  private final Random random = Seed.random(HostileCellsTest.class);

  @RegisterExtension final Secrets secrets = new Secrets(random);

  private final HostileCells cells = new HostileCells(random, secrets);
  private final Map<Class<?>, Integer> read = new HashMap<>();
  private final Map<Class<?>, Integer> refused = new HashMap<>();

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16"})
  void aCellIsReadOnlyIfWritingItsValueBackWouldChangeNothing(String encoding) throws Exception {
    Options options = Options.defaults().onConnect("pragma encoding = '" + encoding + "'");
    for (String columnType : COLUMN_TYPES) {
      try (Database database = Database.open("jdbc:sqlite::memory:", options)) {
        database.execute(
            "create table cell (id integer primary key, content %1$s, kept %1$s)"
                .formatted(columnType));
        try (Session session = database.openSession()) {
          for (int id = 1; id <= CELLS; id++) {
            writeAsOthersDo(session.connection(), id, cells.next(), encoding.equals("UTF-8"));
            for (Class<?> reader : CellReaders.ALL) {
              check(session, reader, id);
            }
          }
        }
      }
    }
    assertThat(read.keySet()).as("types that read a cell").containsAll(CellReaders.ALL);
    assertThat(refused.keySet()).as("types that refused a cell").containsAll(CellReaders.ALL);
  }

  /** Writes a cell twice: one is written back, and the other one is kept to compare. */
  private void writeAsOthersDo(Connection connection, int id, Object cell, boolean isUtf8)
      throws SQLException {
    // The text of these bytes may be none in UTF-8. SQLite itself reads a wrong one in UTF-16 as
    // another one, which nobody can tell from a right one.
    String parameter =
        isUtf8 && cell instanceof byte[] && random.nextBoolean() ? "cast(? as text)" : "?";
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into cell values (?, %1$s, %1$s)".formatted(parameter))) {
      insert.setInt(1, id);
      insert.setObject(2, cell);
      insert.setObject(3, cell);
      insert.executeUpdate();
    }
  }

  private <T> void check(Session session, Class<T> reader, int id) throws SQLException {
    Object[] found = new Object[1];
    Optional<CoatcheckException> refusal =
        secrets.attempt(() -> found[0] = session.find(reader, id).orElseThrow());
    Optional<CoatcheckException> refusalOfOthers =
        secrets.attempt(() -> session.list(reader, "where id = ?", id));
    assertThat(refusalOfOthers.map(Throwable::getMessage))
        .isEqualTo(refusal.map(Throwable::getMessage));

    if (refusal.isPresent()) {
      refused.merge(reader, 1, Integer::sum);
      assertThat(refusal.get())
          .isExactlyInstanceOf(ValueException.class)
          .hasMessageStartingWith("Cannot read column \"content\" into ")
          .hasMessageEndingWith(" The key of the row: " + id + ".");
    } else {
      read.merge(reader, 1, Integer::sum);
      secrets
          .attempt(() -> session.update(found[0]))
          .ifPresent(e -> assertThat(isNegativeZero(found[0])).as("negative zero: %s", e).isTrue());
      assertThat(changed(session.connection(), id)).as("written back by %s", reader).isEmpty();
    }
  }

  /** SQLite keeps -0.0 in a column without a type, but Coatcheck writes it into none. */
  private static boolean isNegativeZero(Object row) {
    return (row instanceof CellReaders.Real real && Double.compare(real.content(), -0.0) == 0)
        || (row instanceof CellReaders.Single single && Float.compare(single.content(), -0f) == 0);
  }

  /** The cell if it is another one: of texts and blobs by the bytes, of numbers by the value. */
  private static List<String> changed(Connection connection, int id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            select quote(substr(kept, 1, 99)), quote(substr(content, 1, 99)) from cell
            where id = ? and not case
              when typeof(kept) in ('integer', 'real')
                then typeof(content) in ('integer', 'real') and content = kept
              else typeof(content) = typeof(kept) and hex(content) is hex(kept) end""")) {
      select.setInt(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? List.of(row.getString(1), row.getString(2)) : List.of();
      }
    }
  }
}
