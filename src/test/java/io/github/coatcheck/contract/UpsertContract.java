package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.Converter;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.StaleRowException;
import io.github.coatcheck.Table;
import io.github.coatcheck.TransientFailureException;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.session.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Update the row that is there, or insert one: K16 of the key contract. */
public abstract class UpsertContract extends DatabaseContract {
  @Table("person")
  static final class Person {
    @Column(primaryKey = true, autoincrement = true)
    private Long id;

    @Column(name = "e_mail", unique = true)
    private String email;

    @Column(unique = true)
    private Integer badge;

    @Column private String name;

    Person() {}

    Person(String email, Integer badge, String name) {
      this.email = email;
      this.badge = badge;
      this.name = name;
    }

    @Override
    public String toString() {
      return "%d %s %d %s".formatted(id, email, badge, name);
    }
  }

  @Table("person")
  record PersonRecord(
      @Column(primaryKey = true, autoincrement = true) Long id,
      @Column(name = "e_mail", unique = true) String email,
      String name) {}

  @Table
  record Other(@Column(primaryKey = true, autoincrement = true) Long id) {}

  @BeforeEach
  void createTables() {
    create(Person.class, Other.class);
  }

  private List<String> rows() {
    return database()
        .inTransaction(
            session ->
                session.list(Person.class, "order by id").stream().map(Person::toString).toList());
  }

  private Person insert(Person person) {
    return database().inTransaction(session -> session.insert(person));
  }

  private String table() {
    return product().given("person");
  }

  @Test
  void k16AnUpsertThatUpdatesReturnsTheKeyOfTheRowAndNotThatOfAnOlderInsert() {
    Person ann = insert(new Person("ann@example.org", 1, "Ann"));
    Person changed = new Person("ann@example.org", 2, "Ann B.");

    try (Session session = database().openSession()) {
      session.insert(new Person("bob@example.org", 3, "Bob"));
      for (int i = 0; i < 10; i++) {
        session.insert(new Other(null));
      }
      Person upserted = session.upsert(changed, "e_mail");
      session.commit();

      assertThat(upserted).isSameAs(changed);
    }
    assertThat(changed.id).isEqualTo(ann.id);
    assertThat(rows()).first().isEqualTo(changed.toString());
    assertThat(rows()).hasSize(2);
  }

  @Test
  void anUpsertThatInsertsReturnsTheNewKey() {
    Person ann = insert(new Person("ann@example.org", 1, "Ann"));
    Person bob = new Person("bob@example.org", 2, "Bob");

    database().useTransaction(session -> session.upsert(bob, "e_mail"));

    assertThat(bob.id).isGreaterThan(ann.id);
    assertThat(rows()).containsExactly(ann.toString(), bob.toString());
  }

  @Test
  void aRecordIsReturnedWithTheKeyOfItsRow() {
    PersonRecord unset = new PersonRecord(null, "ann@example.org", "Ann");

    try (Session session = database().openSession()) {
      PersonRecord inserted = session.upsert(unset, "e_mail");
      PersonRecord updated =
          session.upsert(new PersonRecord(null, "ann@example.org", "Ann B."), "E_MAIL");

      assertThat(inserted).isEqualTo(new PersonRecord(inserted.id(), "ann@example.org", "Ann"));
      assertThat(updated).isEqualTo(new PersonRecord(inserted.id(), "ann@example.org", "Ann B."));
      assertThat(session.list(PersonRecord.class)).containsExactly(updated);
    }
    assertThat(unset.id()).isNull();
  }

  @Test
  void byTheKeyARowIsUpdatedOrInsertedUnderTheKeyThatIsGiven() {
    Person person = new Person("ann@example.org", 1, "Ann");
    person.id = 77L;

    try (Session session = database().openSession()) {
      session.upsert(person);
      person.name = "Ann B.";
      assertThat(session.upsert(person)).isSameAs(person);
      assertThat(session.upsert(person, "id")).isSameAs(person);
      session.commit();
    }
    assertThat(rows()).containsExactly("77 ann@example.org 1 Ann B.");
  }

  @Table
  record Counter(@Column(primaryKey = true, autoincrement = true) int id, String name) {}

