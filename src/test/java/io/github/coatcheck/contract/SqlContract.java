package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Session;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SQL that the user writes runs as it is meant, or is refused. */
public abstract class SqlContract extends DatabaseContract {
  @Table("remark")
  record Remark(@Column(primaryKey = true, autoincrement = true) Long id, String text) {}

  @Table("scripted")
  record Scripted(@Column(primaryKey = true) int id) {}

  @BeforeEach
  void createTable() {
    create(Remark.class);
    database().dropTables(Scripted.class);
  }

  private String table() {
    return product().given("remark");
  }

  private List<Remark> remarks() {
    return database().inTransaction(session -> session.list(Remark.class, "order by id"));
  }

  @ParameterizedTest
  @CsvSource({
    "begin, Leave it out: the first statement of a session begins its transaction.",
    "START TRANSACTION, Leave it out: the first statement of a session begins its transaction.",
    "commit, Call session.commit().",
    "/* x */ END, Call session.commit().",
    "; ; Commit;, Call session.commit().",
    "rollback, Call session.rollback().",
    "rollback to savepoint a, Call session.rollback().",
    "savepoint a, Call session.inTransaction(...).",
    "release savepoint a, Call session.inTransaction(...)."
  })
  void aSessionRefusesToEndItsTransactionBySql(String text, String remedy) {
    try (Session session = database().openSession()) {
      session.insert(new Remark(null, "first"));
      for (int form = 0; form < 2; form++) {
        boolean query = form == 0;
        assertThatThrownBy(
                () -> {
                  if (query) {
                    session.query(Long.class, text);
                  } else {
                    session.execute(text);
                  }
                })
            .isExactlyInstanceOf(CoatcheckException.class)
            .hasMessageStartingWith("Cannot run \"")
            .hasMessageContaining(remedy);
      }
      session.insert(new Remark(null, "second"));
      session.rollback();
    }
    assertThat(remarks()).isEmpty();
  }

  @Test
  void ddlIsRolledBackWithItsSessionOrRefused() {
    String create = "create table %s (id int)".formatted(product().given("scripted"));
    try (Session session = database().openSession()) {
      session.insert(new Remark(null, "first"));
      if (product().hasTransactionalDdl()) {
        session.execute(create);
      } else {
        for (String text : List.of(create, "truncate table " + table(), "lock tables a read")) {
          assertThatThrownBy(() -> session.execute(text))
              .isExactlyInstanceOf(CoatcheckException.class)
              .hasMessage(
                  "Cannot run \"%s\" in a session: this database may commit the transaction when it runs such a statement. Run it by database.execute(...), or by connection().",
                  text);
        }
        assertThatThrownBy(() -> session.execute("set autocommit = 1"))
            .isExactlyInstanceOf(CoatcheckException.class);
      }
      session.rollback();
    }
    assertThat(remarks()).isEmpty();
    database().execute(create);
    assertThat(database().<Long, RuntimeException>inTransaction(s -> s.count(Scripted.class)))
        .isZero();
  }

  @Test
  void aSecondStatementIsRefusedInASession() {
    try (Session session = database().openSession()) {
      String two =
          "update %1$s set text = 'z'; insert into %1$s (text) values (?)".formatted(table());
      assertThatThrownBy(() -> session.execute(two, "c"))
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessageContaining("it is more than one statement");
      assertThatThrownBy(() -> session.list(Remark.class, "order by id; delete from " + table()))
          .isExactlyInstanceOf(CoatcheckException.class);
      session.insert(new Remark(null, "kept"));
      session.commit();
    }
    assertThat(remarks()).extracting(Remark::text).containsExactly("kept");
  }

  @Test
  void aSemicolonOrACommentAtTheEndOfATailIsFine() {
    try (Session session = database().openSession()) {
      session.insertAll(List.of(new Remark(null, "a"), new Remark(null, "b?")));
      for (String tail :
          List.of("where id > 0;", "where id > 0 -- all", "where id > 0 /* ? */ ; -- all")) {
        assertThat(session.count(Remark.class, tail)).as(tail).isEqualTo(2);
        assertThat(session.list(Remark.class, tail)).hasSize(2);
        assertThat(session.exists(Remark.class, tail)).isTrue();
        assertThat(session.first(Remark.class, tail)).isPresent();
        assertThat(session.stream(Remark.class, tail)).hasSize(2);
      }
      assertThat(session.count(Remark.class, "where text = 'b?' and id > ?", 0)).isOne();
    }
  }

  @Test
  void anExecutedScriptRunsAllItsStatements() {
    database()
        .execute(
            """
            -- the first; statement
            create table %1$s (id int);
            insert into %1$s values (1); insert into %2$s (text) values ('a;b');
            """
                .formatted(product().given("scripted"), table()));

    assertThat(remarks()).extracting(Remark::text).containsExactly("a;b");
    assertThat(database().<Long, RuntimeException>inTransaction(s -> s.count(Scripted.class)))
        .isOne();
  }

  @Test
  void aScriptThatFailsNamesTheStatementAndKeepsThoseBeforeIt() {
    String insert = "insert into %s (text) values ('before')".formatted(table());

    assertThatThrownBy(
            () -> database().execute(insert + "; insert into nowhere values (1); " + insert))
        .isInstanceOf(DatabaseException.class)
        .hasMessageStartingWith("Statement 2 of 3: ")
        .hasMessageEndingWith("Those before it have run.");

    assertThat(remarks()).extracting(Remark::text).containsExactly("before");
  }

  @Test
  void aScriptThatFailsWithinItsTransactionLeavesNothingOfIt() {
    String begin = product().beginsTransactionsBySql() ? "begin; " : "";
    String end = product().beginsTransactionsBySql() ? "; commit" : "";
    String insert = "insert into %s (text) values ('one')".formatted(table());

    assertThatThrownBy(
            () -> database().execute(begin + insert + "; insert into nowhere values (1)" + end))
        .isInstanceOf(DatabaseException.class)
        .hasMessageEndingWith(
            product().beginsTransactionsBySql()
                ? "A transaction that the text began and did not end is rolled back; all else before it has run."
                : "Those before it have run.");
    assertThat(remarks()).hasSize(product().beginsTransactionsBySql() ? 0 : 1);

    database().execute("delete from " + table() + ";" + begin + insert + end);
    assertThat(remarks()).extracting(Remark::text).containsExactly("one");
  }
}
