package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Session;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An object is written to the one row that is its own, and never to those of others. */
public abstract class OneRowContract extends DatabaseContract {
  @Table("ticket")
  record Ticket(
      @Column(primaryKey = true, autoincrement = true) Long id, String holder, int seat) {}

  /** Takes for the key what several rows have. */
  @Table("ticket")
  record TicketOfHolder(@Column(primaryKey = true) String holder, int seat) {}

  private final TicketOfHolder anns = new TicketOfHolder("ann", 9);
  private final TicketOfHolder bobs = new TicketOfHolder("bob", 9);

  @BeforeEach
  void fillTable() {
    create(Ticket.class);
    database()
        .useTransaction(
            session ->
                session.insertAll(
                    List.of(
                        new Ticket(null, "ann", 1),
                        new Ticket(null, "ann", 2),
                        new Ticket(null, "bob", 3))));
  }

  private static List<Integer> seats(Session session) {
    return session.list(Ticket.class, "order by seat").stream().map(Ticket::seat).toList();
  }

  private String message() {
    return "Cannot tell the row of this TicketOfHolder in %s: rows expected 1, came 2. Make the columns by which it is found UNIQUE in the table too, or write such rows with execute(...)."
        .formatted(product().given("ticket"));
  }

  @Test
  void anUpdateOrDeleteOfMoreThanOneRowIsRefusedAndCannotBeCommitted() {
    for (Session.Action<RuntimeException> write :
        List.<Session.Action<RuntimeException>>of(s -> s.update(anns), s -> s.delete(anns))) {
      try (Session session = database().openSession()) {
        session.update(bobs);
        assertThatThrownBy(() -> write.in(session))
            .isExactlyInstanceOf(KeyException.class)
            .hasMessage(message());
        assertThatThrownBy(session::commit)
            .isExactlyInstanceOf(CoatcheckException.class)
            .hasMessageEndingWith("The failure was: " + message());
        session.rollback();

        assertThat(seats(session)).containsExactly(1, 2, 3);
      }
    }
  }

  @Test
  void inANestedTransactionNothingElseIsLost() {
    try (Session session = database().openSession()) {
      session.update(bobs);
      assertThatThrownBy(() -> session.inTransaction(nested -> nested.update(anns)))
          .isExactlyInstanceOf(KeyException.class);
      session.commit();

      assertThat(seats(session)).containsExactly(1, 2, 9);
    }
  }

  @Test
  void updateAllAndDeleteAllNameTheObjectAndChangeNothing() {
    List<TicketOfHolder> both = List.of(bobs, anns);

    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.updateAll(both))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessage("Object 2 of 2: " + message());
      assertThatThrownBy(() -> session.deleteAll(both))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessage("Object 2 of 2: " + message());
      session.commit();

      assertThat(seats(session)).containsExactly(1, 2, 3);
    }
  }

  @Test
  void anUpsertOfMoreThanOneRowIsRefusedAndChangesNothing() {
    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.upsert(anns))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessage(message());
      assertThatThrownBy(() -> session.upsertAll(List.of(bobs, anns)))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessage("Object 2 of 2: " + message());
      session.commit();

      assertThat(seats(session)).containsExactly(1, 2, 3);
    }
  }
}
