package io.github.coatcheck.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A value comes back exactly as it was stored, or it is refused before any SQL. */
class HostileValuesTest {
  private static final int VALUES = 8000;
  private static final int PRECISION = 15;
  private static final int SCALE = 4;

  private final Random random = Seed.random(HostileValuesTest.class);

  @RegisterExtension final Secrets secrets = new Secrets(random);

  private final HostileValues values = new HostileValues(random, secrets);

  /** How a value is stored, and how many rows that adds. Of many rows, the last has the value. */
  private enum Way {
    INSERT(1),
    INSERT_ALL(2),
    UPDATE(0);

    final int rows;

    Way(int rows) {
      this.rows = rows;
    }
  }

  private int rows = 1;

  enum Genre {
    JAZZ,
    BLUES
  }

  /** A row with one column of each type, of which one holds a value. */
  @Table
  @SuppressWarnings("ArrayRecordComponent") // a blob is one
  record Anything(
      @Column(primaryKey = true, autoincrement = true) Long id,
      Byte tiny,
      Short small,
      Integer number,
      Long large,
      Boolean truth,
      Float single,
      Double real,
      String text,
      @Column(precision = PRECISION, scale = SCALE) BigDecimal decimal,
      byte[] bytes,
      UUID uuid,
      LocalDate day,
      LocalTime time,
      LocalDateTime local,
      Instant moment,
      Genre genre) {
    static final List<RecordComponent> COMPONENTS = List.of(Anything.class.getRecordComponents());

    static Anything of(Long id, RecordComponent component, Object value) {
      Object[] values = new Object[COMPONENTS.size()];
      values[0] = id;
      values[COMPONENTS.indexOf(component)] = value;
      try {
        return (Anything) Anything.class.getDeclaredConstructors()[0].newInstance(values);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    Object get(RecordComponent component) {
      try {
        return component.getAccessor().invoke(this);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void aValueOfAnyTypeComesBackOrIsRefusedBeforeAnySql() {
    try (Database database = Database.open("jdbc:sqlite::memory:")) {
      database.createTables(Anything.class);
      try (Session session = database.openSession()) {
        Anything changed = session.insert(Anything.of(null, component(), null));
        for (int i = 0; i < VALUES; i++) {
          RecordComponent component = component();
          check(session, changed.id(), component, values.next(component.getType()));
        }
        assertThat(session.count(Anything.class)).isEqualTo(rows);
      }
    }
  }

  /** Any component but the key. */
  private RecordComponent component() {
    return Anything.COMPONENTS.get(1 + random.nextInt(Anything.COMPONENTS.size() - 1));
  }

  private void check(Session session, long changed, RecordComponent component, Object value) {
    int before = secrets.statements();
    Way way = Way.values()[random.nextInt(Way.values().length)];
    Anything[] stored = new Anything[1];
    Optional<CoatcheckException> refusal =
        secrets.attempt(() -> stored[0] = store(session, way, changed, component, value));

    if (HostileValues.isStorable(value, PRECISION, SCALE)) {
      assertThat(refusal).as("%s %s", component, value).isEmpty();
      checkThatItComesBack(session, stored[0].id(), component, value);
      rows += way.rows;
    } else {
      assertThat(refusal)
          .as("%s %s", component, value)
          .containsInstanceOf(ValueException.class)
          .hasValueSatisfying(
              e -> assertThat(e).hasMessageContaining("\"" + component.getName() + "\""));
      assertThat(way == Way.INSERT_ALL ? before : secrets.statements())
          .as("statements")
          .isEqualTo(before);
    }
  }

  private void checkThatItComesBack(
      Session session, long id, RecordComponent component, Object value) {
    Anything row = session.find(Anything.class, id).orElseThrow();
    Object found = row.get(component);
    assertThat(row).isEqualTo(Anything.of(id, component, found));
    if (value instanceof BigDecimal number) {
      assertThat((BigDecimal) found).isEqualByComparingTo(number);
    } else {
      assertThat(found).isEqualTo(value);
    }
    assertThat(session.exists(Anything.class, "where %s = ?".formatted(component.getName()), value))
        .as("found by the parameter: %s %s", component, value)
        .isTrue();
  }

  private static Anything store(
      Session session, Way way, long changed, RecordComponent component, Object value) {
    Anything row = Anything.of(null, component, value);
    return switch (way) {
      case INSERT -> session.insert(row);
      case INSERT_ALL -> session.insertAll(List.of(Anything.of(null, component, null), row)).get(1);
      case UPDATE -> session.update(Anything.of(changed, component, value));
    };
  }
}
