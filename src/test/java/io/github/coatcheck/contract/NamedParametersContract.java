package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.Converter;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.MappingException;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Session;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters can have names, whose values one object holds. */
public abstract class NamedParametersContract extends DatabaseContract {
  enum Level {
    LOW,
    HIGH
  }

  /** Stores a level as its number. */
  static final class LevelConverter implements Converter<Level, Integer> {
    @Override
    public Class<Integer> databaseType() {
      return Integer.class;
    }

    @Override
    public Integer toDatabase(Level value) {
      return value == Level.HIGH ? 1 : 0;
    }

    @Override
    public Level toJava(Integer value) {
      return value == 1 ? Level.HIGH : Level.LOW;
    }
  }

  @Table("alarm")
  record Alarm(
      @Column(primaryKey = true) int id,
      String place,
      @Column(converter = LevelConverter.class) Level level,
      @Column(precision = 8, scale = 2) BigDecimal costs) {}

  @Table("alarm")
  static final class AlarmClass {
    @Column(primaryKey = true)
    private int id;

    @Column private String place;

    @Column(converter = LevelConverter.class)
    private Level level;
  }

  private static final Alarm ROOF = new Alarm(1, "roof", Level.HIGH, new BigDecimal("12.50"));
  private static final Alarm DOOR = new Alarm(2, "door", Level.LOW, new BigDecimal("3.00"));
  private static final Alarm NOWHERE = new Alarm(3, null, Level.LOW, null);

  private Session session;

  @BeforeEach
  void insertAlarms() {
    create(Alarm.class);
    database().useTransaction(s -> s.insertAll(List.of(ROOF, DOOR, NOWHERE)));
  }

  private interface Check {
    void run(Session session);
  }

  private void check(Check check) {
    database()
        .useTransaction(
            s -> {
              session = s;
              check.run(s);
            });
  }

  private List<Alarm> list(String tail, Object source) {
    return session.list(Alarm.class, tail + " order by id", source);
  }

  private String table() {
    return product().given("alarm");
  }

  record Place(String place) {}

  @Test
  void everyMethodTakesThem() {
    Place roof = new Place("roof");
    String tail = "where place = :place";
    String select = "select place from %s %s".formatted(table(), tail);
    check(
        s -> {
          assertThat(s.list(Alarm.class, tail, roof)).containsExactly(ROOF);
          assertThat(s.first(Alarm.class, tail, roof)).contains(ROOF);
          assertThat(s.count(Alarm.class, tail, roof)).isOne();
          assertThat(s.exists(Alarm.class, tail, roof)).isTrue();
          try (Stream<Alarm> alarms = s.stream(Alarm.class, tail, roof)) {
            assertThat(alarms).containsExactly(ROOF);
          }
          assertThat(s.query(String.class, select, roof)).containsExactly("roof");
          assertThat(s.execute("delete from %s %s".formatted(table(), tail), roof)).isOne();
          assertThat(s.list(Alarm.class, "order by id")).containsExactly(DOOR, NOWHERE);
        });
  }

  @SuppressWarnings("ArrayRecordComponent") // an array expands like a list
  record Wanted(int[] ids, List<String> places, BigDecimal most) {}

  @Test
  void aRecordNamesThemByItsComponentsAndItsListsAndArraysExpand() {
    Wanted wanted = new Wanted(new int[] {1, 2, 9}, List.of("door", "roof"), new BigDecimal("10"));

    check(
        s ->
            assertThat(
                    list(
                        "where id in (:ids) and (id < 9 or id in (:ids)) and place in (:places)"
                            + " and costs < :most and place <> ':x'",
                        wanted))
                .containsExactly(DOOR));
  }

  @Test
  void aMapNamesThemByItsKeys() {
    check(
        s -> {
          assertThat(
                  list(
                      "where id in (:ids) and id > :least",
                      Map.of("ids", List.of(1, 3), "least", 1)))
              .containsExactly(NOWHERE);
          assertThat(list("where id = :id", new TreeMap<>(Map.of("id", 1)))).containsExactly(ROOF);
        });
  }

  @Test
  void anEntityNamesThemByItsPropertiesAndBindsThemByTheirConverters() {
    AlarmClass alarm = new AlarmClass();
    alarm.id = 2;
    alarm.level = Level.HIGH;

    check(
        s -> {
          assertThat(list("where level = :level and costs = :costs", ROOF)).containsExactly(ROOF);
          String update = "update %s set level = :level, place = :place where id = :id";
          assertThat(s.execute(update.formatted(table()), alarm)).isOne();
          assertThat(s.find(Alarm.class, 2))
              .contains(new Alarm(2, null, Level.HIGH, new BigDecimal("3.00")));
        });
  }

