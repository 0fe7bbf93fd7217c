package io.github.coatcheck;

/**
 * A key that is not set, does not fit its field, or was not generated as expected.
 *
 * <p>No object has changed. If the row is already written, the session refuses to commit it.
 */
public final class KeyException extends CoatcheckException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an error without a cause.
   *
   * @param message what failed, where, why, and what to do
   */
  public KeyException(String message) {
    super(message);
  }

  /**
   * Creates an error with a cause.
   *
   * @param message what failed, where, why, and what to do
   * @param cause the underlying error
   */
  public KeyException(String message, Throwable cause) {
    super(message, cause);
  }
}
