package io.github.coatcheck.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the dialect says of the columns of a table, and what SQLite does with values in them. */
class SqliteColumnsTest {
  /** Values of each type, one of which shows what a column does to it. */
  private static final List<Object> VALUES =
      List.of(
          (byte) 1,
          (short) 1,
          1,
          Long.MAX_VALUE,
          true,
          1.5f,
          2.0,
          1e300,
          "007",
          "1e5",
          " 1",
          "abc",
          new BigDecimal("1.10"),
          new BigDecimal("1234567890.12345"),
          new UUID(0, 0),
          ChronoUnit.DAYS,
          LocalDate.of(2026, 1, 2),
          LocalTime.of(1, 2),
          LocalDateTime.of(2026, 1, 2, 3, 4),
          Instant.EPOCH);

  private final SqliteDialect dialect = new SqliteDialect();
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INTEGER",
        "int",
        "UNSIGNED BIG INT",
        "POINT",
        "CHARINT",
        "FLOATING POINT",
        "TEXT",
        "nvarchar(160)",
        "CLOB",
        "TEXTREAL",
        "BLOB",
        "",
        "REAL",
        "double precision",
        "FLOAT",
        "NUMERIC",
        "DECIMAL(10,2)",
        "BOOLEAN",
        "DATETIME",
        "STRING",
        "UUID",
        "ANY"
      })
  void keepsExactlyWhatSqliteGivesBack(String columnType) throws SQLException {
    execute("create table t (c " + columnType + ")");
    List<Class<?>> lost = new ArrayList<>();
    List<Class<?>> foretold = new ArrayList<>();

    for (Object value : VALUES) {
      Class<?> type = value.getClass();
      if (!dialect.storesExactly(type, dialect.encoding(type).columnType(), columnType)
          && !foretold.contains(type)) {
        foretold.add(type);
      }
      if (!comesBack(value) && !lost.contains(type)) {
        lost.add(type);
      }
    }

    assertThat(foretold).isEqualTo(lost);
  }

  private boolean comesBack(Object value) throws SQLException {
    execute("delete from t");
    Encoding encoding = dialect.encoding(value.getClass());
    try (PreparedStatement insert = connection.prepareStatement("insert into t values (?)")) {
      insert.setObject(1, encoding.toDatabase().apply(value));
      insert.executeUpdate();
    }
    try (Statement select = connection.createStatement();
        ResultSet row = select.executeQuery("select c from t")) {
      Object read = encoding.toJava().apply(row.getObject(1));
      return value instanceof BigDecimal decimal
          ? decimal.compareTo((BigDecimal) read) == 0
          : value.equals(read);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private List<String> columns(String schema, String table) throws SQLException {
    String question = dialect.tableColumns(Optional.ofNullable(schema));
    List<String> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(question)) {
      statement.setString(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add(
              "%s %s nullable=%s has_default=%s"
                  .formatted(
                      rows.getString("name"),
                      rows.getString("type"),
                      rows.getObject("nullable"),
                      rows.getObject("has_default")));
        }
      }
    }
    return columns;
  }

  @Test
  void describesTheColumnsOfATable() throws SQLException {
    execute(
        "create table \"Odd '_% \"\"name\" (a, b text not null, \"C c\" VARCHAR(20) not null default '', d int as (1), e int not null as (1) stored)");

    assertThat(columns(null, "odd '_% \"NAME"))
        .containsExactly(
            "a  nullable=1 has_default=0",
            "b TEXT nullable=0 has_default=0",
            "C c VARCHAR(20) nullable=0 has_default=1",
            "d INT nullable=1 has_default=1",
            "e INT nullable=0 has_default=1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table t (id INTEGER PRIMARY KEY)",
        "create table t (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT)"
      })
  void knowsThatSqliteFillsARowid(String sql) throws SQLException {
    execute(sql);

    assertThat(columns(null, "t"))
        .containsExactly("id INTEGER PRIMARY KEY nullable=0 has_default=1");
  }

  @Test
  void knowsThatSqliteFillsNoOtherKey() throws SQLException {
    execute("create table t (id INTEGER PRIMARY KEY DESC)");
    execute("create table two (a INTEGER, b INTEGER NOT NULL, PRIMARY KEY (a, b))");
    execute("create table w (id INTEGER PRIMARY KEY) without rowid");

    assertThat(columns(null, "t")).containsExactly("id INTEGER nullable=1 has_default=0");
    assertThat(columns(null, "two"))
        .containsExactly(
            "a INTEGER nullable=1 has_default=0", "b INTEGER nullable=0 has_default=0");
    assertThat(columns(null, "w")).containsExactly("id INTEGER nullable=0 has_default=0");
  }

  @Test
  void doesNotKnowWhetherAViewHoldsNull() throws SQLException {
    execute("create view v as select 1 as one, cast('x' as text) as x");

    assertThat(columns(null, "v"))
        .containsExactly("one  nullable=null has_default=0", "x TEXT nullable=null has_default=0");
  }

  @Test
  void looksIntoTheSchemaThatIsGiven() throws SQLException {
    execute("attach ':memory:' as \"o'ther\"");
    execute("create table main.t (a int)");
    execute("create table \"o'ther\".t (b INTEGER PRIMARY KEY)");

    assertThat(columns(null, "t")).containsExactly("a INT nullable=1 has_default=0");
    assertThat(columns("main", "t")).containsExactly("a INT nullable=1 has_default=0");
    assertThat(columns("o'ther", "t"))
        .containsExactly("b INTEGER PRIMARY KEY nullable=0 has_default=1");
    assertThat(columns("temp", "t")).isEmpty();
    assertThat(columns(null, "nothing")).isEmpty();
  }
}
