package io.github.coatcheck;

/**
 * A commit that may or may not have succeeded: the connection broke, or the database reported an
 * unusual error.
 *
 * <p>Check the tables before you run the transaction again. Otherwise, its rows may be stored
 * twice.
 */
public final class OutcomeUnknownException extends DatabaseException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an error from an error of the driver.
   *
   * @param message what failed, where, why, and what to do
   * @param sql the text of the statement, without its values
   * @param sqlState the driver's SQLState, or null if the driver reports none
   * @param cause the error of the driver
   */
  public OutcomeUnknownException(String message, String sql, String sqlState, Exception cause) {
    super(message, sql, sqlState, cause);
  }
}
