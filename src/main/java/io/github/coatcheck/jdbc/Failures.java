package io.github.coatcheck.jdbc;

import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.OutcomeUnknownException;
import io.github.coatcheck.TransientFailureException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.Failure;
import java.sql.SQLException;

/** Converts an error of the driver into the exception that tells the caller what kind it is. */
public final class Failures {
  private final Dialect dialect;

  public Failures(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Returns the exception for a statement that failed. */
  public DatabaseException of(String sql, SQLException cause) {
    String state = cause.getSQLState();
    Failure kind = kind(cause);
    String message = message(sql, cause, kind.remedy());
    if (kind == Failure.CONSTRAINT) {
      return new ConstraintViolationException(message, sql, state, cause);
    }
    return kind == Failure.TRANSIENT
        ? new TransientFailureException(message, sql, state, cause)
        : new DatabaseException(message, sql, state, cause);
  }

  /** Returns the exception for a COMMIT that failed, after which the outcome may be unknown. */
  DatabaseException ofCommit(SQLException cause) {
    return isOutcomeKnown(cause)
        ? of("COMMIT", cause)
        : new OutcomeUnknownException(
            message(
                "COMMIT",
                cause,
                "Whether the transaction is stored is unknown: look before running it again."),
            "COMMIT",
            cause.getSQLState(),
            cause);
  }

  /** Whether an error at COMMIT proves that nothing was stored. */
  boolean isOutcomeKnown(SQLException cause) {
    return kind(cause) != Failure.OTHER;
  }

  /** Whether an error at ROLLBACK only says that the database has already rolled back. */
  boolean isTransactionOver(SQLException cause) {
    return dialect.isTransactionOver(cause.getMessage());
  }

  private Failure kind(SQLException cause) {
    return dialect.failure(cause.getSQLState(), cause.getErrorCode());
  }

  private static String message(String sql, SQLException cause, String remedy) {
    return "The database refused a statement: %s. %s%nThe statement: %s"
        .formatted(cause.getMessage(), remedy, sql);
  }
}
