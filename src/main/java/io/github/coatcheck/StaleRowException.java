package io.github.coatcheck;

/**
 * A row that is gone, or that somebody changed after it was read, and so was not updated or
 * deleted.
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
