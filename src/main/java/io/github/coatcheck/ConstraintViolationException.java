package io.github.coatcheck;

/**
 * A row that violates a constraint of its table: a duplicate, a missing parent, a NULL.
 *
 * <p>The row is not stored. Roll back the transaction, or the nested transaction in which this
 * happened.
 */
public final class ConstraintViolationException extends DatabaseException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an error from the driver's.
   *
   * @param message what failed, where, why, and what to do
   * @param sql the statement, without its values
   * @param sqlState the driver's SQLState, or null where the driver gives none
   * @param cause the driver's error
   */
  public ConstraintViolationException(
      String message, String sql, String sqlState, Exception cause) {
    super(message, sql, sqlState, cause);
  }
}
