package io.github.coatcheck;

/**
 * Thrown when the database would not return a value exactly as it was stored, or when a value that
 * was read does not fit its field.
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
   * @param cause the underlying error
   */
  public ValueException(String message, Throwable cause) {
    super(message, cause);
  }
}
