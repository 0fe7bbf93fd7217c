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
   * Creates an error from an error of the driver.
   *
   * @param message what failed, where, why, and what to do
   * @param sql the text of the statement, without its values
   * @param sqlState the driver's SQLState, or null if the driver reports none
   * @param cause the error of the driver
   */
  public ConstraintViolationException(
      String message, String sql, String sqlState, Exception cause) {
    super(message, sql, sqlState, cause);
  }
}
