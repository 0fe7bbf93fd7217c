package onepage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import onepage.OnePage.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What one page gets wrong, and what Coatcheck makes of the same objects and the same table. Each
 * test says what goes wrong, and names the file that gets it right.
 */
class OnePageTest {
  private static final String URL = "jdbc:sqlite::memory:";
  private static final Path FOLDER = Path.of("examples/onepage");

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, UTF_8);
  private Connection connection;
  private OnePage page;
  private Database db;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection(URL);
    connection.setAutoCommit(false);
    page = new OnePage(connection, out);
    db = Database.open(URL);
  }

  @AfterEach
  void close() throws SQLException {
    db.close();
    connection.close();
  }

  @Test
  void insertsAndFindsUsers() throws Exception {
    OnePage.run(URL, out);

    assertThat(printed.toString(UTF_8))
        .isEqualToNormalizingNewlines(
            """
            CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT)
            before: User null Ann
            INSERT INTO users (name) VALUES (?)
            after: User 1 Ann
            INSERT INTO users (name) VALUES (?)
            SELECT * FROM users WHERE id = ?
            found: User 1 Ann
            SELECT * FROM users
            all: [User 1 Ann, User 2 Ben]
            """);
  }

  @Test
  void isOnePage() throws Exception {
    assertThat(Files.readAllLines(FOLDER.resolve("OnePage.java"))).hasSizeLessThanOrEqualTo(200);
  }

  @Test
  void theFilesThatGetItRightExist() throws Exception {
    String source = Files.readString(FOLDER.resolve("OnePageTest.java"));

    assertThat(
            Pattern.compile("src/main/java/[\\w/]+\\.java")
                .matcher(source)
                .results()
                .map(MatchResult::group))
        .hasSize(10)
        .doesNotHaveDuplicates()
        .allSatisfy(file -> assertThat(Path.of(file)).isRegularFile());
  }

  @Table("visits")
  static class Visit {
    @Column(primaryKey = true, autoincrement = true)
    int id;

    @Column String page;
  }

  /**
   * JDBC cuts a key that is too wide for an int, so that the object gets the key of no row: {@code
   * src/main/java/io/github/coatcheck/sql/SqlColumn.java} refuses it.
   */
  @Test
  void aWideKeyIsCutToAnInt() throws Exception {
    String wide = "insert into visits (id) values (3000000000)";
    page.createTable(Visit.class);
    execute(wide);
    Visit cut = new Visit();
    page.insert(cut);

    assertThat(cut.id).isEqualTo(-1_294_967_295);
    assertThat(page.find(Visit.class, cut.id)).isEmpty();

    db.createTables(Visit.class);
    db.execute(wide);
    Visit refused = new Visit();

    assertThatThrownBy(() -> db.useTransaction(session -> session.insert(refused)))
        .isExactlyInstanceOf(KeyException.class)
        .hasMessageContaining("it does not fit the type int. Declare");
    assertThat(refused.id).isZero();
  }

  /**
   * SQLite makes no key for a column whose type is not exactly INTEGER, so that the row has NULL
   * while the driver reports 1: {@code src/main/java/io/github/coatcheck/jdbc/KeyCheck.java} asks
   * the database first.
   */
  @Test
  void aBigintColumnGetsNoKeyAlthoughTheObjectGetsOne() throws Exception {
    String table = "create table users (id bigint primary key, name text)";
    execute(table);
    User ann = new User("Ann");
    page.insert(ann);

    assertThat(ann.id).isEqualTo(1);
    assertThat(query("select id from users")).containsExactly((Object) null);
    assertThat(page.find(User.class, ann.id)).isEmpty();

    db.execute(table);
    User refused = new User("Ann");

    assertThatThrownBy(() -> db.useTransaction(session -> session.insert(refused)))
        .isExactlyInstanceOf(KeyException.class)
        .hasMessageContaining(
            "the table does not make it. Define the column as \"id\" INTEGER PRIMARY KEY");
    assertThat(refused.id).isNull();
  }

  /**
   * SQLite's driver returns no keys for a batch, so that the objects never learn theirs: {@code
   * src/main/java/io/github/coatcheck/bulk/BulkInserter.java} inserts many rows and gives each
   * object its key.
   */
  @Test
  void aBatchReturnsNoKeys() throws Exception {
    page.createTable(User.class);
    List<User> keyless = users();
    page.insertAll(keyless);

    assertThat(page.list(User.class)).extracting(user -> user.id).containsExactly(1L, 2L, 3L);
    assertThat(keyless).extracting(user -> user.id).containsOnlyNulls();

    db.createTables(User.class);
    List<User> users = users();
    db.useTransaction(session -> session.insertAll(users));

    assertThat(users).extracting(user -> user.id).containsExactly(1L, 2L, 3L);
  }

  private static List<User> users() {
    return List.of(new User("Ann"), new User("Ben"), new User("Cem"));
  }

  /**
   * After an INSERT that stored no row the driver returns the key of the last row that was stored:
   * {@code src/main/java/io/github/coatcheck/jdbc/GeneratedValues.java} counts the rows before it
   * asks for a key.
   */
  @Test
  void anIgnoredRowGetsTheKeyOfAnotherOne() throws Exception {
    String table =
        """
        create table users (
          id integer primary key autoincrement,
          name text unique on conflict ignore
        )""";
    execute(table);
    User ignored = new User("Ann");
    page.insert(new User("Ann"));
    page.insert(new User("Ben"));
    page.insert(ignored);

    assertThat(ignored.id).isEqualTo(2);
    assertThat(page.find(User.class, ignored.id).orElseThrow().name).isEqualTo("Ben");

    db.execute(table);
    User refused = new User("Ann");

    try (Session session = db.openSession()) {
      session.insert(new User("Ann"));
      session.insert(new User("Ben"));
      assertThatThrownBy(() -> session.insert(refused))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessageContaining("rows or keys expected 1, came 0");
    }
    assertThat(refused.id).isNull();
  }

  /**
   * A rollback takes the row away and leaves its key in the object, so that the next object gets
   * the same one: {@code src/main/java/io/github/coatcheck/jdbc/UndoLog.java} takes the key out
   * again.
   */
  @Test
  void aRollbackLeavesTheKeyInTheObject() throws Exception {
    page.createTable(User.class);
    connection.commit();
    User ann = new User("Ann");
    User ben = new User("Ben");
    page.insert(ann);
    connection.rollback();
    page.insert(ben);

    assertThat(List.of(ann, ben)).extracting(user -> user.id).containsExactly(1L, 1L);

    db.createTables(User.class);
    User cem = new User("Cem");
    User dan = new User("Dan");

    try (Session session = db.openSession()) {
      session.insert(cem);
      session.rollback();
      session.insert(dan);
      session.commit();
    }
    assertThat(cem.id).isNull();
    assertThat(dan.id).isEqualTo(1);
  }

  @Table("cities")
  record City(@Column(primaryKey = true, autoincrement = true) Long id, @Column String name) {}

  /**
   * The field of a record cannot be set, which is found out when the row is there already: {@code
   * src/main/java/io/github/coatcheck/mapping/ObjectCreator.java} makes a copy with the key.
   */
  @Test
  void aRecordIsStoredAndCannotGetItsKeyNorBeRead() throws Exception {
    City rome = new City(null, "Rome");
    page.createTable(City.class);

    assertThatThrownBy(() -> page.insert(rome)).isInstanceOf(IllegalAccessException.class);
    assertThat(query("select name from cities")).containsExactly("Rome");
    assertThatThrownBy(() -> page.list(City.class)).isInstanceOf(NoSuchMethodException.class);

    db.createTables(City.class);

    try (Session session = db.openSession()) {
      assertThat(session.insert(rome)).isEqualTo(new City(1L, "Rome"));
      assertThat(session.list(City.class)).containsExactly(new City(1L, "Rome"));
    }
  }

  @Table("meetings")
  static class Meeting {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column LocalDateTime start;

    Meeting() {}

    Meeting(LocalDateTime start) {
      this.start = start;
    }
  }

  /**
   * The driver writes a time with the T of Java, which SQLite sorts behind the blank of its own
   * times, so that 9 o'clock is not before noon: {@code
   * src/main/java/io/github/coatcheck/dialect/Times.java} writes times as SQLite does.
   */
  @Test
  void aTimeDoesNotCompareWithThoseOfSql() throws Exception {
    String beforeNoon = "select count(*) from meetings where start < datetime('2026-03-29 12:00')";
    LocalDateTime nine = LocalDateTime.of(2026, 3, 29, 9, 0);
    page.createTable(Meeting.class);
    page.insert(new Meeting(nine));

    assertThat(query(beforeNoon)).containsExactly(0);

    db.createTables(Meeting.class);

    try (Session session = db.openSession()) {
      session.insert(new Meeting(nine));
      assertThat(session.queryOne(Integer.class, beforeNoon)).isEqualTo(1);
      assertThat(session.list(Meeting.class)).extracting(m -> m.start).containsExactly(nine);
    }
  }

  @Table("order")
  static class Order {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column(name = "the \"article\"")
    String article;
  }

  /**
   * A name that is a word of SQL, or has a quote in it, makes another statement of it: {@code
   * src/main/java/io/github/coatcheck/dialect/Dialect.java} quotes every name.
   */
  @Test
  void aNameMayBreakTheStatement() {
    assertThatThrownBy(() -> page.createTable(Order.class))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("near \"order\": syntax error");

    db.createTables(Order.class);
    Order order = new Order();
    order.article = "tea";

    try (Session session = db.openSession()) {
      session.insert(order);
      assertThat(session.find(Order.class, 1).orElseThrow().article).isEqualTo("tea");
    }
  }

  /**
   * Who catches the failure of a statement and commits stores a part of the work: {@code
   * src/main/java/io/github/coatcheck/jdbc/Transaction.java} refuses to commit it.
   */
  @Test
  void aTransactionIsStoredInPart() throws Exception {
    String table =
        "create table users (id integer primary key autoincrement, name text unique) strict";
    execute(table);
    page.insert(new User("Ann"));
    assertThatThrownBy(() -> page.insert(new User("Ann"))).isInstanceOf(SQLException.class);
    connection.commit();
    connection.rollback();

    assertThat(page.list(User.class)).hasSize(1);

    db.execute(table);

    try (Session session = db.openSession()) {
      session.insert(new User("Ann"));
      assertThatThrownBy(() -> session.insert(new User("Ann")))
          .isExactlyInstanceOf(ConstraintViolationException.class);
      assertThatThrownBy(session::commit)
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessageContaining("an earlier statement of it failed");
      session.rollback();
      assertThat(session.list(User.class)).isEmpty();
    }
  }

  /**
   * The key that a program has chosen is left out as if it were none, and another one takes its
   * place: {@code src/main/java/io/github/coatcheck/sql/EntitySql.java} has an INSERT with the key
   * too.
   */
  @Test
  void aGivenKeyIsReplaced() throws Exception {
    page.createTable(User.class);
    User replaced = new User("Ann");
    replaced.id = 77L;
    page.insert(replaced);

    assertThat(replaced.id).isEqualTo(1);

    db.createTables(User.class);
    User given = new User("Ann");
    given.id = 77L;
    db.useTransaction(session -> session.insert(given));

    assertThat(given.id).isEqualTo(77);
    try (Session session = db.openSession()) {
      assertThat(session.find(User.class, 77)).isPresent();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<Object> query(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<Object> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getObject(1));
      }
      return values;
    }
  }
}
