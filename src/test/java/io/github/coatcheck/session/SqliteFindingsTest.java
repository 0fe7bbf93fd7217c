package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What validate finds in tables of SQLite that others made. */
class SqliteFindingsTest {
  private final Database db = Database.open("jdbc:sqlite::memory:");

  @AfterEach
  void close() {
    db.close();
  }

  @Table("users")
  record User(@Column(primaryKey = true, autoincrement = true) Long id, String name) {}

  @Test
  void aKeyThatIsNoRowidIsFoundThoughTheDriverReportsOne() {
    db.execute("create table users (id bigint primary key, name text)");

    assertThat(db.validate(User.class))
        .asString()
        .isEqualToNormalizingNewlines(
            """
            The tables do not fit the classes:
            - Cannot insert into "users" without a key for %s#id: the table does not make it. \
            Define the column as "id" INTEGER PRIMARY KEY AUTOINCREMENT, or set the key in the \
            program and remove autoincrement."""
                .formatted(User.class.getName()));
  }

  @Test
  void theReportNamesEachDifferenceTheKeysFirst() {
    db.execute("create table users (id bigint primary key, NAME decimal, born date not null)");

    assertThat(db.validate(User.class, Stranger.class))
        .asString()
        .isEqualToNormalizingNewlines(
            """
            The tables do not fit the classes:
            - Cannot insert into "users" without a key for %1$s$User#id: the table does not make it. \
            Define the column as "id" INTEGER PRIMARY KEY AUTOINCREMENT, or set the key in the \
            program and remove autoincrement.
            - Cannot find the table "strangers" of %1$s$Stranger: there is none of that name. \
            Create it with createTables, or give the class the right name with @Table.
            - Cannot keep every String of %1$s$User#name in column "name": its type is decimal, \
            which changes or refuses some. Define the column as TEXT, or give the property a type \
            or a converter that fits.
            - Cannot insert into "users": its column "born" is NOT NULL without a default, and \
            %1$s$User does not map it. Map it, or give it a default."""
                .formatted(SqliteFindingsTest.class.getName()));
  }

  @Table("strangers")
  record Stranger(@Column(primaryKey = true) String name) {}

  @Test
  void tablesOfOthersInTheirOwnWordsAreFine() {
    db.execute(
        "create table Users (Id integer not null primary key, Name nvarchar(160), Length as (length(Name)))");

    assertThat(db.validate(User.class)).hasToString("The tables fit the classes.");
  }

  @Table("names")
  record Named(@Column(primaryKey = true) String name) {}

  @Test
  void aRowidThatNobodyMapsIsFilledBySqlite() {
    db.execute("create table names (id integer not null primary key, name text not null unique)");

    assertThat(db.validate(Named.class).toList()).isEmpty();
  }

  @Table("totals")
  record Total(String name, int number) {}

  @Test
  void ofAViewNobodyKnowsWhetherItHoldsNull() {
    db.execute("create table users (id integer primary key, name text)");
    db.execute("create view totals as select name, count(*) as number from users group by name");

    assertThat(db.validate(Total.class).toList()).isEmpty();
  }

  @Table(value = "users", schema = "main")
  record MainUser(@Column(primaryKey = true, autoincrement = true) Long id, String title) {}

  @Test
  void aTableIsLookedForInItsSchema() {
    db.execute("create table users (id integer primary key, name text)");

    assertThat(db.validate(MainUser.class).toList())
        .containsExactly(
            "Cannot find column \"title\" of %s#title: the table \"main\".\"users\" has [id, name]. Name the right one with @Column(name = ...), or add it to the table."
                .formatted(MainUser.class.getName()));
  }

  @Table("users")
  record SmallUser(@Column(primaryKey = true) byte id) {}

  @Test
  void aGreatestKeyThatIsNoNumberDoesNotFit() {
    db.execute("create table users (id unknown primary key)");
    db.execute("insert into users values ('seven')");

    assertThat(db.validate(SmallUser.class).toList())
        .containsExactly(
            "Cannot read every key of \"users\" into %s#id: the greatest does not fit its type, byte. Declare it long."
                .formatted(SmallUser.class.getName()));
  }
}
