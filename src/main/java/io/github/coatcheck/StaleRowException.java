package io.github.coatcheck;

/**
 * A row that was to be changed and is not there any more, or not as it was read.
 *
 * <p>Nothing was changed. Read the row again, and decide.
 */
public final class StaleRowException extends CoatcheckException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an error without a cause.
   *
   * @param message what failed, where, why, and what to do
   */
  public StaleRowException(String message) {
    super(message);
  }

  /**
   * Creates an error with a cause.
   *
   * @param message what failed, where, why, and what to do
   * @param cause the error underneath
   */
  public StaleRowException(String message, Throwable cause) {
    super(message, cause);
  }
}
