package io.github.coatcheck.contract;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.session.Session;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Values of all types together, in fields of classes and components of records. */
public abstract class EntityValuesContract extends DatabaseContract {
  @Table
  static final class Everything {
    @Column(primaryKey = true, autoincrement = true)
    private Long id;

    @Column private Byte tiny;
    @Column private Short small;
    @Column private Integer medium;
    @Column private Long big;
    @Column private Boolean flag;
    @Column private Float single;
    @Column private Double twofold;
    @Column private String text;

    @Column(precision = 15, scale = 2)
    private BigDecimal decimal;

    @Column private byte[] blob;
    @Column private UUID uuid;
    @Column private Thread.State state;
    @Column private LocalDate day;
    @Column private LocalTime clock;
    @Column private LocalDateTime local;
    @Column private Instant moment;

    private void fillWithTheLeast() {
      tiny = Byte.MIN_VALUE;
      small = Short.MIN_VALUE;
      medium = Integer.MIN_VALUE;
      big = Long.MIN_VALUE;
      flag = false;
      single = -Float.MAX_VALUE;
      twofold = -Double.MAX_VALUE;
      text = "";
      decimal = new BigDecimal("-0.10");
      blob = new byte[0];
      uuid = new UUID(0, 0);
      state = Thread.State.NEW;
      day = LocalDate.of(1583, 1, 1);
      clock = LocalTime.MIDNIGHT;
      local = LocalDateTime.of(1583, 1, 1, 0, 0);
      moment = Instant.parse("1583-01-01T00:00:00Z");
    }

    private void fillWithTheGreatest() {
      tiny = Byte.MAX_VALUE;
      small = Short.MAX_VALUE;
      medium = Integer.MAX_VALUE;
      big = Long.MAX_VALUE;
      flag = true;
      single = Float.MAX_VALUE;
      twofold = Double.MAX_VALUE;
      text = "🎷";
      decimal = new BigDecimal("9999999999999.99");
      blob = new byte[] {1, 0, -1};
      uuid = new UUID(-1, -1);
      state = Thread.State.TERMINATED;
      day = LocalDate.of(9999, 12, 31);
      clock = LocalTime.of(23, 59, 59, 999_999_000);
      local = LocalDateTime.of(day, clock);
      moment = local.toInstant(UTC);
    }
  }

  private void assertStored(Everything expected) {
    Everything found =
        database()
            .inTransaction(session -> session.find(Everything.class, expected.id))
            .orElseThrow();

    assertThat(found).isNotSameAs(expected).usingRecursiveComparison().isEqualTo(expected);
  }

  @Test
  void allFieldsOfAClassComeBackFromInsertAndUpdate() {
    create(Everything.class);
    Everything everything = new Everything();

    database().useTransaction(session -> session.insert(everything));
    assertStored(everything);

    everything.fillWithTheLeast();
    database().useTransaction(session -> session.update(everything));
    assertStored(everything);

    everything.fillWithTheGreatest();
    database().useTransaction(session -> session.update(everything));
    assertStored(everything);

    Everything nulls = new Everything();
    nulls.id = everything.id;
    database().useTransaction(session -> session.update(nulls));
    assertStored(nulls);
  }

  @Table
  record Primitives(
      @Column(primaryKey = true, autoincrement = true) long id,
      byte tiny,
      short small,
      int medium,
      long big,
      boolean flag,
      float single,
      double twofold) {}

  @Test
  void primitivesComeBack() {
    create(Primitives.class);
    Primitives least =
        new Primitives(
            1,
            Byte.MIN_VALUE,
            Short.MIN_VALUE,
            Integer.MIN_VALUE,
            Long.MIN_VALUE,
            false,
            Float.MIN_VALUE,
            Double.MIN_VALUE);
    Primitives greatest =
        new Primitives(
            2,
            Byte.MAX_VALUE,
            Short.MAX_VALUE,
            Integer.MAX_VALUE,
            Long.MAX_VALUE,
            true,
            Float.MAX_VALUE,
            Double.MAX_VALUE);
    Primitives zeros = new Primitives(3, (byte) 0, (short) 0, 0, 0, false, 0, 0);

    database()
        .useTransaction(
            session -> {
              session.insert(least);
              session.insert(greatest);
              session.insert(zeros);
            });

    List<Primitives> found =
        database().inTransaction(session -> session.list(Primitives.class, "order by id"));
    assertThat(found).containsExactly(least, greatest, zeros);
  }

