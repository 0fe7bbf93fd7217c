package io.github.coatcheck.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the contract does to a database of the user's own, whose names two schemas resolve. */
class OwnDatabaseTest {
  private String url;

  @BeforeEach
  void createSchemas() throws SQLException {
    url = Servers.postgresql() + "&currentSchema=mine,theirs";
    dropSchemas();
    execute("create schema mine; create schema theirs; create schema hidden");
  }

  @AfterEach
  void dropSchemas() throws SQLException {
    execute("drop schema if exists mine, theirs, hidden cascade");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private boolean exists(String table) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select to_regclass('" + table + "') is not null")) {
      return row.next() && row.getBoolean(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table mine.item (id int)",
        "create table theirs.item (id int)",
        "create table theirs.item (id int) partition by range (id)",
        "create view mine.item as select 1 as id",
        "create materialized view theirs.item as select 1 as id"
      })
  void aTableOrViewOfSomebodyElseIsRefused(String sql) throws SQLException {
    execute(sql);

    assertThatThrownBy(() -> OwnDatabase.requireEmpty(url))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessageMatching(
            "Cannot run the contract: it drops tables, and the database of COATCHECK_URL already has \\[(TABLE|VIEW) \"item\"]\\. Name a database that has none\\.");
    assertThat(exists("item")).isTrue();
  }

  @Test
  void theTablesAndViewsOfTheContractAreDropped() throws SQLException {
    OwnDatabase database = OwnDatabase.requireEmpty(url);
    execute("create table a (id int primary key); create table b (a int references a)");
    execute("create view c as select * from a");

    database.dropTables();

    assertThat(exists("a") || exists("b") || exists("c")).isFalse();
  }

  @Test
  void aTableThatNeedsTheNameOfItsSchemaStays() throws SQLException {
    execute("create table hidden.item (id int)");

    OwnDatabase.requireEmpty(url).dropTables();

    assertThat(exists("hidden.item")).isTrue();
  }
}
