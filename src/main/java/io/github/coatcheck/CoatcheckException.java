package io.github.coatcheck;

/**
 * The root of all errors that Coatcheck throws; thrown itself where the library is used wrongly.
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
   * @param cause the error underneath, or null
   */
  public CoatcheckException(String message, Throwable cause) {
    super(message, cause);
  }
}
