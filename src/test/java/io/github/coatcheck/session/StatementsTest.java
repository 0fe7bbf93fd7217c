package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Column;
import io.github.coatcheck.MappingException;
import io.github.coatcheck.Table;
import io.github.coatcheck.contract.SentSql;
import io.github.coatcheck.dialect.SqliteDialect;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StatementsTest {
  @Table("users")
  record User(@Column(primaryKey = true, autoincrement = true) Long id, String name) {}

  @Test
  void ofAClassCanBePrintedWithoutADatabase() {
    assertThat(Statements.of(User.class, new SqliteDialect()))
        .hasToString(
            """
            CREATE TABLE IF NOT EXISTS "users" (
              "id" INTEGER PRIMARY KEY AUTOINCREMENT,
              "name" TEXT
            ) STRICT;
            INSERT INTO "users" ("name") VALUES (?);
            SELECT "users"."id", "users"."name" FROM "users" WHERE "users"."id" = ?;
            UPDATE "users" SET "name" = ? WHERE "users"."id" = ?;
            DELETE FROM "users" WHERE "users"."id" = ?;
            """);
  }

  @Table("visits")
  record Visit(
      @Column(primaryKey = true, autoincrement = true) Long id,
      @Column(references = User.class) Long userId,
      @Column(defaultValue = "CURRENT_TIMESTAMP") Instant at) {}

  @Test
  void areThoseThatASessionSends() {
    Statements users = Statements.of(User.class, new SqliteDialect());
    Statements visits = Statements.of(Visit.class, new SqliteDialect());
    try (Database db = Database.open("jdbc:sqlite::memory:");
        SentSql sent = SentSql.record()) {
      db.createTables(Visit.class, User.class);
      db.useTransaction(
          session -> {
            User user = session.insert(new User(null, "Ada"));
            Visit visit = session.insert(new Visit(null, user.id(), null));
            session.find(Visit.class, visit.id());
            session.update(visit);
            session.delete(visit);
          });

      assertThat(sent.statements())
          .containsExactly(
              "BEGIN IMMEDIATE",
              users.createTable(),
              visits.createTable(),
              "COMMIT",
              "BEGIN IMMEDIATE",
              users.insert(),
              visits.insert(),
              visits.find(),
              visits.update(),
              visits.delete(),
              "COMMIT");
      assertThat(db.ddl(User.class)).isEqualTo(users.createTable() + ";\n");
    }
  }

  @Table("genres")
  record Genre(@Column(primaryKey = true) String code, String name) {}

  @Test
  void bindAKeyThatTheDatabaseDoesNotMake() {
    assertThat(Statements.of(Genre.class, new SqliteDialect()).insert())
        .isEqualTo("INSERT INTO \"genres\" (\"code\", \"name\") VALUES (?, ?)");
  }

  @Table("totals")
  record Total(String name) {}

  @Test
  void ofAClassWithoutKeyAreRefused() {
    assertThatThrownBy(() -> Statements.of(Total.class, new SqliteDialect()))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessage(
            "Cannot write or find objects of %s: the class has no key by which to find their rows again. Mark one with @Column(primaryKey = true)."
                .formatted(Total.class.getName()));
  }

  record Untitled(@Column(primaryKey = true) long id) {}

  @Test
  void ofAClassWithoutTableAreRefused() {
    assertThatThrownBy(() -> Statements.of(Untitled.class, new SqliteDialect()))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessage(
            "Cannot find the table of %s: the class has no @Table. Add it, or read its objects by query(...)."
                .formatted(Untitled.class.getName()));
  }
}
