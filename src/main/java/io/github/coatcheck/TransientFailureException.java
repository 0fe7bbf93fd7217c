package io.github.coatcheck;

/**
 * A failure that may not happen again: a lock that another transaction holds, a deadlock, a
 * conflict, a lost connection before the commit.
 *
 * <p>Nothing of the transaction is stored. Run the whole transaction again.
 */
public final class TransientFailureException extends DatabaseException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an error from an error of the driver.
   *
   * @param message what failed, where, why, and what to do
   * @param sql the text of the statement, without its values
   * @param sqlState the driver's SQLState, or null if the driver reports none
   * @param cause the error of the driver
   */
  public TransientFailureException(String message, String sql, String sqlState, Exception cause) {
    super(message, sql, sqlState, cause);
  }
}
