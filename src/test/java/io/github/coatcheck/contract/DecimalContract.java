package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Column;
import io.github.coatcheck.MappingException;
import io.github.coatcheck.Table;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.session.Session;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Decimals come back exactly, and compare, sort and add up as numbers. */
public abstract class DecimalContract extends DatabaseContract {
  @Table
  record Price(
      @Column(primaryKey = true, autoincrement = true) Long id,
      String kind,
      @Column(precision = 15, scale = 2) BigDecimal amount) {}

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  private static Price price(String kind, String amount) {
    return new Price(null, kind, decimal(amount));
  }

  private void store(Price... prices) {
    create(Price.class);
    database().useTransaction(session -> session.insertAll(List.of(prices)));
  }

  @Test
  void decimalsCompareAsNumbers() {
    store(price("a", "15.00"), price("b", "30.00"), price("c", "5.00"));

    database()
        .useTransaction(
            session -> {
              assertThat(session.count(Price.class, "where amount > ?", decimal("9"))).isEqualTo(2);
              assertThat(session.count(Price.class, "where amount * 2 < ?", decimal("10")))
                  .isZero();
              assertThat(session.count(Price.class, "where amount * 2 <= ?", 10)).isOne();
              assertThat(session.count(Price.class, "where amount = ?", decimal("15"))).isOne();
              assertThat(session.list(Price.class, "order by amount"))
                  .extracting(Price::kind)
                  .containsExactly("c", "a", "b");
              assertThat(
                      session.query(
                          String.class,
                          "select kind from price group by kind having sum(amount) > ? order by kind",
                          decimal("9.5")))
                  .containsExactly("a", "b");
            });
  }

  record Total(BigDecimal total, BigDecimal half) {}

  @Test
  void sumsAndQuotientsAreRead() {
    store(price("a", "0.10"), price("a", "0.20"), price("a", "4.70"));

    Total total =
        database()
            .inTransaction(
                session ->
                    session.query(
                        Total.class,
                        "select sum(amount) as total, sum(amount) / 2 as half from price"))
            .get(0);
    List<BigDecimal> sums =
        database()
            .inTransaction(
                session -> session.query(BigDecimal.class, "select sum(amount) from price"));

    assertThat(total.total).isEqualByComparingTo("5");
    assertThat(total.half).isEqualByComparingTo("2.5");
    assertThat(sums.get(0)).isEqualByComparingTo("5");
  }

  record Measure(double content) {}

  @Test
  void aDecimalIsReadAsADoubleUnlessItsIntegerPartWouldBeRounded() {
    String from = product() == Product.STANDARD ? " FROM (VALUES (0))" : "";
    String select = "SELECT CAST(%s AS %s) AS " + product().given("content") + from;
    database()
        .useTransaction(
            session -> {
              for (String exact : List.of("0.1", "1234567.25", "123456789012345.6")) {
                assertThat(
                        session.query(double.class, select.formatted(exact, product().decimal())))
                    .containsExactly(Double.valueOf(exact));
              }
              String average =
                  "SELECT avg(a) AS a FROM (SELECT 100 AS a%1$s UNION ALL SELECT 101 AS a%1$s UNION ALL SELECT 101 AS a%1$s) AS t"
                      .formatted(from);
              assertThat(session.queryOne(double.class, average)).isBetween(100.0, 100.7);
              for (String longer : product().decimalsBeyondDoubles()) {
                String sql = select.formatted(longer, product().decimal());
                for (Class<?> type : List.of(double.class, Double.class, Measure.class)) {
                  assertThatThrownBy(() -> session.query(type, sql))
                      .isExactlyInstanceOf(ValueException.class)
                      .hasMessageContaining(
                          "it holds more digits than a double; cast it to one in SQL");
                }
                assertThat(session.query(BigDecimal.class, sql))
                    .singleElement()
                    .isEqualTo(new BigDecimal(longer));
              }
            });
  }

