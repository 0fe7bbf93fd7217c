package io.github.coatcheck;

/**
 * The superclass of all errors that Coatcheck throws. Thrown directly when a program misuses the
 * library.
 *
 * <p>Every message says what failed, where, why, and what to do.
 */
public class CoatcheckException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an error without a cause.
   *
   * @param message what failed, where, why, and what to do
   */
  public CoatcheckException(String message) {
    super(message);
  }

  /**
   * Creates an error with a cause.
   *
   * @param message what failed, where, why, and what to do
   * @param cause the underlying error, or null
   */
  public CoatcheckException(String message, Throwable cause) {
    super(message, cause);
  }
}
