package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.TemporalUnitOffset;
import org.junit.jupiter.api.Test;

/** What the database chooses where a field is null comes back into the object. */
public abstract class DefaultsContract extends DatabaseContract {
  @Table
  static final class Sale {
    @Column(primaryKey = true, autoincrement = true)
    private Long id;

    @Column private String article;

    @Column(nullable = false, defaultValue = "'new'")
    private String state;

    @Column(defaultValue = "3")
    private Integer quantity;

    @Column(defaultValue = "CURRENT_TIMESTAMP")
    private Instant created;
  }

  private Sale find(long id) {
    return database().inTransaction(session -> session.find(Sale.class, id)).orElseThrow();
  }

  @Test
  void aDefaultIsFilledInAndReadBackIntoTheObject() {
    create(Sale.class);
    Sale sale = new Sale();

    Sale inserted = database().inTransaction(session -> session.insert(sale));

    assertThat(inserted).isSameAs(sale);
    assertThat(sale.id).isEqualTo(1);
    assertThat(sale.article).isNull();
    assertThat(sale.state).isEqualTo("new");
    assertThat(sale.quantity).isEqualTo(3);
    assertThat(sale.created).isCloseTo(Instant.now(), within(600));
    assertThat(find(1)).usingRecursiveComparison().isEqualTo(sale);
  }

  private static TemporalUnitOffset within(long seconds) {
    return Assertions.within(seconds, ChronoUnit.SECONDS);
  }

  @Test
  void aValueThatIsGivenIsKept() {
    create(Sale.class);
    Sale sale = new Sale();
    sale.state = "paid";
    sale.quantity = 0;
    sale.created = Instant.EPOCH;

    database().useTransaction(session -> session.insert(sale));

    assertThat(sale.state).isEqualTo("paid");
    assertThat(sale.quantity).isZero();
    assertThat(sale.created).isEqualTo(Instant.EPOCH);
    assertThat(find(1)).usingRecursiveComparison().isEqualTo(sale);
  }

  @Test
  void onlyWhatIsNullIsLeftToTheDatabase() {
    create(Sale.class);
    Sale sale = new Sale();
    sale.id = 7L;
    sale.state = "paid";

    database().useTransaction(session -> session.insert(sale));

    assertThat(sale.id).isEqualTo(7);
    assertThat(sale.state).isEqualTo("paid");
    assertThat(sale.quantity).isEqualTo(3);
    assertThat(find(7)).usingRecursiveComparison().isEqualTo(sale);
  }

  @Test
  void addFillsDefaultsAtTheFlush() {
    create(Sale.class);
    Sale sale = new Sale();

    database()
        .useTransaction(
            session -> {
              session.add(sale);
              assertThat(sale.state).isNull();
              session.flush();
              assertThat(sale.state).isEqualTo("new");
            });

    assertThat(find(sale.id)).usingRecursiveComparison().isEqualTo(sale);
  }

  @Test
  void insertAllFillsTheDefaultsOfEachObject() {
    create(Sale.class);
    Sale first = new Sale();
    Sale paid = new Sale();
    paid.state = "paid";
    Sale last = new Sale();
    last.quantity = 12;

    database().useTransaction(session -> session.insertAll(List.of(first, paid, last)));

    assertThat(List.of(first, paid, last))
        .extracting(sale -> sale.id + " " + sale.state + " " + sale.quantity)
        .containsExactly("1 new 3", "2 paid 3", "3 new 12");
    for (Sale sale : List.of(first, paid, last)) {
      assertThat(find(sale.id)).usingRecursiveComparison().isEqualTo(sale);
    }
  }

  @Test
  void insertAllFillsTheDefaultsOfManyObjectsAndARollbackTakesThemOut() {
    create(Sale.class);
    List<Sale> sales = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Sale sale = new Sale();
      sale.article = "article " + i * 7 % 300;
      sales.add(sale);
    }

    try (var session = database().openSession()) {
      session.insertAll(sales.subList(0, 200));
      session.commit();
      session.insertAll(sales.subList(200, 300));
      session.rollback();
    }

    for (Sale sale : sales.subList(0, 200)) {
      assertThat(sale.state + sale.quantity).isEqualTo("new3");
      assertThat(find(sale.id)).usingRecursiveComparison().isEqualTo(sale);
    }
    assertThat(sales.subList(200, 300))
        .extracting(sale -> sale.id + " " + sale.state + " " + sale.quantity + " " + sale.created)
        .containsOnly("null null null null");
  }

  @Test
  void updateWritesNullInsteadOfTheDefault() {
    create(Sale.class);
    Sale sale = database().inTransaction(session -> session.insert(new Sale()));
    sale.quantity = null;

    database().useTransaction(session -> session.update(sale));

    assertThat(sale.quantity).isNull();
    assertThat(find(1).quantity).isNull();
  }

  @Test
  void aRollbackTakesDefaultsOutOfTheObjectAgain() {
    create(Sale.class);
    Sale sale = new Sale();

    try (var session = database().openSession()) {
      session.insert(sale);
      session.rollback();
    }

    assertThat(sale).usingRecursiveComparison().isEqualTo(new Sale());
  }

  @Table
  record Visit(
      @Column(primaryKey = true, autoincrement = true) Long id,
      @Column(defaultValue = "CURRENT_TIMESTAMP") Instant at,
      @Column(defaultValue = "'?; -- it''s'") String note) {}

  @Test
  void aRecordIsReturnedWithItsDefaults() {
    create(Visit.class);
    Visit visit = new Visit(null, null, null);

    Visit stored = database().inTransaction(session -> session.insert(visit));

    assertThat(visit).isEqualTo(new Visit(null, null, null));
    assertThat(stored.id()).isEqualTo(1);
    assertThat(stored.at()).isCloseTo(Instant.now(), within(600));
    assertThat(stored.note()).isEqualTo("?; -- it's");
    Visit found = database().inTransaction(session -> session.find(Visit.class, 1)).orElseThrow();
    assertThat(found).isEqualTo(stored);
  }

  @Table
  record Setting(@Column(primaryKey = true) String name, @Column(defaultValue = "0") Long size) {}

  @Test
  void aClassWhoseKeyIsGivenHasDefaultsToo() {
    create(Setting.class);

    Setting setting =
        database().inTransaction(session -> session.insert(new Setting("volume", null)));

    assertThat(setting).isEqualTo(new Setting("volume", 0L));
  }

  @Table
  record Draft(
      @Column(primaryKey = true, autoincrement = true) long id,
      @Column(defaultValue = "NULL") String text) {}

  @Test
  void aDefaultMayBeNull() {
    create(Draft.class);

    Draft draft = database().inTransaction(session -> session.insert(new Draft(0, null)));

    assertThat(draft).isEqualTo(new Draft(1, null));
  }
}
