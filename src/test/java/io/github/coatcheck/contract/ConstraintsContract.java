package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.ConstraintViolationException.Kind;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Session;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An error tells which kind of constraint a row violates. */
public abstract class ConstraintsContract extends DatabaseContract {
  @Table("parent")
  record Parent(@Column(primaryKey = true) int id) {}

  @Table("child")
  record Child(
      @Column(primaryKey = true) int id,
      @Column(unique = true) String name,
      @Column(nullable = false) Integer age,
      @Column(references = Parent.class) Integer parent) {}

  @Table("adult")
  record Adult(@Column(primaryKey = true) int id, int age) {}

  @BeforeEach
  void createTables() {
    create(Parent.class, Child.class);
    database().dropTables(Adult.class);
    database()
        .execute(
            "create table %s (id int primary key, age int not null check (age > 17))"
                .formatted(product().given("adult")));
    database()
        .useTransaction(
            session -> session.insertAll(List.of(new Parent(1), new Child(1, "Ann", 7, 1))));
  }

  private void assertKind(Kind kind, Session.Action<RuntimeException> action) {
    assertKind(kind, () -> database().useTransaction(action));
  }

  private static void assertKind(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(ConstraintViolationException.class)
        .extracting(e -> ((ConstraintViolationException) e).kind())
        .isEqualTo(kind);
  }

  @Test
  void aDuplicateOfAKeyOrAUniqueValueIsTold() {
    assertKind(Kind.UNIQUE, session -> session.insert(new Parent(1)));
    assertKind(Kind.UNIQUE, session -> session.insert(new Child(2, "Ann", 8, 1)));
  }

  @Test
  void aReferenceToNoRowIsTold() {
    assertKind(Kind.FOREIGN_KEY, session -> session.insert(new Child(2, "Bob", 8, 9)));
  }

  @Test
  void aRowToWhichOthersReferIsTold() {
    assertKind(Kind.FOREIGN_KEY, session -> session.delete(new Parent(1)));
  }

  @Test
  void aNullAndAMissingValueAreTold() {
    assertKind(Kind.NOT_NULL, session -> session.insert(new Child(2, "Bob", null, 1)));
    assertKind(
        Kind.NOT_NULL,
        session ->
            session.execute("insert into %s (id) values (1)".formatted(product().given("adult"))));
  }

  @Test
  void aViolatedConditionIsTold() {
    assertKind(Kind.CHECK, session -> session.insert(new Adult(1, 17)));
  }

  @Test
  void theKindIsToldOfManyRowsAndOfScriptsToo() {
    assertKind(Kind.UNIQUE, session -> session.insertAll(List.of(new Parent(2), new Parent(1))));
    assertKind(
        Kind.CHECK, session -> session.insertAll(List.of(new Adult(1, 18), new Adult(2, 1))));
    String insert = "insert into %s values (%s, 18);";
    assertKind(
        Kind.UNIQUE,
        () ->
            database()
                .execute(
                    insert.formatted(product().given("adult"), 1)
                        + insert.formatted(product().given("adult"), 1)));
  }

  /** Whose table takes shorter texts than the class. SQLite takes any text, but for a condition. */
  @Table("label")
  record Label(@Column(primaryKey = true) int id, String text) {}

  private void assertSecondRefused(Session.Action<RuntimeException> action) {
    assertThatThrownBy(() -> database().useTransaction(action))
        .isInstanceOf(DatabaseException.class)
        .hasMessageStartingWith("Object 2 of 3: The database refused a statement: ");
  }

  @Test
  void theObjectWhoseRowIsRefusedIsTold() {
    Child bob = new Child(2, "Bob", 8, 1);
    Child cid = new Child(3, "Cid", 9, 1);
    Child dan = new Child(4, "Dan", 10, 1);
    Child likeAnn = new Child(4, "Ann", 10, 1);
    assertSecondRefused(session -> session.insertAll(List.of(bob, likeAnn, cid)));
    assertSecondRefused(session -> session.upsertAll(List.of(bob, likeAnn, cid)));

    database().useTransaction(session -> session.insertAll(List.of(bob, cid, dan)));
    assertSecondRefused(session -> session.updateAll(List.of(bob, likeAnn, cid)));
    assertSecondRefused(session -> session.upsertAll(List.of(bob, likeAnn, cid)));
    assertSecondRefused(
        session -> session.deleteAll(List.of(new Parent(2), new Parent(1), new Parent(3))));
    List<Child> stored =
        database().inTransaction(session -> session.list(Child.class, "where id > 1 order by id"));
    assertThat(stored).containsExactly(bob, cid, dan);
  }

  @Test
  void theObjectWhoseValueIsRefusedIsTold() {
    database().dropTables(Label.class);
    database()
        .execute(
            "create table %s (id int primary key, text varchar(3) check (length(text) < 4))"
                .formatted(product().given("label")));
    List<Label> labels = List.of(new Label(1, "one"), new Label(2, "two"), new Label(3, "six"));
    List<Label> tooLong = List.of(new Label(1, "one"), new Label(2, "twos"), new Label(3, "six"));
    assertSecondRefused(session -> session.insertAll(tooLong));
    database().useTransaction(session -> session.insertAll(labels));
    assertSecondRefused(session -> session.updateAll(tooLong));
    assertSecondRefused(session -> session.upsertAll(tooLong));
    List<Label> stored =
        database().inTransaction(session -> session.list(Label.class, "order by id"));
    assertThat(stored).isEqualTo(labels);
  }
}
