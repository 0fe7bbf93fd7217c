package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.Table;
import io.github.coatcheck.jdbc.ChangedDialect;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a session does where a dialect asks what SQLite is not asked, or does not ask what it is.
 */
class DialectQuestionsTest {
  private static final String URL = "jdbc:sqlite::memory:";

  @Table("track")
  static class Track {
    @Column(primaryKey = true, autoincrement = true)
    Long id;
  }

  private static Options checked(String settingsCheck) {
    return ChangedDialect.with("settingsCheck", Optional.of(settingsCheck));
  }

  @Test
  void settingsThatWouldChangeValuesAreRefusedWhereOthersMadeThem() throws SQLException {
    Options strange = checked("SELECT 'zeros would be lost'");

    try (Database database = Database.open(URL, strange);
        Connection connection = DriverManager.getConnection(URL)) {
      connection.setAutoCommit(false);
      assertThatThrownBy(() -> database.session(connection))
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessage("Cannot join the transaction of a connection: zeros would be lost.");
      database.openSession().close();
    }
    try (Database database = Database.open(URL, strange.onConnect("select 1"))) {
      assertThatThrownBy(database::openSession)
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessage(
              "Cannot use a connection as onConnect(...) has set it up: zeros would be lost.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT NULL", "SELECT 'x' WHERE 0"})
  void settingsOfWhichNothingIsSaidAreFine(String settingsCheck) throws SQLException {
    try (Database database = Database.open(URL, checked(settingsCheck).onConnect("select 1"));
        Connection connection = DriverManager.getConnection(URL)) {
      connection.setAutoCommit(false);

      database.session(connection).close();
      database.openSession().close();
    }
  }

  /** A database that does not tell when tables change, so that a change must be noticed here. */
  private static Database unversioned() {
    return Database.open(URL, ChangedDialect.with("schemaVersion", Optional.empty()));
  }

  private static final List<String> WITHOUT_KEYS =
      List.of("drop table track", "create table track (id bigint primary key)");

  @Test
  void whatIsKnownOfATableIsForgottenWhenAScriptRuns() {
    try (Database database = unversioned()) {
      database.createTables(Track.class);
      database.useTransaction(session -> session.insert(new Track()));

      database.execute(String.join(";", WITHOUT_KEYS));

      assertThatThrownBy(() -> database.useTransaction(session -> session.insert(new Track())))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessageEndingWith("or set the key in the program and remove autoincrement.");
    }
  }

  @Test
  void whatIsKnownOfATableIsForgottenWhenTheConnectionIsHandedOut() throws SQLException {
    try (Database database = unversioned()) {
      database.createTables(Track.class);
      try (Session session = database.openSession();
          Statement statement = insertAndConnect(session).createStatement()) {
        for (String sql : WITHOUT_KEYS) {
          statement.execute(sql);
        }
        assertThatThrownBy(() -> session.insert(new Track()))
            .isExactlyInstanceOf(KeyException.class)
            .hasMessageEndingWith("or set the key in the program and remove autoincrement.");
      }

      database.useTransaction(session -> session.insert(new Track()));
      assertThat(database.<Long, RuntimeException>read(session -> session.count(Track.class)))
          .isOne();
    }
  }

  private static Connection insertAndConnect(Session session) {
    session.insert(new Track());
    return session.connection();
  }

  @Table("small")
  record Small(@Column(primaryKey = true) short id) {}

  @Test
  void aGreatestKeyThatIsTooGreatIsAskedForWhereTheRowsAreNotRead() {
    try (Database database = Database.open(URL, ChangedDialect.with("storesAnything", false))) {
      database.createTables(Small.class, Track.class);
      assertThat(database.validate(Small.class, Track.class).toList()).isEmpty();

      database.execute("insert into small values (32767); insert into track values (32768)");
      assertThat(database.validate(Small.class, Track.class).toList()).isEmpty();

      database.execute("insert into small values (32768)");
      assertThat(database.validate(Small.class, Track.class).toList())
          .containsExactly(
              "Cannot read every key of \"small\" into %s#id: the greatest does not fit its type, short. Declare it long."
                  .formatted(Small.class.getName()));
    }
  }

  @Table("label")
  record WrittenLabel(@Column(primaryKey = true) String text) {}

  @Table("label")
  record ReadLabel(String text) {}

  @Table("label")
  record CountedLabel(int text) {}

  @Test
  void theLengthOfAColumnDoesNotMatterToAClassThatIsOnlyRead() {
    Options exact =
        ChangedDialect.with(
            Map.of("storesExactly", arguments -> arguments[1].equals(arguments[2])));
    try (Database database = Database.open(URL, exact)) {
      database.execute("create table label (text TEXT(5) not null primary key)");

      assertThat(database.validate(ReadLabel.class).toList()).isEmpty();
      for (Class<?> type : List.of(WrittenLabel.class, CountedLabel.class)) {
        assertThat(database.validate(type).toList())
            .singleElement()
            .asString()
            .startsWith("Cannot keep every ")
            .contains(" in column \"text\": its type is TEXT(5), which changes or refuses some.");
      }
    }
  }

  @Test
  void aColumnIsNotFoundByANameInAnotherCaseWhereCaseMatters() {
    Options distinguishing = ChangedDialect.with("distinguishesCase", true);
    try (Database database = Database.open(URL, distinguishing)) {
      database.execute("create table label (Text text)");

      assertThat(database.validate(ReadLabel.class).toList())
          .containsExactly(
              "Cannot find column \"text\" of %s#text: the table \"label\" has [Text]. Name the right one with @Column(name = ...), or add it to the table."
                  .formatted(ReadLabel.class.getName()));
    }
  }
}
