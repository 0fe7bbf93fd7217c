package io.github.coatcheck.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteDialectTest {
  private final Dialect dialect = new SqliteDialect();
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite::memory:");
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What the dialect says of a table: the name of a KeySource, or null. */
  private Object keySource(String schema, String table, String key) throws SQLException {
    String question = dialect.keySource(Optional.ofNullable(schema));
    try (PreparedStatement statement = connection.prepareStatement(question)) {
      statement.setString(1, table);
      statement.setString(2, key);
      try (ResultSet answer = statement.executeQuery()) {
        assertThat(answer.next()).isTrue();
        Object source = answer.getObject(1);
        assertThat(answer.next()).isFalse();
        return source;
      }
    }
  }

  /** Whether SQLite itself makes a key, which is what the dialect foretells. */
  private boolean makesKey(String table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("insert into " + table + " default values");
      try (ResultSet row = statement.executeQuery("select id from " + table)) {
        return row.next() && row.getObject(1) != null;
      }
    } catch (SQLException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table t (id INTEGER PRIMARY KEY)",
        "create table t (id INTEGER PRIMARY KEY AUTOINCREMENT, name text)",
        "create table t (id integer primary key autoincrement not null, name text unique)",
        "create table t (name text, id INTEGER, PRIMARY KEY (id))",
        "create table t (id INTEGER, PRIMARY KEY (id DESC))",
        "create table t (id INTEGER PRIMARY KEY ASC)",
        "create table t (\"ID\" INTEGER PRIMARY KEY)",
        "create table T (id INTEGER PRIMARY KEY) strict",
        "create table t (id INTEGER PRIMARY KEY, name text); create unique index i on t (id)"
      })
  void findsThatTheTableMakesItsKeys(String sql) throws SQLException {
    for (String statement : sql.split("; ", -1)) {
      execute(statement);
    }

    assertThat(keySource(null, "t", "id")).isEqualTo("SEQUENTIAL");
    assertThat(makesKey("t")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table t (id BIGINT PRIMARY KEY)",
        "create table t (id INT PRIMARY KEY)",
        "create table t (id INTEGER PRIMARY KEY DESC)",
        "create table t (id INTEGER, other INTEGER, PRIMARY KEY (id, other))",
        "create table t (id INTEGER PRIMARY KEY) without rowid",
        "create table t (id TEXT PRIMARY KEY)",
        "create table t (id TEXT PRIMARY KEY) without rowid",
        "create table t (id INTEGER)",
        "create table t (id INTEGER UNIQUE)",
        "create table t (id INTEGER, other INTEGER PRIMARY KEY)",
        "create view t as select 1 as id"
      })
  void findsThatTheTableDoesNotMakeItsKeys(String sql) throws SQLException {
    execute(sql);

    assertThat(keySource(null, "t", "id")).isEqualTo("NONE");
    assertThat(makesKey("t")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table t (id INTEGER PRIMARY KEY ON CONFLICT REPLACE)",
        "create table t (id INTEGER PRIMARY KEY, name text, unique (name) on\n conflict\treplace)"
      })
  void findsThatARowMayReplaceAnother(String sql) throws SQLException {
    execute(sql);

    assertThat(keySource(null, "t", "id")).isEqualTo("REPLACING");
    assertThat(keySource("main", "t", "id")).isEqualTo("REPLACING");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table t (id INTEGER PRIMARY KEY AUTOINCREMENT, name text unique on conflict ignore)",
        "create table t (id INTEGER PRIMARY KEY); create trigger x after insert on t begin select 1; end",
        "create table t (id INTEGER PRIMARY KEY); create trigger x before delete on T begin select 1; end",
        "create table t (id INTEGER PRIMARY KEY); create temp trigger x after insert on main.t begin select 1; end"
      })
  void findsThatNothingFollowsFromAKeyForTheNextOne(String sql) throws SQLException {
    for (String statement : sql.split("(?<=\\)); ", -1)) {
      execute(statement);
    }

    assertThat(keySource(null, "t", "id")).isEqualTo("SINGLE");
    assertThat(keySource("main", "t", "id")).isEqualTo("SINGLE");
    assertThat(makesKey("t")).isTrue();
  }

  @Test
  void looksForTriggersInTheSchemaThatIsGiven() throws SQLException {
    execute("attach ':memory:' as \"o'ther\"");
    execute("create table \"o'ther\".t (id INTEGER PRIMARY KEY)");
    execute("create trigger \"o'ther\".x after insert on t begin select 1; end");
    execute("create table main.t (id INTEGER PRIMARY KEY)");

    assertThat(keySource("o'ther", "t", "id")).isEqualTo("SINGLE");
    assertThat(keySource("main", "t", "id")).isEqualTo("SEQUENTIAL");
  }

  @Test
  void findsThatThereIsNoSuchTable() throws SQLException {
    assertThat(keySource(null, "t", "id")).isNull();
    assertThat(keySource("main", "t", "id")).isNull();
  }

  @Test
  void looksIntoTheSchemaThatIsGiven() throws SQLException {
    execute("attach ':memory:' as \"other one\"");
    execute("create table main.t (id BIGINT PRIMARY KEY)");
    execute("create table \"other one\".t (id INTEGER PRIMARY KEY)");

    assertThat(keySource("main", "t", "id")).isEqualTo("NONE");
    assertThat(keySource("other one", "t", "id")).isEqualTo("SEQUENTIAL");
    assertThat(keySource(null, "t", "id")).isEqualTo("NONE");
    assertThat(keySource("temp", "t", "id")).isNull();
  }

  @Test
  void looksForAnyName() throws SQLException {
    execute("create table \"a\"\"b; '?\" (\"the key\" INTEGER PRIMARY KEY)");

    assertThat(keySource(null, "a\"b; '?", "the key")).isEqualTo("SEQUENTIAL");
  }

  @ParameterizedTest
  @CsvSource({
    "19, CONSTRAINT", // SQLITE_CONSTRAINT
    "2067, CONSTRAINT", // SQLITE_CONSTRAINT_UNIQUE
    "787, CONSTRAINT", // SQLITE_CONSTRAINT_FOREIGNKEY
    "1555, CONSTRAINT", // SQLITE_CONSTRAINT_PRIMARYKEY
    "5, TRANSIENT", // SQLITE_BUSY
    "517, TRANSIENT", // SQLITE_BUSY_SNAPSHOT
    "6, TRANSIENT", // SQLITE_LOCKED
    "262, TRANSIENT", // SQLITE_LOCKED_SHAREDCACHE
    "1, OTHER", // SQLITE_ERROR
    "13, OTHER", // SQLITE_FULL
    "10, OTHER", // SQLITE_IOERR
    "26, NO_DATABASE", // SQLITE_NOTADB
    "0, OTHER"
  })
  void tellsFailuresApartByTheCodeOfSqlite(int code, Failure failure) {
    assertThat(dialect.failure(null, code, "")).isEqualTo(failure);
  }

  @Test
  void knowsTheFailuresThatTheDriverReports() throws SQLException {
    execute("pragma foreign_keys = on");
    execute(
        "create table t (id INTEGER PRIMARY KEY, parent REFERENCES t (id), name text not null)");
    execute("insert into t (name) values ('first')");

    assertFailure("insert into t (id, name) values (1, 'again')", Failure.DUPLICATE);
    assertFailure("insert into t (name) values (null)", Failure.NOT_NULL);
    assertFailure("insert into t (name, parent) values ('child', 7)", Failure.FOREIGN_KEY);
    execute("create table u (a integer unique check (a > 0)) strict");
    execute("insert into u values (1)");
    assertFailure("insert into u values (1)", Failure.DUPLICATE);
    assertFailure("insert into u values (0)", Failure.CHECK);
    assertFailure("insert into u values ('text')", Failure.CONSTRAINT);
    execute("create trigger r before delete on u begin select raise(abort, 'kept'); end");
    assertFailure("delete from u", Failure.CONSTRAINT);
    assertFailure("insert into nowhere values (1)", Failure.NO_TABLE);
    assertFailure("insert into t (nowhere) values (1)", Failure.NO_COLUMN);
    assertFailure("select nowhere from t", Failure.NO_COLUMN);
    assertFailure("nonsense", Failure.SYNTAX);
    assertFailure("create table d (a default (a))", Failure.SYNTAX);
    assertFailure("select 'open", Failure.SYNTAX);
    execute("begin");
    assertFailure("vacuum", Failure.NEEDS_NO_TRANSACTION);
    assertFailure("pragma synchronous = off", Failure.NEEDS_NO_TRANSACTION);
    assertFailure("begin", Failure.OTHER);
  }

  private void assertFailure(String sql, Failure failure) {
    assertThatThrownBy(() -> execute(sql))
        .isInstanceOfSatisfying(
            SQLException.class,
            e ->
                assertThat(dialect.failure(e.getSQLState(), e.getErrorCode(), e.getMessage()))
                    .isEqualTo(failure));
  }

  @Test
  void knowsThatARollbackHasNothingLeftToDo() {
    assertThatThrownBy(() -> execute("rollback"))
        .satisfies(e -> assertThat(dialect.isTransactionOver(e.getMessage())).isTrue());
    assertThat(dialect.isTransactionOver("disk I/O error")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:sqlite:",
        "jdbc:sqlite::memory:",
        "jdbc:sqlite::memory:?foreign_keys=on",
        "jdbc:sqlite:file::memory:"
      })
  void givesEachDatabaseInMemoryANameOfItsOwn(String url) {
    String first = SqliteDialect.sharedUrl(url);
    String second = SqliteDialect.sharedUrl(url);

    assertThat(first).matches("jdbc:sqlite:file:/coatcheck-\\d+\\?vfs=memdb.*");
    assertThat(second).isNotEqualTo(first);
    assertThat(SqliteDialect.sharedUrl(first)).isEqualTo(first);
    assertThat(dialect.isInMemory(first)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:sqlite:example.db",
        "jdbc:sqlite:file:example.db?cache=shared",
        "jdbc:sqlite:file:/shop?vfs=memdb",
        "jdbc:sqlite:file::memory:?cache=shared",
        "jdbc:sqlite:file:shop?mode=memory&cache=shared"
      })
  void leavesTheUrlOfADatabaseThatIsShared(String url) {
    assertThat(SqliteDialect.sharedUrl(url)).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:sqlite:example.db, false",
    "jdbc:sqlite:file:/shop?vfs=memdb, true",
    "jdbc:sqlite:file::memory:?cache=shared, true",
    "jdbc:sqlite:file:shop?mode=memory&cache=shared, true"
  })
  void knowsWhatLivesOnlyInMemory(String url, boolean inMemory) {
    assertThat(dialect.isInMemory(url)).isEqualTo(inMemory);
  }

  @Test
  void quotesWhatIsInAName() {
    assertThat(dialect.quote("order")).isEqualTo("\"order\"");
    assertThat(dialect.quote("a\"b")).isEqualTo("\"a\"\"b\"");
    assertThat(dialect.fold("parent_id")).isEqualTo("parent_id");
  }

  @ParameterizedTest
  @CsvSource({
    "java.time.LocalDate, 2024/05-01, 9999/99-99, 9999-99-99",
    "java.time.LocalDate, 2024-05/01, 9999-99/99, 9999-99-99",
    "java.time.LocalTime, 12-30:59, '99-99:99', '99:99:99, with a fraction that ends in no 0'",
    "java.time.LocalTime, 12:30-59, '99:99-99', '99:99:99, with a fraction that ends in no 0'"
  })
  void readsNoTimeWithOtherSeparators(Class<?> type, String text, String form, String written) {
    assertThatThrownBy(() -> dialect.encoding(type).toJava().apply(text))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "it holds a text of the form %s, which Coatcheck would not write: it writes %s",
            form, written);
  }

  @Test
  void tellsTheFormOfFortyCharacters() {
    assertThatThrownBy(() -> dialect.encoding(UUID.class).toJava().apply("x".repeat(40)))
        .hasMessageStartingWith("it holds a text of the form %s, which", "A".repeat(40));
    assertThatThrownBy(() -> dialect.encoding(UUID.class).toJava().apply("x".repeat(41)))
        .hasMessageStartingWith("it holds a text of the form %s..., which", "A".repeat(40));
  }

  @Test
  void keepsABlobOutOfTheRowid() {
    assertThat(dialect.storesExactly(byte[].class, "BLOB", "INTEGER PRIMARY KEY")).isFalse();
    assertThat(dialect.storesExactly(byte[].class, "BLOB", "INTEGER")).isTrue();
  }
}
