package io.github.coatcheck;

/**
 * A row that violates a constraint of its table: a duplicate, a missing parent, a NULL.
 *
 * <p>The row is not stored. Roll back the transaction, or the nested transaction in which this
 * happened.
 */
public final class ConstraintViolationException extends DatabaseException {
  /** The kinds of constraints. */
  public enum Kind {
    /** A primary key, or a unique column: there is such a row already. */
    UNIQUE,

    /** A reference to a row that does not exist, or a row to which others refer. */
    FOREIGN_KEY,

    /** A column that has to have a value. */
    NOT_NULL,

    /** A condition of the table. */
    CHECK,

    /** Any other, or one that the driver does not tell. */
    UNKNOWN
  }

  private static final long serialVersionUID = 1L;

  /** The kind of the constraint. */
  private final Kind kind;

  /**
   * Creates an error from an error of the driver.
   *
   * @param message what failed, where, why, and what to do
   * @param kind the kind of the constraint
   * @param sql the text of the statement, without its values
   * @param sqlState the driver's SQLState, or null if the driver reports none
   * @param cause the error of the driver
   */
  public ConstraintViolationException(
      String message, Kind kind, String sql, String sqlState, Exception cause) {
    super(message, sql, sqlState, cause);
    this.kind = kind;
  }

  /**
   * Which kind of constraint forbids the row.
   *
   * @return the kind, as far as the driver tells it
   */
  public Kind kind() {
    return kind;
  }
}
