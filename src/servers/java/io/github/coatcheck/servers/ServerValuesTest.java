package io.github.coatcheck.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Values that servers hold and Java does not, and types that only one of them has. */
class ServerValuesTest {
  private static void assertUnreadable(Session session, Class<?> type, String expression) {
    assertThatThrownBy(() -> session.query(type, "select " + expression))
        .as(expression)
        .isExactlyInstanceOf(ValueException.class);
  }

  @Test
  void timesOfPostgresqlThatDoNotExistAreRefused() {
    for (String url : List.of(Servers.postgresql(), Servers.url("COATCHECK_POSTGRESQL18"))) {
      try (Database database = Database.open(url);
          Session session = database.openSession()) {
        assertUnreadable(session, LocalTime.class, "time '24:00'");
        assertUnreadable(session, LocalDate.class, "date 'infinity'");
        assertUnreadable(session, LocalDateTime.class, "timestamp '-infinity'");
        assertUnreadable(session, Instant.class, "timestamptz 'infinity'");
        assertUnreadable(session, LocalDate.class, "date '0044-03-15 BC'");
        assertThat(session.query(LocalTime.class, "select time '23:59:59.999999'"))
            .containsExactly(LocalTime.of(23, 59, 59, 999_999_000));
      }
    }
  }

  @Test
  void anIntIsBoundAsOneForFunctionsOfPostgresql() {
    try (Database database = Database.open(Servers.postgresql());
        Session session = database.openSession()) {
      assertThat(session.query(String.class, "select left('abcdef', ?)", 2)).containsExactly("ab");
      assertThat(session.query(LocalDate.class, "select date '2024-02-28' + ?", 1))
          .containsExactly(LocalDate.of(2024, 2, 29));
    }
  }

  @Table
  record Odd(@Column(primaryKey = true) int id, LocalTime clock, LocalDate day, LocalDateTime at) {}

  @Test
  void timesOfMariadbThatDoNotExistAreRefused() {
    for (String url : List.of(Servers.mariadb(), Servers.mysql())) {
      try (Database database = Database.open(url);
          Session session = database.openSession()) {
        database.dropTables(Odd.class);
        database.createTables(Odd.class);
        session.execute("set sql_mode = ''");
        for (String values :
            List.of(
                "'30:00:00', null, null",
                "'-01:00:00', null, null",
                "'24:00:00', null, null",
                "null, '0000-00-00', null",
                "null, '2024-00-01', null",
                "null, null, '0000-00-00 00:00:00'",
                "null, null, '2024-02-00 10:00:00'")) {
          session.execute("insert into odd values (1, " + values + ")");
          assertThatThrownBy(() -> session.list(Odd.class))
              .as(values)
              .isExactlyInstanceOf(ValueException.class)
              .hasMessageContaining("it holds a text of the form ")
              .hasMessageEndingWith("The key of the row: 1.");
          session.rollback();
          session.execute("set sql_mode = ''");
        }
      }
    }
  }

  @Test
  void zeroDatesOfMariadbAreNoNulls() {
    for (String url : List.of(Servers.mariadb(), Servers.mysql())) {
      try (Database database = Database.open(url);
          Session session = database.openSession()) {
        database.dropTables(Odd.class);
        database.createTables(Odd.class);
        for (String column : List.of("day", "at")) {
          for (Class<?> type :
              List.of(Long.class, Integer.class, Double.class, Boolean.class, BigDecimal.class)) {
            session.execute("set sql_mode = ''");
            session.execute(
                "insert into odd values (1, null, '0000-00-00', '0000-00-00 00:00:00')");
            String select = "select " + column + " from odd";
            assertThatThrownBy(() -> session.query(type, select))
                .as("%s as %s", column, type)
                .isInstanceOf(CoatcheckException.class);
            session.rollback();
          }
          session.execute("set sql_mode = ''");
          session.execute("insert into odd values (1, null, '0000-00-00', '0000-00-00 00:00:00')");
          assertThat(session.query(String.class, "select " + column + " from odd"))
              .singleElement()
              .asString()
              .startsWith("0000-00-00");
          session.rollback();
        }
      }
    }
  }

  @Table
  record Small(
      @Column(primaryKey = true) int id, Integer number, Boolean truth, Boolean bit, UUID code) {}

  private record SmallTruth(Boolean number) {}

  @Test
  void smallTypesOfMariadbKeepTheirValues() {
    UUID code = UUID.fromString("0a1b2c3d-0000-4000-8000-00000000abcd");
    for (String url : List.of(Servers.mariadb(), Servers.mysql())) {
      try (Database database = Database.open(url);
          Session session = database.openSession()) {
        database.dropTables(Small.class);
        database.execute(
            "create table small (id int primary key, number tinyint(1), truth tinyint(1), bit bit(1), code uuid)");
        assertThat(database.validate(Small.class).toList()).isEmpty();
        Small small = new Small(1, 3, true, false, code);
        session.insert(small);

        assertThat(session.list(Small.class)).containsExactly(small);
        assertThatThrownBy(() -> session.query(SmallTruth.class, "select number from small"))
            .isExactlyInstanceOf(ValueException.class)
            .hasMessageContaining("it holds neither 0 nor 1");
      }
    }
  }

  @Table
  record Pathed(@Column(primaryKey = true, autoincrement = true) Long id, String name) {}

  @Test
  void aTableOfTheSecondSchemaOfTheSearchPathIsFound() {
    String url = Servers.postgresql() + "&currentSchema=pathed_one,pathed_two";
    try (Database setup = Database.open(Servers.postgresql())) {
      setup.execute(
          "drop schema if exists pathed_one cascade; drop schema if exists pathed_two cascade; create schema pathed_one; create schema pathed_two");
      setup.execute(
          "create table pathed_two.pathed (id bigint generated by default as identity primary key, name text)");
      try (Database database = Database.open(url);
          Session session = database.openSession()) {
        assertThat(database.validate(Pathed.class).toList()).isEmpty();
        assertThat(session.insert(new Pathed(null, "found")).id).isEqualTo(1);
        assertThat(session.insertAll(List.of(new Pathed(null, "a"), new Pathed(null, "b"))))
            .extracting(Pathed::id)
            .containsExactly(2L, 3L);
      }
      setup.execute("drop schema pathed_one cascade; drop schema pathed_two cascade");
    }
  }
}
