package io.github.coatcheck.jdbc;

import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.OutcomeUnknownException;
import io.github.coatcheck.TransientFailureException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.Failure;
import io.github.coatcheck.sql.Sql;
import io.github.coatcheck.sql.SqlColumn;
import io.github.coatcheck.sql.SqlGenerator;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/**
 * Converts an error of the driver into the exception that tells the caller what kind it is, without
 * the values that drivers repeat in their messages.
 */
public final class Failures {
  /** How many causes of an error are kept: drivers wrap some in others. */
  private static final int CAUSES = 5;

  private final Dialect dialect;
  private final MissingNames missingNames;

  public Failures(SqlGenerator sql) {
    this.dialect = sql.dialect();
    this.missingNames = new MissingNames(sql);
  }

  /** Returns the exception for a statement that failed. */
  public DatabaseException of(String sql, SQLException error) {
    return of(Sql.of(sql), error);
  }

  DatabaseException of(Sql statement, SQLException error) {
    String sql = statement.text();
    SQLException cause = withoutValues(sql, error);
    String state = cause.getSQLState();
    Failure kind = kind(error);
    // The whole message of the driver, since a value may stand before the name that is missing.
    String remedy = remedy(kind, statement, String.valueOf(error.getMessage()));
    String message = message(sql, cause, remedy);
    if (kind.constraint().isPresent()) {
      return new ConstraintViolationException(message, kind.constraint().get(), sql, state, cause);
    }
    return kind == Failure.TRANSIENT || kind == Failure.CONNECTION
        ? new TransientFailureException(message, sql, state, cause)
        : new DatabaseException(message, sql, state, cause);
  }

  /** Returns the exception for a COMMIT that failed, after which the outcome may be unknown. */
  DatabaseException ofCommit(SQLException error) {
    return isOutcomeKnown(error) ? of("COMMIT", error) : ofUnknown("COMMIT", error);
  }

  /** Returns the exception for a statement that failed outside of a transaction. */
  DatabaseException ofOutside(String sql, SQLException error) {
    return kind(error) == Failure.CONNECTION ? ofUnknown(sql, error) : of(sql, error);
  }

  /** Returns the exception for something that cannot be closed after the transaction has ended. */
  DatabaseException ofClose(String sql, SQLException error) {
    SQLException cause = withoutValues(sql, error);
    return new DatabaseException(
        message(sql, cause, "What was committed is stored."), sql, cause.getSQLState(), cause);
  }

  private DatabaseException ofUnknown(String sql, SQLException error) {
    SQLException cause = withoutValues(sql, error);
    String remedy = "Whether the transaction is stored is unknown: look before running it again.";
    return new OutcomeUnknownException(
        message(sql, cause, remedy), sql, cause.getSQLState(), cause);
  }

  /** Whether an error at COMMIT proves that nothing was stored. */
  boolean isOutcomeKnown(SQLException cause) {
    Failure kind = kind(cause);
    return kind == Failure.TRANSIENT || kind.constraint().isPresent();
  }

  /** Whether an error at ROLLBACK only says that the database has already rolled back. */
  boolean isTransactionOver(SQLException cause) {
    return dialect.isTransactionOver(cause.getMessage());
  }

  private Failure kind(SQLException cause) {
    return dialect.failure(
        cause.getSQLState(), cause.getErrorCode(), String.valueOf(cause.getMessage()));
  }

  private String remedy(Failure kind, Sql sql, String told) {
    return switch (kind) {
      case DUPLICATE -> generatorRemedy(sql, told).orElse(kind.remedy());
      case FOREIGN_KEY -> foreignKeyRemedy(sql.text().toUpperCase(Locale.ROOT));
      case NO_TABLE -> missingNames.tableRemedy(told);
      case NO_COLUMN -> missingNames.columnRemedy(told, sql.text());
      default -> kind.remedy();
    };
  }

  /** Tells the side on which a row is missing, where the statement can violate only one. */
  private static String foreignKeyRemedy(String sql) {
    if (sql.startsWith("INSERT INTO ")) {
      return "A row refers to one that is not there. Roll back, and insert that one first.";
    }
    if (sql.startsWith("DELETE ")) {
      return "Other rows still refer to the one that is to be deleted. Roll back, and delete those first, or declare onDelete.";
    }
    return sql.startsWith("DROP ")
        ? "Other tables still refer to the one that is to be dropped. Drop those first, or all by one call of dropTables(...)."
        : Failure.FOREIGN_KEY.remedy();
  }

  /** What to do about a generated key that a row has already; empty for any other duplicate. */
  private Optional<String> generatorRemedy(Sql insert, String told) {
    if (!insert.retrieval().hasKey()) {
      return Optional.empty();
    }
    SqlColumn key = insert.retrieval().columns().get(0);
    return dialect
        .repairGenerator(told, key.tableName(), key.storedName())
        .map(
            "The table generated a key that one of its rows has already: its generator does not notice keys that are set explicitly. Roll back, and move it on: %s"
                ::formatted);
  }

  private static String message(String sql, SQLException cause, String remedy) {
    return "The database refused a statement: %s. %s%nThe statement: %s"
        .formatted(cause.getMessage(), remedy, sql);
  }

  /** Returns what is kept of an error: state, code and stack trace, and the message in part. */
  public SQLException withoutValues(String sql, Exception error) {
    // The message of the batch itself may be the statement with its values.
    Exception first =
        error instanceof BatchUpdateException batch ? batch.getNextException() : error;
    return copy(sql, first == null ? error : first, CAUSES);
  }

  private SQLException copy(String sql, Throwable error, int causes) {
    SQLException copy =
        error instanceof SQLException e
            ? new SQLException(
                dialect.withoutValues(String.valueOf(e.getMessage()), sql),
                e.getSQLState(),
                e.getErrorCode())
            : new SQLException(error.getClass().getName());
    copy.setStackTrace(error.getStackTrace());
    for (Throwable suppressed : error.getSuppressed()) {
      copy.addSuppressed(copy(sql, suppressed, 0));
    }
    if (error.getCause() != null && causes > 0) {
      copy.initCause(copy(sql, error.getCause(), causes - 1));
    }
    return copy;
  }
}
