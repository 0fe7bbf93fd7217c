package io.github.coatcheck;

/**
 * Thrown when the database refuses a statement. Contains the SQL, but never its values.
 *
 * <p>A program may want to catch three kinds separately, so they have subclasses: a violated
 * constraint, a transient failure, and an unknown outcome.
 */
public class DatabaseException extends CoatcheckException {
  private static final long serialVersionUID = 1L;

  /** The text of the statement that failed. */
  private final String sql;

  /** The SQLState of the failure, or null. */
  private final String sqlState;

  /**
   * Creates an error from an error of the driver.
   *
   * @param message what failed, where, why, and what to do
   * @param sql the text of the statement, without its values
   * @param sqlState the driver's SQLState, or null if the driver reports none, like that of SQLite
   * @param cause the error of the driver, without its values: it is kept as it is
   */
  public DatabaseException(String message, String sql, String sqlState, Exception cause) {
    super(cause, message);
    this.sql = sql;
    this.sqlState = sqlState;
  }

  /**
   * The statement that failed.
   *
   * @return its text, with a {@code ?} in place of each value
   */
  public final String sql() {
    return sql;
  }

  /**
   * The five-character code with which the SQL standard classifies the failure.
   *
   * @return the SQLState, or null if the driver reports none, like that of SQLite
   */
  public final String sqlState() {
    return sqlState;
  }
}
