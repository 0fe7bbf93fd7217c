package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Session;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The most common mistakes of a newcomer name their remedy. */
public abstract class MessagesContract extends DatabaseContract {
  @Table("fruit")
  record Fruit(
      @Column(primaryKey = true, autoincrement = true) Long id,
      @Column(name = "name") String name,
      @Column(name = "vitamin_c") Integer vitaminC) {}

  @BeforeEach
  void dropTable() {
    database().dropTables(Fruit.class);
  }

  private String table() {
    return product().given("fruit");
  }

  private void assertRemedy(String remedy, Session.Action<RuntimeException> action) {
    assertThatThrownBy(() -> database().useTransaction(action))
        .isExactlyInstanceOf(DatabaseException.class)
        .hasMessageStartingWith("The database refused a statement: ")
        .hasMessageContaining(
            product().tellsWhatIsMissing()
                ? ". %s%nThe statement: ".formatted(remedy)
                : ". Compare the statement with the tables of this database, and see whether the database can be written to.%nThe statement: "
                    .formatted());
  }

  @Test
  void aMissingTableIsToBeCreated() {
    Fruit fruit = new Fruit(1L, "kiwi", 93);
    for (Session.Action<RuntimeException> first :
        List.<Session.Action<RuntimeException>>of(
            session -> session.insert(new Fruit(null, "kiwi", 93)),
            session -> session.insertAll(List.of(fruit, fruit)),
            session -> session.upsert(fruit),
            session -> session.update(fruit),
            session -> session.delete(fruit),
            session -> session.find(Fruit.class, 1),
            session -> session.list(Fruit.class),
            session -> session.count(Fruit.class, "where 1 = 1"),
            session -> session.query(Long.class, "select 1 from " + table()),
            session -> session.execute("delete from " + table()))) {
      assertRemedy(
          "Create it with database.createTables(Fruit.class), or open the database that has it.",
          first);
    }
  }

  @Test
  void aMisspelledTableIsGuessed() {
    database().createTables(Fruit.class);

    assertRemedy(
        "Did you mean %s?".formatted(table()),
        session -> session.query(Long.class, "select 1 from " + product().given("friut")));
    assertRemedy(
        "Correct the name, or create the table, with database.createTables(...) for a class.",
        session -> session.query(Long.class, "select 1 from " + product().given("vegetable")));
    if (product().distinguishesCase()) {
      assertRemedy(
          "Write it as %s, in quotes, since their case matters.".formatted(table()),
          session -> session.query(Long.class, "select 1 from " + product().given("Fruit")));
    }
  }

  @Test
  void aMisspelledColumnIsGuessedAmongThoseOfTheTable() {
    database().createTables(Fruit.class);
    String columns =
        "The columns of %s are %s, %s, %s."
            .formatted(
                table(),
                product().quoted("id"),
                product().given("name"),
                product().given("vitamin_c"));

    for (String close : List.of("nmae", "nam", "nahme", "NAMEN")) {
      assertRemedy(
          "Did you mean %s? %s".formatted(product().given("name"), columns),
          session -> session.list(Fruit.class, "where " + close + " = 'kiwi'"));
    }
    assertRemedy(
        "Did you mean %s? %s".formatted(product().given("vitamin_c"), columns),
        session -> session.execute("update %s set vitaminC = 1".formatted(table())));
    assertRemedy(columns, session -> session.list(Fruit.class, "order by colour"));
  }

  @Table("fruit")
  record FruitOfYesterday(@Column(primaryKey = true, autoincrement = true) Long id) {}

  @Test
  void aColumnThatTheTableDoesNotHaveYetIsToBeAdded() {
    database().createTables(FruitOfYesterday.class);

    for (Session.Action<RuntimeException> first :
        List.<Session.Action<RuntimeException>>of(
            session -> session.insert(new Fruit(null, "kiwi", 93)),
            session -> session.list(Fruit.class))) {
      assertRemedy(
          "The class has it, as %s#name: add it to the table, or leave out an alias that hides it; database.validate(Fruit.class) tells what else differs."
              .formatted(Fruit.class.getName()),
          first);
    }
  }

  @Test
  void aStatementGoesByTheMethodThatFitsIt() {
    database().createTables(Fruit.class);
    String update = "update %s set %s = 'fig'".formatted(table(), product().given("name"));
    String select = "select 1 from " + table();

    database()
        .useTransaction(
            session -> {
              assertThatThrownBy(() -> session.query(Long.class, update))
                  .isExactlyInstanceOf(CoatcheckException.class)
                  .hasMessage(
                      "Cannot run \"%s\" by query(...): it returns no rows. Call execute(...), or add RETURNING where the database has it.",
                      update);
              for (String reading : List.of(select, "with t as (" + select + ") select * from t")) {
                assertThatThrownBy(() -> session.execute(reading))
                    .isExactlyInstanceOf(CoatcheckException.class)
                    .hasMessage(
                        "Cannot run \"%s\" by execute(...): its rows would get lost. Call query(...).",
                        reading);
              }
              session.insert(new Fruit(null, "kiwi", 93));
            });
  }

  @Test
  void anObjectThatIsStoredAlreadyIsToBeUpdated() {
    database().createTables(Fruit.class);
    Fruit stored = database().inTransaction(session -> session.insert(new Fruit(null, "fig", 2)));

    assertThatThrownBy(() -> database().useTransaction(session -> session.insert(stored)))
        .isExactlyInstanceOf(ConstraintViolationException.class)
        .hasMessageContaining(
            ". A row with the same key or unique value exists already; perhaps the object was inserted before. Roll back; to change that row, call update or upsert; to go on after such rows, write each in a nested inTransaction.%nThe statement: "
                .formatted());
  }
}