  @Table
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Nulls(
      Integer number,
      Long big,
      Short small,
      Boolean flag,
      Double real,
      String text,
      Level level,
      BigDecimal decimal,
      byte[] bytes,
      UUID uuid,
      LocalDate date,
      LocalTime time,
      LocalDateTime at,
      Instant instant) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "number", "big", "small", "flag", "real", "text", "level", "decimal", "bytes", "uuid",
        "date", "time", "at", "instant"
      })
  void aNullHasTheTypeOfItsComponent(String name) {
    Nulls nulls =
        new Nulls(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    check(
        s -> {
          assertThat(list("where :%s is null".formatted(name), nulls)).hasSize(3);
        });
  }

  record Search(Integer least, String place) {}

  @Test
  void aConditionWithoutAValueIsLeftOutByIsNull() {
    String tail = "where (:least is null or id >= :least) and (:place is null or place = :place)";

    check(
        s -> {
          assertThat(list(tail, new Search(null, null))).hasSize(3);
          assertThat(list(tail, new Search(2, null))).containsExactly(DOOR, NOWHERE);
          assertThat(list(tail, new Search(null, "roof"))).containsExactly(ROOF);
          assertThat(list(tail, new Search(2, "roof"))).isEmpty();
        });
  }

  @Test
  void aNullOfAMapNeedsACastWhereTheDatabaseCannotKnowItsType() {
    Map<String, Object> least = new HashMap<>();
    least.put("least", null);

    check(
        s ->
            assertThat(list("where cast(:least as int) is null or id >= :least", least))
                .hasSize(3));
    check(
        s -> {
          String tail = "where :least is null or id >= :least";
          if (product().infersTypeOfNull()) {
            assertThat(list(tail, least)).hasSize(3);
          } else {
            assertThatThrownBy(() -> s.inTransaction(nested -> list(tail, least)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("put a cast around it, as in cast(? as int)");
          }
        });
  }

  private void assertRefused(String tail, String why, Object... source) {
    assertThatThrownBy(() -> session.list(Alarm.class, tail, source))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessageStartingWith("Cannot run \"SELECT ")
        .hasMessageEndingWith(why);
  }

  @Test
  void aMissingOrUnusedNameIsRefused() {
    String remedy = " Give a value to each name, and to no other.";
    check(
        s -> {
          assertRefused(
              "where id = :id and place = :place",
              "the names of its parameters are [id, place], but its argument has [place]." + remedy,
              new Place("roof"));
          assertRefused(
              "where id = :id",
              "the names of its parameters are [id], but its argument has [id, place]." + remedy,
              new TreeMap<>(Map.of("id", 1, "place", "roof")));
          assertRefused(
              "where level = :least",
              "the names of its parameters are [least], but its argument has [id, place, level, costs]."
                  + remedy,
              ROOF);
          assertThat(s.count(Alarm.class)).isEqualTo(3);
        });
  }

  @Test
  void anArgumentWithoutNamesIsRefused() {
    String why =
        "its parameters have names, so one argument has all of their values. Hand in a record, an object of an entity class, or a Map.";
    check(
        s -> {
          assertRefused("where id = :id", why);
          assertRefused("where id = :id", why, 1);
          assertRefused("where id = :id", why, (Object) null);
          assertRefused("where id = :id", why, (Object[]) null);
          assertRefused("where id = :id", why, Map.of());
          assertRefused("where id = :id", why, Map.of("id", 1), Map.of("id", 1));
          assertRefused("where id = :id", why, Arrays.asList(1, 2));
        });
  }

  @Test
  void bothFormsTogetherAreRefused() {
    check(
        s ->
            assertRefused(
                "where id = ? and place = :place",
                "? and :place are parameters of two forms. Write one form only; a colon that begins no name, as in a slice of an array, has a blank behind it.",
                1,
                new Place("roof")));
  }

  static final class Unmapped {
    @Column(primaryKey = true)
    private int id;

    private List<String> places;
  }

  @Test
  void anEntityClassThatCannotBeMappedIsRefused() {
    check(
        s ->
            assertThatThrownBy(() -> list("where id = :id", new Unmapped()))
                .isExactlyInstanceOf(MappingException.class));
  }
}
