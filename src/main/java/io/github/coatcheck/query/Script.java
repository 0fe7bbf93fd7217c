package io.github.coatcheck.query;

import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.OutcomeUnknownException;
import io.github.coatcheck.TransientFailureException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.jdbc.Transaction;
import java.util.List;

/** The statements of a text, which run in their order outside of a transaction. */
public final class Script {
  private final List<UserSql> statements;

  public Script(String text, Dialect dialect) {
    this.statements = UserSql.all(text, dialect);
    UserSql.requireStatement(text, statements);
    statements.forEach(UserSql::requireNoParameters);
    statements.forEach(UserSql::requireSafe);
    requireEndedTransaction(text);
  }

  /** Refuses a text that begins a transaction and does not end it: its work would be lost. */
  private void requireEndedTransaction(String text) {
    UserSql begin = null;
    for (UserSql statement : statements) {
      if (begin == null && statement.beginsTransaction()) {
        begin = statement;
      } else if (begin != null && statement.endsTransaction(begin)) {
        begin = null;
      }
    }
    if (begin != null) {
      throw UserSql.refusal(
          text, "it begins a transaction and does not end it. Add COMMIT, in no comment.");
    }
  }

  /** The statements, in their order. */
  public List<String> statements() {
    return statements.stream().map(UserSql::body).toList();
  }

  /** Runs all statements; after a failure those before it have run. */
  public void run(Transaction connection) {
    try {
      for (int i = 0; i < statements.size(); i++) {
        run(statements.get(i), i, connection);
      }
    } finally {
      if (statements.stream().anyMatch(UserSql::beginsTransaction)) {
        connection.rollbackOutside();
      }
    }
  }

  private void run(UserSql statement, int index, Transaction connection) {
    try {
      connection.executeOutside(statement.body());
    } catch (DatabaseException e) {
      throw statements.size() == 1 ? e : withPosition(e, index);
    }
  }

  private DatabaseException withPosition(DatabaseException e, int index) {
    String message =
        "Statement %s of %s: %s%n%s"
            .formatted(index + 1, statements.size(), e.getMessage(), whatRanBefore(index));
    if (e instanceof OutcomeUnknownException) {
      return new OutcomeUnknownException(message, e.sql(), e.sqlState(), e);
    }
    if (e instanceof ConstraintViolationException violation) {
      return new ConstraintViolationException(message, violation.kind(), e.sql(), e.sqlState(), e);
    }
    return e instanceof TransientFailureException
        ? new TransientFailureException(message, e.sql(), e.sqlState(), e)
        : new DatabaseException(message, e.sql(), e.sqlState(), e);
  }

  private String whatRanBefore(int index) {
    if (index == 0) {
      return "None ran before it.";
    }
    return statements.subList(0, index).stream().anyMatch(UserSql::beginsTransaction)
        ? "A transaction that the text began and did not end is rolled back; all else before it has run."
        : "Those before it have run.";
  }
}
