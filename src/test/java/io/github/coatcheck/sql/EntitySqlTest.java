package io.github.coatcheck.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Column;
import io.github.coatcheck.Converter;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.MappingException;
import io.github.coatcheck.Table;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.H2Dialect;
import io.github.coatcheck.dialect.MariaDbDialect;
import io.github.coatcheck.dialect.PostgresDialect;
import io.github.coatcheck.dialect.SqliteDialect;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EntitySqlTest {
  private final SqlGenerator sql = new SqlGenerator(new SqliteDialect());

  @Table
  record Artist(
      @Column(primaryKey = true, autoincrement = true) Long id, String name, String country) {}

  @Test
  void insertsWithoutAKeyThatIsNotSet() {
    Artist artist = new Artist(null, "Miles Davis", null);

    Insert insert = sql.of(Artist.class).insertFor(artist);

    assertThat(insert.sql().text())
        .isEqualTo("INSERT INTO \"artist\" (\"name\", \"country\") VALUES (?, ?)");
    assertThat(insert.sql().values(artist)).containsExactly("Miles Davis", null);
    assertThat(insert.omitsKey()).isTrue();
    assertThat(insert.sql().retrieval().columns())
        .hasToString("[" + Artist.class.getName() + "#id]");
  }

  @Test
  void insertsAKeyThatIsSet() {
    Artist artist = new Artist(7L, "Miles Davis", "US");

    Insert insert = sql.of(Artist.class).insertFor(artist);

    assertThat(insert.sql().text())
        .isEqualTo("INSERT INTO \"artist\" (\"id\", \"name\", \"country\") VALUES (?, ?, ?)");
    assertThat(insert.sql().values(artist)).containsExactly(7L, "Miles Davis", "US");
    assertThat(insert.omitsKey()).isFalse();
    assertThat(insert.sql().retrieval().columns()).isEmpty();
  }

  @Test
  void updatesAllColumnsButTheKey() {
    Artist artist = new Artist(7L, "Miles Davis", null);

    Sql update = sql.of(Artist.class).update();

    assertThat(update.text())
        .isEqualTo(
            "UPDATE \"artist\" SET \"name\" = ?, \"country\" = ? WHERE \"artist\".\"id\" = ?");
    assertThat(update.values(artist)).containsExactly("Miles Davis", null, 7L);
  }

  @Test
  void deletesByTheKey() {
    Artist artist = new Artist(7L, "Miles Davis", null);

    Sql delete = sql.of(Artist.class).delete();

    assertThat(delete.text()).isEqualTo("DELETE FROM \"artist\" WHERE \"artist\".\"id\" = ?");
    assertThat(delete.values(artist)).containsExactly(7L);
  }

  @Test
  void selectsEveryColumnByItsName() {
    EntitySql<Artist> artists = sql.of(Artist.class);
    String list =
        "SELECT \"artist\".\"id\", \"artist\".\"name\", \"artist\".\"country\" FROM \"artist\"";

    assertThat(artists.list().text()).isEqualTo(list);
    assertThat(artists.find().text()).isEqualTo(list + " WHERE \"artist\".\"id\" = ?");
  }

  @Table(schema = "music")
  record PlaylistTrack(
      @Column(primaryKey = true) long playlist,
      @Column(primaryKey = true) long track,
      String comment) {}

  @Test
  void namesTheSchemaAndAllPartsOfTheKey() {
    EntitySql<PlaylistTrack> entries = sql.of(PlaylistTrack.class);
    String condition =
        " WHERE \"playlist_track\".\"playlist\" = ? AND \"playlist_track\".\"track\" = ?";

    assertThat(entries.insertFor(new PlaylistTrack(0, 2, null)).sql().text())
        .isEqualTo(
            "INSERT INTO \"music\".\"playlist_track\" (\"playlist\", \"track\", \"comment\") VALUES (?, ?, ?)");
    assertThat(entries.table().keys().get(0).tableName()).isEqualTo("\"music\".\"playlist_track\"");
    assertThat(entries.update().text())
        .isEqualTo("UPDATE \"music\".\"playlist_track\" SET \"comment\" = ?" + condition);
    assertThat(entries.delete().text())
        .isEqualTo("DELETE FROM \"music\".\"playlist_track\"" + condition);
    assertThat(entries.find().text())
        .isEqualTo(
            "SELECT \"playlist_track\".\"playlist\", \"playlist_track\".\"track\", \"playlist_track\".\"comment\" FROM \"music\".\"playlist_track\""
                + condition);
  }

  @Table
  record Draft(
      @Column(primaryKey = true, autoincrement = true) Long id,
      String text,
      @Column(version = true) Integer version) {}

  @Test
  void startsAVersionComparesItAndCountsItOn() {
    EntitySql<Draft> drafts = sql.of(Draft.class);
    Draft draft = new Draft(7L, "Hello", 3);
    String row = " WHERE \"draft\".\"id\" = ? AND \"draft\".\"version\" = ?";

    assertThat(drafts.insertFor(new Draft(null, "Hello", null)).sql().text())
        .isEqualTo("INSERT INTO \"draft\" (\"text\", \"version\") VALUES (?, ?)");
    assertThat(drafts.insertFor(draft).sql().text())
        .isEqualTo("INSERT INTO \"draft\" (\"id\", \"text\", \"version\") VALUES (?, ?, ?)");
    assertThat(drafts.update().text())
        .isEqualTo(
            "UPDATE \"draft\" SET \"text\" = ?, \"version\" = \"draft\".\"version\" + 1" + row);
    assertThat(drafts.update().values(draft)).containsExactly("Hello", 7L, 3);
    assertThat(drafts.delete().text()).isEqualTo("DELETE FROM \"draft\"" + row);
    assertThat(drafts.find().text()).endsWith(" FROM \"draft\" WHERE \"draft\".\"id\" = ?");
  }

  @Table
  record Ticket(@Column(primaryKey = true, autoincrement = true) Long id) {}

  @Test
  void insertsNothingButTheKey() {
    EntitySql<Ticket> tickets = sql.of(Ticket.class);

    assertThat(tickets.insertFor(new Ticket(null)).sql().text())
        .isEqualTo("INSERT INTO \"ticket\" DEFAULT VALUES");
    assertThat(tickets.insertFor(new Ticket(0L)).sql().text())
        .isEqualTo("INSERT INTO \"ticket\" (\"id\") VALUES (?)");
    assertThat(tickets.update().text())
        .isEqualTo("UPDATE \"ticket\" SET \"id\" = ? WHERE \"ticket\".\"id\" = ?");
  }

  @Table
  record PrimitiveTicket(@Column(primaryKey = true, autoincrement = true) long id) {}

  @Test
  void takesAPrimitiveZeroForAKeyThatIsNotSet() {
    EntitySql<PrimitiveTicket> tickets = sql.of(PrimitiveTicket.class);

    assertThat(tickets.insertFor(new PrimitiveTicket(0)).omitsKey()).isTrue();
    assertThat(tickets.insertFor(new PrimitiveTicket(-1)).omitsKey()).isFalse();
  }

  @Test
  void refusesAKeyThatTheDatabaseWouldReplace() {
    EntitySql<Ticket> tickets = new SqlGenerator(new MariaDbDialect(true)).of(Ticket.class);

    assertThatThrownBy(() -> tickets.insertFor(new Ticket(0L)))
        .isExactlyInstanceOf(KeyException.class)
        .hasMessage(
            "Cannot insert an object with the key 0 in %s#id: the database would make another key in its place. Give the object a different key, or none.",
            Ticket.class.getName());
    assertThat(tickets.insertFor(new Ticket(1L)).sql().text())
        .isEqualTo("INSERT INTO `ticket` (`id`) VALUES (?)");
  }

  @Test
  void namesTheGeneratedKeyToADriverThatNeedsIt() {
    Ticket ticket = new Ticket(null);

    assertThat(keyName(new H2Dialect(), ticket)).contains("ID");
    assertThat(keyName(new SqliteDialect(), ticket)).isEmpty();
  }

  private static Optional<String> keyName(Dialect dialect, Ticket ticket) {
    return new SqlGenerator(dialect).of(Ticket.class).insertFor(ticket).sql().retrieval().keyName();
  }

  @Table
  record Order(
      @Column(defaultValue = "CURRENT_TIMESTAMP") Instant created,
      @Column(primaryKey = true, autoincrement = true) Long id,
      @Column(defaultValue = "'new'") String state) {}

  @Test
  void returnsDefaultsTogetherWithTheKey() {
    EntitySql<Order> orders = sql.of(Order.class);

    assertThat(orders.insertFor(new Order(null, null, null)).sql().text())
        .isEqualTo(
            "INSERT INTO \"order\" DEFAULT VALUES RETURNING \"order\".\"id\", \"order\".\"created\", \"order\".\"state\"");
    assertThat(orders.insertFor(new Order(null, null, "paid")).sql().text())
        .isEqualTo(
            "INSERT INTO \"order\" (\"state\") VALUES (?) RETURNING \"order\".\"id\", \"order\".\"created\"");
    assertThat(orders.insertFor(new Order(Instant.EPOCH, null, "paid")).sql().text())
        .isEqualTo("INSERT INTO \"order\" (\"created\", \"state\") VALUES (?, ?)");
    assertThat(orders.insertFor(new Order(null, 7L, "paid")).sql().text())
        .isEqualTo(
            "INSERT INTO \"order\" (\"id\", \"state\") VALUES (?, ?) RETURNING \"order\".\"created\"");
    assertThat(orders.insertFor(new Order(Instant.EPOCH, 7L, "paid")).sql().text())
        .isEqualTo("INSERT INTO \"order\" (\"created\", \"id\", \"state\") VALUES (?, ?, ?)");
  }

  @Table
  record Country(@Column(primaryKey = true) String code, String name) {}

  @Test
  void refusesToInsertWithoutAKeyThatNobodyMakes() {
    assertThatThrownBy(() -> sql.of(Country.class).insertFor(new Country(null, "France")))
        .isExactlyInstanceOf(KeyException.class)
        .hasMessage(
            "Cannot use an object of %1$s without its key: %1$s#code is not set. Set it, or let the database make it with @Column(primaryKey = true, autoincrement = true).",
            Country.class.getName());
  }

  @Table
  record Line(String text) {}

  @Test
  void refusesToWriteAClassWithoutKey() {
    EntitySql<Line> lines = sql.of(Line.class);

    for (ThrowingCallable write :
        List.<ThrowingCallable>of(
            () -> lines.insertFor(new Line("So what")),
            lines::insert,
            lines::update,
            lines::delete,
            lines::find)) {
      assertThatThrownBy(write)
          .isExactlyInstanceOf(MappingException.class)
          .hasMessage(
              "Cannot write or find objects of %s: the class has no key by which to find their rows again. Mark one with @Column(primaryKey = true).",
              Line.class.getName());
    }
    assertThat(lines.list().text()).isEqualTo("SELECT \"line\".\"text\" FROM \"line\"");
  }

  @Test
  void findsByAnyIntegerOrAnObject() {
    EntitySql<Artist> artists = sql.of(Artist.class);

    assertThat(artists.keyValues(7)).containsExactly(7L);
    assertThat(artists.keyValues((short) 7)).containsExactly(7L);
    assertThat(artists.keyValues(7L)).containsExactly(7L);
    assertThat(artists.keyValues(new Artist(7L, null, null))).containsExactly(7L);
    assertThat(sql.of(PlaylistTrack.class).keyValues(new PlaylistTrack(0, 2, null)))
        .containsExactly(0L, 2L);
  }

  @Test
  void refusesWhatIsNoKeyOfTheClass() {
    String message =
        "Cannot find a row of %1$s by %2$s: its key is %1$s#id (Long). Hand in a value of that type, or an object of the class that has its key set.";

    assertThatThrownBy(() -> sql.of(Artist.class).keyValues("7"))
        .isExactlyInstanceOf(KeyException.class)
        .hasMessage(message, Artist.class.getName(), "a String");
    assertThatThrownBy(() -> sql.of(Artist.class).keyValues(null))
        .isExactlyInstanceOf(KeyException.class)
        .hasMessage(message, Artist.class.getName(), "null");
    assertThatThrownBy(() -> sql.of(PlaylistTrack.class).keyValues(1L))
        .isExactlyInstanceOf(KeyException.class)
        .hasMessage(
            "Cannot find a row of %1$s by a Long: its key is %1$s#playlist (long), %1$s#track (long). Hand in a value of that type, or an object of the class that has its key set.",
            PlaylistTrack.class.getName());
  }

  @Table
  record Pitch(@Column(primaryKey = true) double hertz) {}

  @Test
  void findsByAPrimitiveRealKeyWithoutRoundingIt() {
    assertThat(sql.of(Pitch.class).keyValues(466.16)).containsExactly(466.16);
  }

  /** Writes a catalogue number as a text. */
  static final class Catalogue implements Converter<Integer, String> {
    @Override
    public Class<String> databaseType() {
      return String.class;
    }

    @Override
    public String toDatabase(Integer value) {
      return "CL " + value;
    }

    @Override
    public Integer toJava(String value) {
      return Integer.valueOf(value.substring(3));
    }
  }

  @Table
  record Release(
      @Column(primaryKey = true, converter = Catalogue.class) Integer number,
      @Column(converter = Catalogue.class) int second) {}

  @Test
  void findsByAConvertedKey() {
    EntitySql<Release> releases = sql.of(Release.class);

    assertThat(releases.keyValues(1355)).containsExactly("CL 1355");
    assertThatThrownBy(() -> releases.keyValues(1355L))
        .isExactlyInstanceOf(KeyException.class)
        .hasMessage(
            "Cannot find a row of %1$s by a Long: its key is %1$s#number (Integer). Hand in a value of that type, or an object of the class that has its key set.",
            Release.class.getName());
  }

  /** Makes nothing of an empty text. */
  static final class Shelf implements Converter<String, String> {
    @Override
    public Class<String> databaseType() {
      return String.class;
    }

    @Override
    public String toDatabase(String value) {
      return value;
    }

    @Override
    public String toJava(String value) {
      return value.isEmpty() ? null : value;
    }
  }

  @Table
  record Box(
      @Column(primaryKey = true, converter = Shelf.class) String shelf,
      @Column(converter = Shelf.class) String neighbour) {}

  @Test
  void refusesAKeyOfWhichItsConverterMakesNull() {
    List<SqlColumn> columns = sql.of(Box.class).table().columns();

    assertThat(columns.get(1).decode("")).isNull();
    assertThatThrownBy(() -> columns.get(0).decode(""))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(
            "Cannot read column \"shelf\" into %s#shelf (String): its converter made null of it. Repair the row, or give the property a type or a converter that takes it.",
            Box.class.getName());
  }

  @Table
  record Price(@Column(primaryKey = true) int id, BigDecimal amount) {}

  @Test
  void decimalsAreEqualWhateverTheirZeros() {
    SqlColumn amount =
        new SqlGenerator(new PostgresDialect()).of(Price.class).table().columns().get(1);
    Price price = new Price(1, new BigDecimal("2.5"));

    assertThat(amount.isEqual(price, new Price(2, new BigDecimal("2.50")))).isTrue();
    assertThat(amount.isEqual(price, new Price(2, new BigDecimal("2.51")))).isFalse();
    assertThat(amount.isEqual(price, new Price(2, null))).isFalse();
    assertThat(amount.equalsBound(new BigDecimal("2.50"), new BigDecimal("2.5"))).isTrue();
    assertThat(amount.equalsBound(null, null)).isTrue();
    assertThat(amount.equalsBound(null, new BigDecimal("2.5"))).isFalse();
  }

  @Table("artist")
  record ArtistName(@Column(primaryKey = true, autoincrement = true) Long id, String name) {}

  @Test
  void ofSeveralClassesForATableTheWidestIsKnown() {
    for (List<Class<?>> classes :
        List.<List<Class<?>>>of(
            List.of(Artist.class, ArtistName.class), List.of(ArtistName.class, Artist.class))) {
      SqlGenerator used = new SqlGenerator(new SqliteDialect());
      classes.forEach(used::of);

      assertThat(used.tables())
          .singleElement()
          .returns(Artist.class, table -> table.mapping().type());
    }
  }

  @Table
  record Optionals(
      @Column(primaryKey = true) int id,
      @Column(defaultValue = "0") Integer c0,
      @Column(defaultValue = "0") Integer c1,
      @Column(defaultValue = "0") Integer c2,
      @Column(defaultValue = "0") Integer c3,
      @Column(defaultValue = "0") Integer c4,
      @Column(defaultValue = "0") Integer c5,
      @Column(defaultValue = "0") Integer c6,
      @Column(defaultValue = "0") Integer c7,
      @Column(defaultValue = "0") Integer c8,
      @Column(defaultValue = "0") Integer c9,
      @Column(defaultValue = "0") Integer c10) {}

  private static Optionals optionals(int set) {
    Integer[] c = new Integer[11];
    for (int i = 0; i < c.length; i++) {
      c[i] = (set >> i & 1) == 1 ? i : null;
    }
    return new Optionals(1, c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10]);
  }

  @Test
  void theInsertsOfAllCombinationsOfDefaultsAreNotKeptForEver() {
    EntitySql<Optionals> optionals = sql.of(Optionals.class);
    Insert first = optionals.insertFor(optionals(1));
    assertThat(optionals.insertFor(optionals(1))).isSameAs(first);

    for (int set = 0; set < 2048; set++) {
      Insert insert = optionals.insertFor(optionals(set));
      assertThat(insert.sql().parameters()).hasSize(1 + Integer.bitCount(set));
    }

    assertThat(optionals.insertFor(optionals(1))).isNotSameAs(first).isEqualTo(first);
  }

  @Test
  void whatChaptersDeriveIsNotKeptForEver() {
    AtomicInteger written = new AtomicInteger();
    for (int round = 0; round < 2; round++) {
      for (int key = 0; key < 2048; key++) {
        sql.addition(key, k -> written.incrementAndGet());
        sql.addition(key, k -> written.incrementAndGet());
      }
    }
    assertThat(written).hasValue(4096);
  }
}
