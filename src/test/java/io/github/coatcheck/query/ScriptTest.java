package io.github.coatcheck.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.OutcomeUnknownException;
import io.github.coatcheck.TransientFailureException;
import io.github.coatcheck.dialect.Failure;
import io.github.coatcheck.dialect.SqliteDialect;
import io.github.coatcheck.jdbc.ChangedDialect;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Options;
import org.junit.jupiter.api.Test;

/**
 * Scripts of which a statement fails: which it is, in what way it fails, and what ran before it.
 */
class ScriptTest {
  private static final String CREATE = "create table track (id integer primary key)";

  private static void assertFails(
      Options options, String script, Class<? extends DatabaseException> error, String... lines) {
    try (Database database = Database.open("jdbc:sqlite::memory:", options)) {
      assertThatThrownBy(() -> database.execute(script))
          .isExactlyInstanceOf(error)
          .satisfies(e -> assertThat(e.getMessage().lines()).containsExactly(lines));
    }
  }

  private static void assertFails(
      String script, Class<? extends DatabaseException> error, String... lines) {
    assertFails(Options.defaults(), script, error, lines);
  }

  private static final String NO_TABLE =
      "The database refused a statement: [SQLITE_ERROR] SQL error or missing database (no such table: track). Correct the name, or create the table, with database.createTables(...) for a class.";

  @Test
  void aStatementAloneHasNoPosition() {
    assertFails(
        "drop table track;", DatabaseException.class, NO_TABLE, "The statement: drop table track");
  }

  @Test
  void noneRanBeforeTheFirstStatement() {
    assertFails(
        "drop table track; " + CREATE,
        DatabaseException.class,
        "Statement 1 of 2: " + NO_TABLE,
        "The statement: drop table track",
        "None ran before it.");
  }

  @Test
  void anErrorWithAPositionIsOfTheKindThatItWasWithout() {
    String insert = "insert into track values (1)";

    assertFails(
        String.join(";", CREATE, insert, insert),
        ConstraintViolationException.class,
        "Statement 3 of 3: The database refused a statement: [SQLITE_CONSTRAINT_PRIMARYKEY] A PRIMARY KEY constraint failed (UNIQUE constraint failed: track.id). "
            + Failure.DUPLICATE.remedy(),
        "The statement: insert into track values (1)",
        "Those before it have run.");
    assertFails(
        ChangedDialect.with("failure", Failure.TRANSIENT),
        "select 1; drop table track",
        TransientFailureException.class,
        "Statement 2 of 2: The database refused a statement: [SQLITE_ERROR] SQL error or missing database (no such table: track). "
            + Failure.TRANSIENT.remedy(),
        "The statement: drop table track",
        "Those before it have run.");
    assertFails(
        ChangedDialect.with("failure", Failure.CONNECTION),
        "select 1; drop table track",
        OutcomeUnknownException.class,
        "Statement 2 of 2: The database refused a statement: [SQLITE_ERROR] SQL error or missing database (no such table: track). Whether the transaction is stored is unknown: look before running it again.",
        "The statement: drop table track",
        "Those before it have run.");
  }

  @Test
  void aRollbackEndsATransactionToo() {
    assertThat(new Script("begin; select 1; rollback", new SqliteDialect()).statements())
        .containsExactly("begin", "select 1", "rollback");
  }
}