  @Test
  void aKeyThatIsNotSetMeansAnInsert() {
    create(Counter.class);
    Person ann = new Person("ann@example.org", 1, "Ann");

    try (Session session = database().openSession()) {
      session.upsert(ann);
      Counter first = session.upsert(new Counter(0, "first"));
      Counter second = session.upsert(new Counter(0, "second"));
      session.commit();

      assertThat(ann.id).isNotNull();
      assertThat(second.id()).isGreaterThan(first.id());
      assertThat(session.count(Counter.class)).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 130, 1500})
  void upsertAllUpdatesWhatIsThereAndInsertsTheRestInTheirOrder(int size) {
    List<Person> there =
        IntStream.range(0, size)
            .filter(i -> i % 3 == 0)
            .mapToObj(i -> new Person(i + "@example.org", i, "old"))
            .toList();
    List<Person> upserted =
        IntStream.range(0, size).mapToObj(i -> new Person(i + "@example.org", i, "new")).toList();

    try (Session session = database().openSession()) {
      session.insertAll(there);
      assertThat(session.upsertAll(upserted, "e_mail")).isEqualTo(upserted);
      session.commit();
      assertThat(session.list(Person.class, "order by badge").stream().map(Person::toString))
          .isEqualTo(upserted.stream().map(Person::toString).toList());
    }
    for (Person person : there) {
      assertThat(upserted.get(person.badge).id).isEqualTo(person.id);
    }
  }

  @Test
  void upsertAllTakesSeveralClassesAndKeysThatAreGivenOrNot() {
    insert(new Person("ann@example.org", 1, "Ann"));
    PersonRecord bob = new PersonRecord(50L, "bob@example.org", "Bob");
    Person cid = new Person("cid@example.org", 3, "Cid");

    List<Object> upserted =
        database().inTransaction(session -> session.upsertAll(List.of(bob, new Other(9L), cid)));
    List<Object> again = database().inTransaction(session -> session.upsertAll(upserted));

    assertThat(upserted).containsExactly(bob, new Other(9L), cid);
    assertThat(again).isEqualTo(upserted);
    assertThat(rows()).hasSize(3).contains("50 bob@example.org null Bob", cid.toString());
  }

  @Test
  void twoObjectsOfOneRowAreWrittenInTheirOrder() {
    Person first = new Person("ann@example.org", 1, "first");
    Person second = new Person("ann@example.org", 2, "second");

    database().useTransaction(session -> session.upsertAll(List.of(first, second), "e_mail"));

    assertThat(first.id).isNotNull().isEqualTo(second.id);
    assertThat(rows()).containsExactly(second.toString());
  }

