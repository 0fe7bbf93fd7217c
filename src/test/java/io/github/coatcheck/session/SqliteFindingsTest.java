package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.UUID;
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
            "Cannot read column \"id\" into %s#id (byte): it holds a text, not an integer. Repair the row, or give the property a type or a converter that takes it. The key of the row: seven."
                .formatted(SmallUser.class.getName()));
  }

  @Table("tickets")
  record Ticket(
      @Column(primaryKey = true) UUID id, LocalDateTime at, Integer seats, Boolean paid) {}

  @Test
  void valuesThatCannotBeReadAreFoundWithTheKeyOfTheFirst() {
    db.execute("create table tickets (id text primary key, at text, seats, paid)");
    db.execute(
        "insert into tickets values ('00000000-0000-0001-0000-000000000002', '2024-05-01 08:00:00', 1, 0),"
            + " ('00000000-0000-0001-0000-000000000003', '2024-05-01T08:00:00', '2', 2),"
            + " ('00000000-0000-0001-0000-00000000000F', '2024-05-02T08:00:00', 3, 1)");

    assertThat(db.validate(Ticket.class).toList())
        .containsExactly(
            "Cannot read column \"id\" into %1$s#id (UUID): it holds a text of the form 99999999-9999-9999-9999-99999999999A, which Coatcheck would not write: it writes 99999999-9999-9999-9999-999999999999 in lower case. Repair the row, or give the property a type or a converter that takes it. The key of the row: 00000000-0000-0001-0000-00000000000F."
                .formatted(Ticket.class.getName()),
            "Cannot read column \"at\" into %1$s#at (LocalDateTime): it holds a text of the form 9999-99-99T99:99:99, which Coatcheck would not write: it writes 9999-99-99 99:99:99, with a fraction that ends in no 0. Repair the row, or give the property a type or a converter that takes it. The key of the row: 00000000-0000-0001-0000-000000000003."
                .formatted(Ticket.class.getName()),
            "Cannot read column \"seats\" into %1$s#seats (Integer): it holds a text, not an integer. Repair the row, or give the property a type or a converter that takes it. The key of the row: 00000000-0000-0001-0000-000000000003."
                .formatted(Ticket.class.getName()),
            "Cannot read column \"paid\" into %1$s#paid (Boolean): it holds neither 0 nor 1. Repair the row, or give the property a type or a converter that takes it. The key of the row: 00000000-0000-0001-0000-000000000003."
                .formatted(Ticket.class.getName()));
  }

  @Table("labels")
  record Label(@Column(primaryKey = true) Long id, @Column(length = 5) String text) {}

  @Test
  void aTextThatIsTooLongToBeWrittenBackIsFound() {
    db.execute("create table labels (id integer primary key, text varchar(5))");
    db.execute("insert into labels values (1, 'short'), (2, 'longer')");

    assertThat(db.validate(Label.class).toList())
        .singleElement()
        .asString()
        .startsWith("Cannot store the value of %s#text".formatted(Label.class.getName()))
        .endsWith("The key of the row: 2.");
  }

  @Table("keyed")
  record UuidKeyed(@Column(primaryKey = true) UUID id) {}

  @Test
  void aRowidHoldsNothingButIntegers() {
    db.execute("create table keyed (id integer primary key)");

    assertThat(db.validate(UuidKeyed.class).toList())
        .singleElement()
        .asString()
        .startsWith(
            "Cannot keep every UUID of %s#id in column \"id\": its type is INTEGER PRIMARY KEY, which changes or refuses some."
                .formatted(UuidKeyed.class.getName()));
  }

  @Table("strict")
  record Strict(
      @Column(primaryKey = true, autoincrement = true) Long id,
      String anything,
      LocalDate day,
      Double number,
      @Column(precision = 6, scale = 2) BigDecimal price) {}

  @Test
  void aStrictTableTakesNothingButItsTypes() {
    db.execute(
        "create table strict (id integer primary key, anything any, day integer, number integer, price text) strict");

    assertThat(db.validate(Strict.class).toList())
        .extracting(finding -> finding.replaceFirst(": .*", ""))
        .containsExactly(
            "Cannot keep every LocalDate of %s#day in column \"day\""
                .formatted(Strict.class.getName()),
            "Cannot keep every Double of %s#number in column \"number\""
                .formatted(Strict.class.getName()),
            "Cannot keep every BigDecimal of %s#price in column \"price\""
                .formatted(Strict.class.getName()));
    db.execute("drop table strict");
    db.createTables(Strict.class);
    assertThat(db.validate(Strict.class).toList()).isEmpty();
  }

  @Table("notes")
  record Note(
      @Column(name = "rowid", primaryKey = true, autoincrement = true) Long id,
      String title,
      String body) {}

  @Test
  void aTableOfAFullTextSearchFits() {
    db.execute("create virtual table notes using fts5(title, body)");

    assertThat(db.validate(Note.class).toList()).isEmpty();
    try (Session session = db.openSession()) {
      Note note = session.insert(new Note(null, "hello", "world"));
      assertThat(session.list(Note.class, "where notes match ?", "world")).containsExactly(note);
      assertThat(session.find(Note.class, note.id)).contains(note);
    }
  }

  @Table("userview")
  record ViewedUser(@Column(primaryKey = true) Long id, String name) {}

  @Test
  void aViewCanBeWrittenByItsTriggersOnly() {
    db.execute("create table users (id integer primary key, name text)");
    db.execute("create view userview as select id, name from users");
    assertThat(db.validate(ViewedUser.class).toList())
        .contains(
            "Cannot write %s#name: the database computes column \"name\", or it is part of a view that can only be read. If it is no key, declare it @Column(readOnly = true); or leave it or the key out of the class."
                .formatted(ViewedUser.class.getName()));

    db.execute(
        "create trigger writing instead of insert on userview begin insert into users values (new.id, new.name); end");
    assertThat(db.validate(ViewedUser.class).toList()).isEmpty();
  }

  @Table("kept")
  record Kept(@Column(primaryKey = true) String id, Integer part) {}

  @Test
  void aKeyThatIsNotUniqueOrThatTheDatabaseComputesIsFound() {
    db.execute("create table kept (id text, part integer, primary key (id, part))");
    assertThat(db.validate(Kept.class).toList())
        .contains(
            "Cannot find one row by %s#id: the table has no unique key of \"id\". Make it the primary key of the table, or map all columns of the real key."
                .formatted(Kept.class.getName()));

    db.execute("create unique index lowered on kept (id, lower(part))");
    db.execute("create unique index some on kept (id) where part > 0");
    assertThat(db.validate(Kept.class).toList()).hasSize(1);

    db.execute("drop table kept");
    db.execute("create table kept (id text as (part || 'x') stored unique, part integer)");
    assertThat(db.validate(Kept.class).toList())
        .contains(
            "Cannot write %s#id: the database computes column \"id\", or it is part of a view that can only be read. If it is no key, declare it @Column(readOnly = true); or leave it or the key out of the class."
                .formatted(Kept.class.getName()));
  }

  @Table("child")
  record Child(@Column(primaryKey = true) Long id, Long parent, Long other) {}

  @Test
  void aForeignKeyThatRefersToNothingIsFound() {
    db.execute("create table parent (id integer primary key, loose integer, code text unique)");
    db.execute(
        "create table child (id integer primary key, parent integer references nowhere (id), other integer references parent (loose))");
    String message =
        "Cannot insert into \"child\": its column \"%s\" refers to \"%s\", which is not there, or not unique. Correct the foreign key, or create what it refers to.";

    assertThat(db.validate(Child.class).toList())
        .containsExactlyInAnyOrder(
            message.formatted("parent", "nowhere"), message.formatted("other", "parent"));
    db.execute("drop table child");
    db.execute(
        "create table child (id integer primary key references parent, parent integer references parent (ID), other text references parent (code))");
    assertThat(db.validate(Child.class).toList())
        .noneMatch(finding -> finding.contains("refers to"));
  }

  @Test
  void aForeignKeyToAnIndexOfSomeRowsOrOfAnExpressionIsFound() {
    db.execute(
        """
        create table parent (id integer primary key, some integer, lower text);
        create unique index some on parent (some) where some > 0;
        create unique index lowered on parent (lower, lower(lower));
        create table child (id integer primary key, parent integer references parent (some),
          other text references parent (lower))""");

    assertThat(db.validate(Child.class).toList())
        .filteredOn(finding -> finding.contains("which is not there, or not unique"))
        .hasSize(2);
  }

  @Table("priced")
  record Priced(@Column(primaryKey = true) Long id, BigDecimal price) {}

  @Test
  void aDecimalThatSqliteMightRoundIsFound() {
    db.execute("create table priced (id integer primary key, price real)");

    assertThat(db.validate(Priced.class).toList())
        .containsExactly(
            "Cannot store a value of %s#price: SQLite keeps 15 digits of a decimal. Give it up to that many by @Column(precision = ..., scale = ...); or store a long, such as cents; or convert it to a String, which does not compare as a number."
                .formatted(Priced.class.getName()));
  }
}