  @Table
  @SuppressWarnings("ArrayRecordComponent") // a blob is one
  record Cover(@Column(primaryKey = true, autoincrement = true) Long id, byte[] image) {}

  @Test
  void bytesComeBack() {
    create(Cover.class);
    byte[] everyByte = new byte[256];
    for (int i = 0; i < everyByte.length; i++) {
      everyByte[i] = (byte) i;
    }

    for (byte[] image : new byte[][] {everyByte, {}, {0}, new byte[1 << 20], null}) {
      Cover cover = database().inTransaction(session -> session.insert(new Cover(null, image)));

      Cover found =
          database().inTransaction(session -> session.find(Cover.class, cover.id)).orElseThrow();
      assertThat(found.image).isEqualTo(image);
    }
  }

  @Table("lenient")
  record Lenient(@Column(primaryKey = true) int id, Integer rating) {}

  @Table("lenient")
  static final class Strict {
    @Column(primaryKey = true)
    private int id;

    @Column private int rating;
  }

  @Test
  void refusesNullForAPrimitiveAndSaysWhere() {
    create(Lenient.class);
    database().useTransaction(session -> session.insert(new Lenient(1, null)));

    assertThatThrownBy(() -> database().inTransaction(session -> session.find(Strict.class, 1)))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(
            "Cannot read column %s into %s#rating (int): it holds NULL. Declare the property with a type that can be null. The key of the row: 1.",
            product().quoted("rating"), Strict.class.getName());
  }

  enum Genre {
    JAZZ,
    BLUES
  }

  @Table("style")
  record Style(@Column(primaryKey = true) int id, Genre genre) {}

  @Table("style")
  record RawStyle(@Column(primaryKey = true) int id, String genre) {}

  @Test
  void refusesAnUnknownEnumNameAndSaysWhere() {
    create(RawStyle.class);
    database().useTransaction(session -> session.insert(new RawStyle(1, "jazz")));

    assertThatThrownBy(() -> database().inTransaction(session -> session.list(Style.class)))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(
            "Cannot read column %s into %s#genre (Genre): it holds a text that is none of the names [JAZZ, BLUES]. Repair the row, or give the property a type or a converter that takes it. The key of the row: 1.",
            product().quoted("genre"), Style.class.getName());
  }

  @Table("wide")
  record Wide(@Column(primaryKey = true) int id, long plays) {}

  @Table("wide")
  record Narrow(@Column(primaryKey = true) int id, byte plays) {}

  @Test
  void refusesANumberThatDoesNotFitAndSaysWhere() {
    create(Wide.class);
    database().useTransaction(session -> session.insert(new Wide(1, 128)));

    assertThatThrownBy(() -> database().inTransaction(session -> session.list(Narrow.class)))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(
            "Cannot read column %s into %s#plays (byte): it holds a number that does not fit. Repair the row, or give the property a type or a converter that takes it. The key of the row: 1.",
            product().quoted("plays"), Narrow.class.getName());
  }

  @Table("wide")
  record DoublePlays(@Column(primaryKey = true) int id, double plays) {}

  @Table("wide")
  record FloatPlays(@Column(primaryKey = true) int id, float plays) {}

  @Test
  void refusesAnIntegerThatWouldBeRoundedAndSaysWhere() {
    create(Wide.class);
    try (Session session = database().openSession()) {
      for (long plays : new long[] {(1L << 53) + 1, -(1L << 53) - 1, Long.MAX_VALUE}) {
        session.insert(new Wide(1, plays));
        assertDoesNotFit(session, DoublePlays.class, "plays", "double", "1");
        assertDoesNotFit(session, FloatPlays.class, "plays", "float", "1");
        session.rollback();
      }
      session.insert(new Wide(1, (1L << 24) + 1));
      assertDoesNotFit(session, FloatPlays.class, "plays", "float", "1");
      session.rollback();

      session.insert(new Wide(1, 1L << 53));
      assertThat(session.find(DoublePlays.class, 1)).contains(new DoublePlays(1, 0x1p53));
      assertThat(session.find(FloatPlays.class, 1)).contains(new FloatPlays(1, 0x1p53f));
    }
  }

