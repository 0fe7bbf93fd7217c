package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session joins a transaction that the caller began, and leaves its end to the caller. */
public abstract class JoinContract extends DatabaseContract {
  @Table("guest")
  static final class Guest {
    @Column(primaryKey = true, autoincrement = true)
    private Long id;

    @Column(unique = true)
    private String name;

    Guest() {}

    Guest(String name) {
      this.name = name;
    }
  }

  @BeforeEach
  void createTable() {
    create(Guest.class);
  }

  /** The connection of a session, in its transaction, as its owner might have begun it. */
  private static Connection owned(Session owner) throws SQLException {
    Connection connection = owner.connection();
    if (!connection.getMetaData().getDatabaseProductName().equals("SQLite")) {
      connection.setAutoCommit(false);
    }
    return connection;
  }

  private List<String> names() {
    return database()
        .inTransaction(
            session -> session.list(Guest.class).stream().map(guest -> guest.name).toList());
  }

  @Test
  void whatAJoinedSessionWritesIsStoredWhenItsOwnerCommits() throws SQLException {
    try (Session owner = database().openSession()) {
      Guest ann = new Guest("Ann");
      Guest bob = new Guest("Bob");
      try (Session joined = database().session(owned(owner))) {
        joined.insert(ann);
        joined.insertAll(List.of(bob, new Guest("Cid")));
        ann.name = "Anna";
        joined.update(ann);
        assertThat(joined.find(Guest.class, bob.id)).isPresent();
        joined.add(new Guest("Dan"));
        joined.flush();
      }
      assertThat(owner.count(Guest.class)).isEqualTo(4);
      owner.commit();
    }
    assertThat(names()).containsExactlyInAnyOrder("Anna", "Bob", "Cid", "Dan");
  }

  @Test
  void whatAJoinedSessionWritesIsGoneWhenItsOwnerRollsBackButObjectsKeepTheirKeys()
      throws SQLException {
    Guest ann = new Guest("Ann");
    try (Session owner = database().openSession()) {
      try (Session joined = database().session(owned(owner))) {
        joined.insert(ann);
      }
      owner.rollback();
    }
    assertThat(names()).isEmpty();
    assertThat(ann.id).isNotNull();
  }

  @Test
  void aJoinedSessionRefusesToEndTheTransaction() throws SQLException {
    try (Session owner = database().openSession();
        Session joined = database().session(owned(owner))) {
      joined.insert(new Guest("Ann"));
      assertThatThrownBy(joined::commit)
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessage(
              "Cannot commit in a session that joined the transaction of a connection: its owner began it, and has to end it. Close the session, then commit the connection.");
      assertThatThrownBy(joined::rollback)
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessageStartingWith("Cannot roll back in a session that joined");
      assertThat(joined.count(Guest.class)).isOne();
    }
  }

  @Test
  void afterAFailureAJoinedSessionCanOnlyBeClosedUnlessANestedTransactionUndidIt()
      throws SQLException {
    try (Session owner = database().openSession()) {
      try (Session joined = database().session(owned(owner))) {
        joined.insert(new Guest("Ann"));
        Guest second = new Guest("Ann");
        assertThatThrownBy(() -> joined.useTransaction(nested -> nested.insert(second)))
            .isInstanceOf(ConstraintViolationException.class);
        assertThat(second.id).isNull();
        assertThat(joined.count(Guest.class)).isOne();

        assertThatThrownBy(() -> joined.insert(second))
            .isInstanceOf(ConstraintViolationException.class);
        assertThatThrownBy(() -> joined.count(Guest.class))
            .isExactlyInstanceOf(CoatcheckException.class)
            .hasMessageContaining("Close the session and roll the connection back");
      }
      owner.rollback();
    }
    assertThat(names()).isEmpty();
  }
}