  @Test
  void aDecimalIsFoundByTheObjectThatInsertReturned() {
    create(Price.class);
    try (Session session = database().openSession()) {
      Price stored = session.insert(price("a", "1.5"));

      assertThat(session.exists(Price.class, "where amount = ?", stored.amount)).isTrue();
      assertThat(session.find(Price.class, stored.id).orElseThrow().amount)
          .isEqualTo(decimal("1.50"));
    }
  }

  @Table("cents0")
  record Whole(@Column(primaryKey = true) int id, @Column(precision = 15) BigDecimal content) {}

  @Table("cents7")
  record Seven(
      @Column(primaryKey = true) int id, @Column(precision = 15, scale = 7) BigDecimal content) {}

  @Table("cents15")
  record Fraction(
      @Column(primaryKey = true) int id, @Column(precision = 15, scale = 15) BigDecimal content) {}

  private static BigDecimal content(Object row) {
    if (row instanceof Whole whole) {
      return whole.content;
    }
    return row instanceof Seven seven ? seven.content : ((Fraction) row).content;
  }

  /** Thousands of decimals in one table, extremes among them. */
  private <R> void assertAllComeBack(
      Class<R> type, int scale, BiFunction<Integer, BigDecimal, R> newRow) {
    create(type);
    Random random = new Random(scale);
    long limit = 1_000_000_000_000_000L;
    List<R> rows = new ArrayList<>();
    for (long unscaled : new long[] {0, 1, -1, limit - 1, 1 - limit, limit / 2, limit / 10}) {
      rows.add(newRow.apply(rows.size() + 1, BigDecimal.valueOf(unscaled, scale)));
    }
    while (rows.size() < 3000) {
      long bound = (long) Math.pow(10, 1 + random.nextInt(15));
      rows.add(newRow.apply(rows.size() + 1, BigDecimal.valueOf(random.nextLong(bound), scale)));
    }
    database().useTransaction(session -> session.insertAll(rows));

    List<R> found = database().inTransaction(session -> session.list(type, "order by id"));
    assertThat(found).isEqualTo(rows);
    List<R> sorted = database().inTransaction(session -> session.list(type, "order by content"));
    assertThat(sorted).extracting(DecimalContract::content).isSorted();
    for (R row : rows.subList(0, 20)) {
      boolean exists =
          database()
              .inTransaction(session -> session.exists(type, "where content = ?", content(row)));
      assertThat(exists).isTrue();
    }
  }

  @Test
  void fifteenDigitsComeBackWhereverThePointIs() {
    assertAllComeBack(Whole.class, 0, Whole::new);
    assertAllComeBack(Seven.class, 7, Seven::new);
    assertAllComeBack(Fraction.class, 15, Fraction::new);
  }

  @Table
  record Unlimited(@Column(primaryKey = true) int id, BigDecimal content) {}

  @Test
  void aDecimalWithoutAPrecisionIsRefusedWhereItWouldNotCompareAsANumber() {
    if (!product().limitsDecimals()) {
      create(Unlimited.class);
      Unlimited row = new Unlimited(1, decimal("9".repeat(200) + "." + "1".repeat(200)));
      database().useTransaction(session -> session.insert(row));
      List<Unlimited> found = database().inTransaction(session -> session.list(Unlimited.class));
      assertThat(found).containsExactly(row);
      return;
    }
    String name = Unlimited.class.getName();

    assertThatThrownBy(() -> database().createTables(Unlimited.class))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessageStartingWith("Cannot create a column for %s#content: ".formatted(name))
        .hasMessageContaining("@Column(precision = ..., scale = ...)");
    database().execute("drop table if exists unlimited");
    database().execute("create table unlimited (id integer primary key, content numeric(8, 2))");
    assertThatThrownBy(
            () ->
                database()
                    .useTransaction(session -> session.insert(new Unlimited(1, decimal("1.50")))))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessageContaining("@Column(precision = ..., scale = ...)");
  }

  @Test
  void aComputedValueWithMoreDigitsIsRefusedOrRoundedByTheDatabase() {
    store(price("a", "10.00"));

    try (Session session = database().openSession()) {
      session.execute("update price set amount = round(amount / 4, 2)");
      assertThat(session.list(Price.class).get(0).amount).isEqualTo(decimal("2.50"));
      session.commit();
    }
  }
}
