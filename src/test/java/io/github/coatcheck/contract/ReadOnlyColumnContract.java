package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.StaleRowException;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Session;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A column that the database alone fills is never written, and read back after each write. */
public abstract class ReadOnlyColumnContract extends DatabaseContract {
  @Table
  static final class Line {
    @Column(autoincrement = true)
    private Integer id;

    @Column(unique = true)
    private Integer number;

    @Column private int amount;
    @Column private Integer price;

    @Column(readOnly = true)
    private Integer total;

    @Column(readOnly = true)
    private String state;

    @Column(version = true)
    private int version;

    Line() {}

    Line(Integer number, int amount, Integer price) {
      this.number = number;
      this.amount = amount;
      this.price = price;
    }

    @Override
    public String toString() {
      return "%s: %s * %s = %s, %s".formatted(number, amount, price, total, state);
    }
  }

  @Table
  record Square(
      @Column(primaryKey = true) long side,
      @Column(readOnly = true) Long area,
      @Column(defaultValue = "'m'") String unit) {}

  @BeforeEach
  void createTables() {
    database().execute("drop table if exists line");
    database()
        .execute(
            "create table line (id %s, number integer unique, amount integer not null, price integer, total %s, state varchar(20) default 'new', version integer not null)"
                .formatted(
                    product().keyDefinition(), product().generated("integer", "amount * price")));
    database().execute("drop table if exists square");
    database()
        .execute(
            "create table square (side bigint not null primary key, area %s, unit varchar(9) default 'm')"
                .formatted(product().generated("bigint", "side * side")));
  }

  private List<String> rows() {
    return database().inTransaction(session -> session.list(Line.class, "order by id")).stream()
        .map(Line::toString)
        .toList();
  }

  @Test
  void insertReadsItBackAndARollbackTakesItOut() {
    Line line = new Line(1, 3, 5);
    line.total = -1;
    line.state = "mine";

    try (Session session = database().openSession()) {
      assertThat(session.insert(line)).isSameAs(line);
      assertThat(line).hasToString("1: 3 * 5 = 15, new");
      session.rollback();
      assertThat(line).hasToString("1: 3 * 5 = -1, mine");
      session.add(line);
      session.commit();
    }
    assertThat(line).hasToString("1: 3 * 5 = 15, new");
    assertThat(rows()).containsExactly("1: 3 * 5 = 15, new");
  }

  @Test
  void updateReadsItBackAndANestedRollbackTakesItOut() {
    Line line = new Line(1, 3, 5);

    try (Session session = database().openSession()) {
      session.insert(line);
      line.amount = 4;
      line.total = -1;
      assertThat(session.update(line)).hasToString("1: 4 * 5 = 20, new");
      assertThatThrownBy(
              () ->
                  session.useTransaction(
                      nested -> {
                        line.amount = 7;
                        nested.update(line);
                        assertThat(line).hasToString("1: 7 * 5 = 35, new");
                        throw new IllegalStateException("undo");
                      }))
          .hasMessage("undo");
      assertThat(line).hasToString("1: 7 * 5 = 20, new");
      assertThat(line.version).isEqualTo(2);
      assertThat(session.update(line)).hasToString("1: 7 * 5 = 35, new");
      session.commit();
    }
    assertThat(rows()).containsExactly("1: 7 * 5 = 35, new");
  }

  @Test
  void manyObjectsAreReadBackInGroups() {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      lines.add(new Line(i, i % 7, i % 3 == 0 ? null : i));
    }
    lines.get(150).id = 1000;