  @Table("measured")
  record Measured(
      @Column(primaryKey = true) String place,
      @Column(primaryKey = true) int number,
      double height) {}

  @Table("measured")
  record Rounded(
      @Column(primaryKey = true) String place,
      @Column(primaryKey = true) int number,
      float height) {}

  @Test
  void refusesADoubleThatIsNoFloat() {
    create(Measured.class);
    try (Session session = database().openSession()) {
      for (double height : new double[] {1e300, -1e39, 1e-300, -1e-46, 0.1}) {
        session.insert(new Measured("Ulm", 7, height));
        assertDoesNotFit(session, Rounded.class, "height", "float", "Ulm, 7");
        session.rollback();
      }
      session.insert(new Measured("Ulm", 7, 0.1f));
      assertThat(session.list(Rounded.class)).containsExactly(new Rounded("Ulm", 7, 0.1f));
    }
  }

  private void assertDoesNotFit(
      Session session, Class<?> type, String property, String javaType, String key) {
    assertThatThrownBy(() -> session.list(type))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(
            "Cannot read column %s into %s#%s (%s): it holds a number that does not fit. Repair the row, or give the property a type or a converter that takes it. The key of the row: %s.",
            product().quoted(property), type.getName(), property, javaType, key);
  }

  /** Enums whose names are those of other types. */
  @Table
  @SuppressWarnings("JavaLangClash") // that is what is tested
  record Namesake(
      @Column(primaryKey = true) int id,
      Namesake.Short size,
      Namesake.UUID label,
      Namesake.Instant moment,
      Namesake.String text,
      Namesake.Integer number) {
    enum Short {
      S
    }

    enum UUID {
      U
    }

    enum Instant {
      NOW
    }

    enum String {
      TEXT
    }

    enum Integer {
      ONE
    }
  }

  @Test
  void anEnumMayHaveTheNameOfAnotherType() {
    Namesake namesake =
        new Namesake(
            1,
            Namesake.Short.S,
            Namesake.UUID.U,
            Namesake.Instant.NOW,
            Namesake.String.TEXT,
            Namesake.Integer.ONE);
    create(Namesake.class);
    assertThat(database().validate(Namesake.class).isEmpty()).isTrue();

    try (Session session = database().openSession()) {
      session.insertAll(List.of(namesake, new Namesake(2, null, null, null, null, null)));
      for (Enum<?> value :
          List.of(namesake.size, namesake.label, namesake.moment, namesake.text, namesake.number)) {
        assertThat(
                session.list(
                    Namesake.class, "where ? in (size, label, moment, text, number)", value))
            .containsExactly(namesake);
        assertThat(session.query(value.getDeclaringClass(), "select 'x' from namesake where 1 = 0"))
            .isEmpty();
      }
      assertThat(session.query(Namesake.UUID.class, "select label from namesake where id = 1"))
          .containsExactly(Namesake.UUID.U);
    }
  }

  enum Planet {
    EARTH {
      @Override
      int moons() {
        return 1;
      }
    },
    MARS {
      @Override
      int moons() {
        return 2;
      }
    };

    abstract int moons();
  }

  @Table
  record Orbit(@Column(primaryKey = true) Planet planet, int days) {}

  @Test
  void aConstantWithABodyIsAKeyAndAParameterLikeAnyOther() {
    create(Orbit.class);
    Orbit earth = new Orbit(Planet.EARTH, 365);
    Orbit mars = new Orbit(Planet.MARS, 687);

    try (Session session = database().openSession()) {
      session.insertAll(List.of(earth, mars));
      assertThat(session.find(Orbit.class, Planet.MARS)).contains(mars);
      assertThat(session.find(Orbit.class, earth)).contains(earth);
      assertThat(session.list(Orbit.class, "where planet = ?", Planet.EARTH))
          .containsExactly(earth);
      assertThat(session.list(Orbit.class, "where planet in (?)", List.of(Planet.values())))
          .hasSize(2);
      assertThat(session.upsert(new Orbit(Planet.MARS, 688)).days()).isEqualTo(688);
      assertThat(session.delete(earth)).isTrue();
      assertThat(session.query(Planet.class, "select planet from orbit"))
          .containsExactly(Planet.MARS);
    }
  }
}
