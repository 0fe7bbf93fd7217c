package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Session;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions that only read. */
public abstract class ReadOnlyContract extends DatabaseContract {
  @Table("artist")
  static class Artist {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column String name;

    Artist() {}

    Artist(String name) {
      this.name = name;
    }
  }

  private final Artist nico = new Artist("Nico");

  @BeforeEach
  void fillTable() {
    create(Artist.class);
    database().useTransaction(session -> session.insert(nico));
  }

  private long count() {
    try (Session session = database().openReadOnlySession()) {
      return session.count(Artist.class);
    }
  }

  @Test
  void everythingIsRead() {
    try (Session session = database().openReadOnlySession();
        Stream<Artist> artists = session.stream(Artist.class)) {
      assertThat(session.find(Artist.class, nico.id)).isPresent();
      assertThat(session.list(Artist.class)).hasSize(1);
      assertThat(session.query(String.class, "select name from " + product().given("artist")))
          .containsExactly("Nico");
      assertThat(artists).hasSize(1);
      assertThat(session.<Long, RuntimeException>inTransaction(s -> s.count(Artist.class))).isOne();
    }
  }

  @Test
  void readReturnsTheResultOfItsWorkAndWritesNothing() {
    assertThat(database().<Long, RuntimeException>read(session -> session.count(Artist.class)))
        .isOne();
    assertThatThrownBy(() -> database().read(session -> session.insert(new Artist("Cale"))))
        .isExactlyInstanceOf(CoatcheckException.class);
    assertThatThrownBy(
            () ->
                database()
                    .read(
                        session -> {
                          throw new IOException("of the work");
                        }))
        .isExactlyInstanceOf(IOException.class)
        .hasNoSuppressedExceptions();
    assertThat(count()).isOne();
  }

  @Test
  void severalReadAtTheSameTimeOnOneThread() {
    try (Session first = database().openReadOnlySession();
        Session second = database().openReadOnlySession()) {
      assertThat(first.count(Artist.class)).isOne();
      assertThat(second.count(Artist.class)).isOne();
      assertThat(first.count(Artist.class)).isOne();
    }
  }

  @Test
  void whatWasWrittenBetweenTwoTransactionsIsRead() {
    try (Session session = database().openReadOnlySession()) {
      assertThat(session.count(Artist.class)).isOne();
      session.commit();
      database().useTransaction(writing -> writing.insert(new Artist("Cale")));
      assertThat(session.count(Artist.class)).isEqualTo(2);
      session.rollback();
      database().useTransaction(writing -> writing.insert(new Artist("Reed")));
      assertThat(session.count(Artist.class)).isEqualTo(3);
    }
  }

  @Test
  void everyWriteIsRefusedBeforeAnySql() {
    Artist cale = new Artist("Cale");
    try (Session session = database().openReadOnlySession();
        SentSql sent = SentSql.record()) {
      for (Session.Action<RuntimeException> write :
          List.<Session.Action<RuntimeException>>of(
              s -> s.add(cale),
              s -> s.addAll(List.of(cale)),
              s -> s.insert(cale),
              s -> s.insertAll(List.of(cale)),
              s -> s.insertAll(List.of(cale).iterator(), artist -> {}),
              s -> s.update(nico),
              s -> s.updateAll(List.of(nico)),
              s -> s.upsert(nico),
              s -> s.upsertAll(List.of(nico)),
              s -> s.delete(nico),
              s -> s.deleteAll(List.of(nico)),
              s -> s.execute("delete from artist"))) {
        assertThatThrownBy(() -> write.in(session))
            .isExactlyInstanceOf(CoatcheckException.class)
            .hasMessage(
                "Cannot write in a session that was opened to read only: its transaction takes no lock for writing. Write in a session of openSession().");
      }
      assertThat(sent.statements()).isEmpty();
      assertThat(session.count(Artist.class)).isOne();
      session.commit();
    }
    assertThat(cale.id).isNull();
    assertThat(count()).isOne();
  }

  @Test
  void theDatabaseRefusesWhatWritesByAnotherWay() {
    try (Session session = database().openReadOnlySession()) {
      assertThatThrownBy(() -> write(session)).isInstanceOf(SQLException.class);
      session.rollback();
      assertThatThrownBy(() -> write(session)).isInstanceOf(SQLException.class);
    }
    assertThat(count()).isOne();
  }

  private static void write(Session session) throws SQLException {
    try (Statement statement = session.connection().createStatement()) {
      statement.executeUpdate("delete from artist");
    }
  }

  @Test
  void aSelectThatFailsDoesNotEndTheSessionWhereTheDatabaseGoesOn() {
    try (Session session = database().openReadOnlySession()) {
      assertThatThrownBy(() -> session.query(Long.class, "select nothing from artist"))
          .isInstanceOf(DatabaseException.class);
      if (product().abortsOnError()) {
        assertThatThrownBy(() -> session.count(Artist.class))
            .isInstanceOf(CoatcheckException.class);
        session.rollback();
      }
      assertThat(session.count(Artist.class)).isOne();
    }
  }
}