    try (Session session = database().openSession();
        SentSql sent = SentSql.record()) {
      session.insertAll(lines);
      assertThat(lines).extracting(Line::toString).containsExactlyElementsOf(expected());
      assertThat(
              sent.statements().stream()
                  .filter(sql -> sql.startsWith("SELECT") && sql.contains(" OR ")))
          .hasSizeLessThan(25);
      for (Line line : lines) {
        line.amount = (line.amount + 1) % 7;
      }
      session.updateAll(lines);
      assertThat(lines.get(13)).hasToString("13: 0 * 13 = 0, new");
      assertThat(lines.get(15)).hasToString("15: 2 * null = null, new");
      session.rollback();
      assertThat(lines)
          .extracting(line -> line.id + " " + line.total + line.state)
          .containsOnly("null nullnull", "1000 nullnull");
    }
  }

  private static List<String> expected() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      expected.add(
          i % 3 == 0
              ? "%d: %d * null = null, new".formatted(i, i % 7)
              : "%d: %d * %d = %d, new".formatted(i, i % 7, i, i % 7 * i));
    }
    return expected;
  }

  @Test
  void upsertReadsItBackWhetherItUpdatesOrInserts() {
    Line first = new Line(1, 3, 5);
    first.state = "mine";
    Line same = new Line(1, 4, 5);
    Line second = new Line(2, 2, 2);

    try (Session session = database().openSession()) {
      assertThat(session.upsert(first, "number")).hasToString("1: 3 * 5 = 15, new");
      session.upsertAll(List.of(same, second), "number");
      assertThat(List.of(same, second))
          .extracting(Line::toString)
          .containsExactly("1: 4 * 5 = 20, new", "2: 2 * 2 = 4, new");
      assertThat(same.id).isEqualTo(first.id);
      assertThat(same.version).isEqualTo(2);
      session.commit();
    }
    assertThat(rows()).containsExactly("1: 4 * 5 = 20, new", "2: 2 * 2 = 4, new");
  }

  @Test
  void aRecordIsReturnedWithIt() {
    try (Session session = database().openSession()) {
      Square three = session.insert(new Square(3, 1L, null));
      assertThat(three).isEqualTo(new Square(3, 9L, "m"));
      assertThat(
              session.insertAll(
                  List.of(
                      new Square(4, null, null),
                      new Square(5, null, "km"),
                      new Square(6, null, "km"))))
          .containsExactly(
              new Square(4, 16L, "m"), new Square(5, 25L, "km"), new Square(6, 36L, "km"));
      assertThat(session.update(new Square(3, null, "km"))).isEqualTo(new Square(3, 9L, "km"));
      assertThat(session.updateAll(List.of(new Square(4, null, "km"), new Square(3, 7L, "m"))))
          .containsExactly(new Square(4, 16L, "km"), new Square(3, 9L, "m"));
      assertThat(session.upsert(new Square(3, null, "cm"))).isEqualTo(new Square(3, 9L, "cm"));
      assertThat(session.upsert(new Square(3, 7L, "cm"))).isEqualTo(new Square(3, 9L, "cm"));
      assertThat(session.first(Square.class, "where area = ?", 16))
          .contains(new Square(4, 16L, "km"));
      assertThatThrownBy(() -> session.update(new Square(7, null, "m")))
          .isExactlyInstanceOf(StaleRowException.class);
      session.rollback();
    }
  }

  @Table
  record Filled(
      @Column(autoincrement = true) Long id,
      String name,
      @Column(readOnly = true, nullable = false) String trigger,
      @Column(readOnly = true, nullable = false, defaultValue = "7") int number) {}

  @Test
  void createTablesMakesAPlainColumnForIt() {
    create(Filled.class);

    try (Session session = database().openSession()) {
      Filled filled = session.insert(new Filled(null, "a", "b", 1));
      assertThat(filled).isEqualTo(new Filled(filled.id(), "a", null, 7));
      assertThat(session.find(Filled.class, filled.id())).contains(filled);
      session.commit();
    }
  }

  @Test
  void itDoesNotTellWhichRowAnUpsertMeans() {
    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.upsert(new Coded(1, "a"), "code"))
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessageContaining(" in any order: id. ");
    }
  }

  @Table
  record Coded(
      @Column(primaryKey = true) int id, @Column(readOnly = true, unique = true) String code) {}
}
