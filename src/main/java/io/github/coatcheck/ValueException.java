package io.github.coatcheck;

/**
 * A value that would not come back from the database as it went in, or does not fit its field.
 *
 * <p>A value that cannot be stored is refused before any SQL.
 */
public final class ValueException extends CoatcheckException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an error without a cause.
   *
   * @param message what failed, where, why, and what to do
   */
  public ValueException(String message) {
    super(message);
  }

  /**
   * Creates an error with a cause.
   *
   * @param message what failed, where, why, and what to do
   * @param cause the error underneath
   */
  public ValueException(String message, Throwable cause) {
    super(message, cause);
  }
}
