package io.github.coatcheck;

/**
 * A commit that may or may not have succeeded: the connection broke, or the database reported an
 * unusual error.
 *
 * <p>Look at the tables before running the transaction again: doing so blindly may store its rows
 * twice.
 */
public final class OutcomeUnknownException extends DatabaseException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an error from the driver's.
   *
   * @param message what failed, where, why, and what to do
   * @param sql the statement, without its values
   * @param sqlState the driver's SQLState, or null where the driver gives none
   * @param cause the driver's error
   */
  public OutcomeUnknownException(String message, String sql, String sqlState, Exception cause) {
    super(message, sql, sqlState, cause);
  }
}
