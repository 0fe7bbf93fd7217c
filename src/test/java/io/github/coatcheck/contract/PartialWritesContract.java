package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.StaleRowException;
import io.github.coatcheck.Table;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Some columns of a row are written, and a row is deleted by its key alone. */
public abstract class PartialWritesContract extends DatabaseContract {
  @Table("mark")
  record Mark(@Column(primaryKey = true) Long id) {}

  @Table("account")
  record Account(
      @Column(primaryKey = true, autoincrement = true) Long id,
      @Column(name = "owner_name") String owner,
      int credit,
      @Column(version = true) Long version) {
    Account withOwner(String name) {
      return new Account(id, name, credit, version);
    }

    Account withCredit(int other) {
      return new Account(id, owner, other, version);
    }
  }

  @Table("place")
  record Place(
      @Column(primaryKey = true) String city, @Column(primaryKey = true) int number, String name) {}

  private Account account;
  private final Place place = new Place("Bern", 1, "bridge");

  @BeforeEach
  void fillTables() {
    create(Account.class, Place.class);
    account =
        database().inTransaction(session -> session.insert(new Account(null, "ann", 10, null)));
    database().useTransaction(session -> session.insert(place));
  }

  private List<Account> accounts() {
    return database().inTransaction(session -> session.list(Account.class));
  }

  private List<Place> places() {
    return database().inTransaction(session -> session.list(Place.class));
  }

  @Test
  void onlyTheNamedColumnsAreWrittenAndTheVersionIsIncremented() {
    Account changed = account.withOwner("bob").withCredit(77);

    Account updated = database().inTransaction(session -> session.update(changed, "OWNER_NAME"));

    assertThat(updated).isEqualTo(new Account(account.id(), "bob", 77, 2L));
    assertThat(accounts()).containsExactly(new Account(account.id(), "bob", 10, 2L));
  }

  @Test
  void severalColumnsAreWrittenInAnyOrder() {
    Place moved = new Place("Bern", 1, "tower");
    database()
        .useTransaction(
            session -> {
              session.update(account.withOwner("bob").withCredit(77), "credit", "owner_name");
              session.update(moved, "name");
            });

    assertThat(accounts()).containsExactly(new Account(account.id(), "bob", 77, 2L));
    assertThat(places()).containsExactly(moved);
  }

  @Test
  void aRowThatHasTheValuesAlreadyIsThereWhateverTheOtherColumnsOfTheObjectHold() {
    Place stale = new Place("Bern", 1, "bridge");
    database()
        .useTransaction(session -> assertThat(session.update(stale, "name")).isEqualTo(stale));

    assertThat(places()).containsExactly(place);
  }

  @Test
  void aRowThatSomebodyChangedIsNotUpdated() {
    database().useTransaction(session -> session.update(account.withCredit(5)));

    assertThatThrownBy(
            () -> database().useTransaction(session -> session.update(account, "owner_name")))
        .isExactlyInstanceOf(StaleRowException.class);
    assertThat(accounts()).containsExactly(new Account(account.id(), "ann", 5, 2L));
  }

  @Test
  void aColumnThatCannotBeUpdatedIsRefusedWithTheNamesOfTheOthers() {
    for (String[] columns :
        List.of(
            new String[] {"id"},
            new String[] {"version"},
            new String[] {"owner"},
            new String[] {"credit", "missing"},
            new String[] {})) {
      assertThatThrownBy(
              () -> database().useTransaction(session -> session.update(account, columns)))
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessage(
              "Cannot update the columns %s of %s: those that it can update are owner_name, credit. Name one or more of them."
                  .formatted(List.of(columns), Account.class.getName()));
    }
    assertThat(accounts()).containsExactly(account);
  }

  @Test
  void aClassOfOnlyItsKeyHasNoColumnToUpdate() {
    assertThatThrownBy(() -> database().useTransaction(s -> s.update(new Mark(1L), "id")))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot update the columns [id] of %s: it has none but its key and its version. Call update with the object alone.",
            Mark.class.getName());
  }

  @Test
  void aRowIsDeletedByItsKeyWhateverItsVersion() {
    database()
        .useTransaction(
            session -> {
              assertThat(session.delete(Account.class, account.id() + 1)).isFalse();
              assertThat(session.delete(Account.class, account.id())).isTrue();
              assertThat(session.delete(Account.class, account.id())).isFalse();
              assertThat(session.delete(Place.class, new Place("Bern", 1, null))).isTrue();
            });

    assertThat(accounts()).isEmpty();
    assertThat(places()).isEmpty();
  }

  @Test
  void aKeyOfAnotherTypeDeletesNothing() {
    assertThatThrownBy(
            () -> database().useTransaction(session -> session.delete(Account.class, "1")))
        .isExactlyInstanceOf(KeyException.class)
        .hasMessageStartingWith("Cannot find a row of " + Account.class.getName());
    assertThatThrownBy(
            () -> database().useTransaction(session -> session.delete(Place.class, "Bern")))
        .isExactlyInstanceOf(KeyException.class);
  }
}
