package io.github.coatcheck;

/**
 * A statement that the database refused, with its SQL but never its values.
 *
 * <p>Three kinds that a program may want to catch have classes of their own: a violated constraint,
 * a transient failure, and an unknown outcome.
 */
public class DatabaseException extends CoatcheckException {
  private static final long serialVersionUID = 1L;

  /** The text of the statement that failed. */
  private final String sql;

  /** The code of the SQL standard for the failure, or null. */
  private final String sqlState;

  /**
   * Creates an error from the driver's.
   *
   * @param message what failed, where, why, and what to do
   * @param sql the statement, without its values
   * @param sqlState the driver's SQLState, or null where the driver gives none, as SQLite's does
   * @param cause the driver's error
   */
  public DatabaseException(String message, String sql, String sqlState, Exception cause) {
    super(message, cause);
    this.sql = sql;
    this.sqlState = sqlState;
  }

  /**
   * The statement that failed.
   *
   * @return its text, with a {@code ?} for each value
   */
  public final String sql() {
    return sql;
  }

  /**
   * The five characters by which the SQL standard classes the failure.
   *
   * @return the SQLState, or null where the driver gives none, as SQLite's does
   */
  public final String sqlState() {
    return sqlState;
  }
}