  @Test
  void theSameObjectTwiceIsRefused() {
    Person ann = new Person("ann@example.org", 1, "Ann");

    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.upsertAll(List.of(ann, ann)))
          .isInstanceOf(CoatcheckException.class)
          .hasMessageStartingWith("Cannot store the same " + Person.class.getName() + " twice");
    }
  }

  @Test
  void aRowIsNeverUpdatedByAnotherUniqueKeyThanTheOneThatIsMeant() {
    Person ann = insert(new Person("ann@example.org", 1, "Ann"));
    Person bob = new Person("bob@example.org", 1, "Bob");
    Person keyed = new Person("cid@example.org", 1, "Cid");
    keyed.id = 99L;

    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.upsert(bob, "e_mail"))
          .isExactlyInstanceOf(ConstraintViolationException.class)
          .hasMessageStartingWith("The database refused a statement: ");
      assertThatThrownBy(() -> session.upsert(keyed))
          .isExactlyInstanceOf(ConstraintViolationException.class)
          .hasMessageStartingWith("The database refused a statement: ");
      assertThat(bob.id).isNull();
      session.commit();
    }
    assertThat(rows()).containsExactly(ann.toString());
  }

  @Test
  void k10AValueThatIsRefusedIsNamedByItsNumberAmongAllObjects() {
    Person ann = insert(new Person("ann@example.org", 1, "Ann"));
    Person bob = new Person("bob@example.org", 2, "Bob");
    Person eve = new Person("eve@example.org", 3, "\uDC00");
    Person changed = new Person("ann@example.org", 1, "\uDC00");

    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.upsertAll(List.of(ann, bob, eve)))
          .isExactlyInstanceOf(ValueException.class)
          .hasMessageStartingWith("Object 3 of 3: Cannot store the value of");
      assertThatThrownBy(() -> session.upsertAll(List.of(bob, changed), "e_mail"))
          .isExactlyInstanceOf(ValueException.class)
          .hasMessageStartingWith("Object 2 of 2: Cannot store the value of");
      session.commit();
    }
    assertThat(bob.id).isNull();
    assertThat(rows()).containsExactly(ann.toString());
  }

  @Test
  void k10AFailureInTheMiddleLeavesNothingAndNamesTheObject() {
    Person ann = insert(new Person("ann@example.org", 1, "Ann"));
    List<Person> people = new ArrayList<>();
    people.add(new Person("ann@example.org", 1, "changed"));
    for (int i = 2; i < 300; i++) {
      people.add(new Person(i + "@example.org", i, "new"));
    }
    people.get(250).badge = people.get(100).badge;

    try (Session session = database().openSession()) {
      session.insert(new Other(1L));
      assertThatThrownBy(() -> session.upsertAll(people, "e_mail"))
          .isExactlyInstanceOf(ConstraintViolationException.class)
          .hasMessageStartingWith("Object 251 of 299: The database refused a statement: ");
      assertThat(people).allSatisfy(person -> assertThat(person.id).isNull());
      session.insert(new Other(2L));
      session.commit();
      assertThat(session.count(Other.class)).isEqualTo(2);
    }
    assertThat(rows()).containsExactly(ann.toString());
  }

  @Test
  void k11RollbackTakesOutWhatAnUpsertPutIn() {
    Person ann = insert(new Person("ann@example.org", 1, "Ann"));
    Person updated = new Person("ann@example.org", 2, "changed");
    Person inserted = new Person("bob@example.org", 3, "new");
    Person nestedOnly = new Person("ann@example.org", 4, "nested");

    try (Session session = database().openSession()) {
      session.upsertAll(List.of(updated, inserted), "e_mail");
      assertThatThrownBy(
              () ->
                  session.useTransaction(
                      nested -> {
                        nested.upsert(nestedOnly, "e_mail");
                        assertThat(nestedOnly.id).isEqualTo(ann.id);
                        throw new IllegalStateException("undo");
                      }))
          .hasMessage("undo");
      assertThat(nestedOnly.id).isNull();
      assertThat(updated.id).isEqualTo(ann.id);
      assertThat(inserted.id).isNotNull();
      session.rollback();
    }
    assertThat(updated.id).isNull();
    assertThat(inserted.id).isNull();
    assertThat(rows()).containsExactly(ann.toString());
  }

  @Test
  void aKeyThatIsSetMustBeThatOfTheRow() {
    Person ann = insert(new Person("ann@example.org", 1, "Ann"));
    Person other = new Person("ann@example.org", 2, "other");
    other.id = ann.id + 5;
    Person same = new Person("ann@example.org", 3, "same");
    same.id = ann.id;
    String message =
        "Cannot upsert into %s by e_mail: the row that it finds for this Person has another key, %s#id. Leave the key unset, to be given that of the row, or update the row by its key.";

    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.upsert(other, "e_mail"))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessage(message.formatted(table(), Person.class.getName()));
      assertThatThrownBy(() -> session.upsertAll(List.of(same, other), "e_mail"))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessage("Object 2 of 2: " + message.formatted(table(), Person.class.getName()));
      session.upsert(same, "e_mail");
      session.commit();
    }
    assertThat(other.id).isEqualTo(ann.id + 5);
    assertThat(rows()).containsExactly(same.toString());
  }

  @Test
  void aColumnThatIsNotUniqueIsRefusedBeforeAnySql() {
    Person ann = new Person("ann@example.org", 1, "Ann");
    String message =
        "Cannot upsert objects of %s by %s: the class does not say that this is unique, so that it is open which row is meant. Name the columns of one of these, in any order: id; e_mail; badge. Or declare @Column(unique = true), or @Table(unique = ...) for several columns.";

    try (SentSql sent = SentSql.record();
        Session session = database().openSession()) {
      assertThatThrownBy(() -> session.upsert(ann, "name"))
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessage(message.formatted(Person.class.getName(), "name"));
      assertThatThrownBy(() -> session.upsertAll(List.of(ann), "email"))
          .hasMessage(message.formatted(Person.class.getName(), "email"));
      assertThatThrownBy(() -> session.upsert(ann, "badge", "e_mail"))
          .hasMessage(message.formatted(Person.class.getName(), "badge, e_mail"));
      assertThatThrownBy(() -> session.upsert(ann, ""))
          .hasMessage(message.formatted(Person.class.getName(), ""));
      session.rollback();

      assertThat(sent.statements()).noneMatch(sql -> sql.contains("person"));
    }
  }

  @Test
  void aUniqueColumnThatIsNullEqualsNoRowAndIsRefused() {
    Person nobody = new Person(null, 1, "Nobody");

    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.upsert(nobody, "e_mail"))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessage(
              "Cannot upsert an object of %1$s by %1$s#email: it is null, which equals no row, so that each call would insert another one. Set it, or insert the object."
                  .formatted(Person.class.getName()));
      session.commit();
    }
    assertThat(rows()).isEmpty();
  }

  @Table(unique = "shop, article")
  record Offer(
      @Column(autoincrement = true) Long id,
      @Column(nullable = false) String shop,
      @Column(nullable = false) Integer article,
      @Column(name = "price in cents") Long price,
      @Column(version = true) Long version) {
    Offer(String shop, int article, long price) {
      this(null, shop, article, price, null);
    }
  }

  @Test
  void severalUniqueColumnsTogetherFindTheRow() {
    create(Offer.class);

    try (Session session = database().openSession()) {
      Offer first = session.upsert(new Offer("Ann's", 1, 100), "shop", "article");
      Offer second = session.insert(new Offer("Ann's", 2, 100));
      Offer cheaper = session.upsert(new Offer("Ann's", 1, 90), "ARTICLE", "shop");
      List<Offer> offers =
          session.upsertAll(
              List.of(new Offer("Ann's", 2, 80), new Offer("Bob's", 1, 70)), "article", "shop");

      assertThat(cheaper).isEqualTo(new Offer(first.id(), "Ann's", 1, 90L, 2L));
      assertThat(offers)
          .containsExactly(
              new Offer(second.id(), "Ann's", 2, 80L, 2L),
              new Offer(offers.get(1).id(), "Bob's", 1, 70L, 1L));
      session.commit();
    }
  }

  @Test
  void anotherKeyThanThatOfTheRowOfSeveralUniqueColumnsIsRefused() {
    create(Offer.class);

    try (Session session = database().openSession()) {
      Offer first = session.upsert(new Offer("Ann's", 1, 100), "shop", "article");
      Offer other = new Offer(first.id() + 5, "Ann's", 1, 90L, null);
      assertThatThrownBy(() -> session.upsert(other, "article", "shop"))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessageStartingWith("Cannot upsert into ")
          .hasMessageContaining(" by article, shop: the row that it finds for this Offer has ");
      assertThatThrownBy(
              () -> session.upsert(new Offer(null, "Ann's", null, 1L, null), "shop", "article"))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessageContaining("#article: it is null");
      assertThatThrownBy(() -> session.upsert(other, "shop"))
          .hasMessageContaining(": id; shop, article. ");
      assertThatThrownBy(() -> session.upsert(other, "shop", "shop"))
          .hasMessageContaining(": id; shop, article. ");
      assertThat(session.list(Offer.class)).containsExactly(first);
      session.commit();
    }
  }

  @Table
  record Country(@Column(primaryKey = true) String code, String name) {}

  @Table
  record Seat(@Column(primaryKey = true) int row, @Column(primaryKey = true) int number) {}

  @Test
  void naturalAndCompositeKeysServeAsWell() {
    create(Country.class, Seat.class);

    try (Session session = database().openSession()) {
      session.upsert(new Country("fr", "Frankreich"));
      session.upsert(new Country("fr", "France"));
      session.upsertAll(List.of(new Seat(0, 1), new Seat(0, 0)));
      session.upsertAll(List.of(new Seat(0, 1), new Seat(1, 0)));

      assertThat(session.list(Country.class)).containsExactly(new Country("fr", "France"));
      assertThat(session.count(Seat.class)).isEqualTo(3);
      assertThatThrownBy(() -> session.upsert(new Country(null, "Nowhere")))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessageStartingWith(
              "Cannot use an object of %s without its key: ".formatted(Country.class.getName()));
    }
  }

  @Table
  record Item(
      @Column(primaryKey = true, autoincrement = true) Long id,
      @Column(unique = true) String code,
      @Column(defaultValue = "'new'", nullable = false) String state,
      @Column(defaultValue = "3") Integer stock) {}

  @Test
  void aDefaultThatIsNotGivenIsTheRowsAndReadBack() {
    create(Item.class);

    try (Session session = database().openSession()) {
      Item inserted = session.upsert(new Item(null, "a", null, null), "code");
      Item given = session.upsert(new Item(null, "a", "sold", 7), "code");
      Item kept = session.upsert(new Item(null, "a", null, null), "code");
      Item byKey = session.upsert(new Item(inserted.id(), "b", null, 8));

      assertThat(inserted).isEqualTo(new Item(inserted.id(), "a", "new", 3));
      assertThat(given).isEqualTo(new Item(inserted.id(), "a", "sold", 7));
      assertThat(kept).isEqualTo(given);
      assertThat(byKey).isEqualTo(new Item(inserted.id(), "b", "sold", 8));
      assertThat(session.list(Item.class)).containsExactly(byKey);
    }
  }

  @Table
  record Page(
      @Column(primaryKey = true, autoincrement = true) long id,
      @Column(unique = true) String path,
      String text,
      @Column(version = true) int version) {}

  @Test
  void aVersionIsStartedComparedAndCountedOn() {
    create(Page.class);

    try (Session session = database().openSession()) {
      Page inserted = session.upsert(new Page(0, "/", "one", 0), "path");
      Page blind = session.upsert(new Page(0, "/", "two", 0), "path");
      Page read = session.upsert(new Page(blind.id(), "/", "three", 2), "path");
      Page byKey = session.upsert(new Page(read.id(), "/", "four", 3));

      assertThat(inserted).isEqualTo(new Page(inserted.id(), "/", "one", 1));
      assertThat(blind).isEqualTo(new Page(inserted.id(), "/", "two", 2));
      assertThat(read).isEqualTo(new Page(inserted.id(), "/", "three", 3));
      assertThat(byKey).isEqualTo(new Page(inserted.id(), "/", "four", 4));
      assertThat(session.upsert(new Page(99, "/99", "restored", 12)).version()).isEqualTo(12);
      assertThat(session.list(Page.class, "where path = '/'")).containsExactly(byKey);
    }
  }

  @Table
  static final class Draft {
    @Column(primaryKey = true)
    private String path;

    @Column private String text;

    @Column(version = true)
    private int version;

    Draft() {}

    Draft(String path, String text) {
      this.path = path;
      this.text = text;
    }
  }

  @Test
  void ofTwoObjectsOfOneRowTheFirstIsOutOfDate() {
    create(Draft.class);
    try (Session session = database().openSession()) {
      session.insert(new Draft("/", "zero"));
      Draft first = new Draft("/", "one");
      Draft second = new Draft("/", "two");

      session.upsertAll(List.of(first, second));

      assertThat(first.version).isEqualTo(2);
      assertThat(second.version).isEqualTo(3);
      assertThatThrownBy(() -> session.update(first)).isInstanceOf(StaleRowException.class);
      assertThat(session.update(second).version).isEqualTo(4);
    }
  }

  @Test
  void aRowThatSomebodyChangedIsNotUpserted() {
    create(Page.class);

    try (Session session = database().openSession()) {
      Page old = session.insert(new Page(0, "/", "one", 0));
      Page newest = session.update(new Page(old.id(), "/", "two", 1));
      Page fresh = new Page(0, "/fresh", "new", 0);

      assertThatThrownBy(() -> session.upsert(old))
          .isExactlyInstanceOf(StaleRowException.class)
          .hasMessage(stale());
      assertThatThrownBy(() -> session.upsert(old, "path")).hasMessage(stale());
      assertThatThrownBy(() -> session.upsertAll(List.of(fresh, old), "path"))
          .isExactlyInstanceOf(StaleRowException.class)
          .hasMessage("Object 2 of 2: " + stale());
      session.commit();
      assertThat(session.list(Page.class)).containsExactly(newest);
    }
  }

  private String stale() {
    return "Cannot upsert into %s: it has another version of this Page, whose row was changed after it was read or, of a record, by an update whose copy was not used. Read the row again, and decide what to keep."
        .formatted(product().quoted("page"));
  }

  @Test
  void k12TriggersThatInsertElsewhereDoNotDisturbTheKeyOfAnUpsert() {
    Person ann = insert(new Person("ann@example.org", 1, "Ann"));
    insert(new Person("bob@example.org", 2, "Bob"));
    create(Note.class);
    product()
        .trigger(
            "note_person",
            "AFTER",
            product().given("person"),
            "INSERT INTO note (text) VALUES ('new')")
        .forEach(database()::execute);
    Person changed = new Person("ann@example.org", 3, "changed");
    Person inserted = new Person("cid@example.org", 4, "new");

    database().useTransaction(session -> session.upsertAll(List.of(changed, inserted), "e_mail"));

    assertThat(changed.id).isEqualTo(ann.id);
    assertThat(rows()).contains(changed.toString(), inserted.toString());
  }

  @Table
  record Note(@Column(primaryKey = true, autoincrement = true) Long id, String text) {}

  @Test
  void k13SessionsThatUpsertTheSameRowsAtTheSameTimeMakeEachRowOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Callable<List<Person>>> writers = Collections.nCopies(3, this::upsertTen);
      Map<String, Long> keys = new HashMap<>();
      for (Future<List<Person>> written : threads.invokeAll(writers)) {
        for (Person person : written.get()) {
          keys.putIfAbsent(person.email, person.id);
          assertThat(person.id).isEqualTo(keys.get(person.email));
        }
      }
      assertThat(keys).hasSize(10);
      assertThat(rows()).hasSize(10);
    } finally {
      threads.shutdown();
    }
  }

  private List<Person> upsertTen() {
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Person person = new Person(i % 10 + "@example.org", null, "any");
      people.add(person);
      upsertUntilItSucceeds(person);
    }
    return people;
  }

  private void upsertUntilItSucceeds(Person person) {
    while (person.id == null) {
      try {
        database().useTransaction(session -> session.upsert(person, "e_mail"));
      } catch (TransientFailureException e) {
        // A deadlock, for one: run the transaction again.
        assertThat(person.id).isNull();
      }
    }
  }

  @Test
  void theFlushComesFirst() {
    Person added = new Person("ann@example.org", 1, "added");
    Person upserted = new Person("ann@example.org", 1, "upserted");

    try (Session session = database().openSession()) {
      session.add(added);
      session.upsert(upserted, "e_mail");
      session.commit();
    }
    assertThat(upserted.id).isEqualTo(added.id);
    assertThat(rows()).containsExactly(upserted.toString());
  }

  @Table
  @SuppressWarnings("ArrayRecordComponent") // as a hash is
  record Scan(
      @Column(primaryKey = true, converter = HashConverter.class) byte[] hash,
      @Column(unique = true) String path,
      @Column(version = true) Integer version) {}

  /** A key column of any database has a length, so the hash is stored as a text. */
  static final class HashConverter implements Converter<byte[], String> {
    @Override
    public Class<String> databaseType() {
      return String.class;
    }

    @Override
    public String toDatabase(byte[] value) {
      return HexFormat.of().formatHex(value);
    }

    @Override
    public byte[] toJava(String value) {
      return HexFormat.of().parseHex(value);
    }
  }

  @Test
  void arraysAsKeysAreComparedByTheirContent() {
    create(Scan.class);
    try (Session session = database().openSession()) {
      Scan stored = session.insert(new Scan(new byte[] {1, 2}, "/a", null));
      session.update(stored);
      Scan other = new Scan(new byte[] {1, 3}, "/a", 2);

      assertThatThrownBy(() -> session.upsert(stored, "path"))
          .isExactlyInstanceOf(StaleRowException.class);
      assertThatThrownBy(() -> session.upsert(other, "path"))
          .isExactlyInstanceOf(KeyException.class);
      assertThat(session.upsert(new Scan(new byte[] {1, 2}, "/a", 2), "path").version())
          .isEqualTo(3);
    }
  }
}
