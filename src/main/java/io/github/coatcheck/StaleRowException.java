package io.github.coatcheck;

/**
 * A row that is gone, or that somebody changed after it was read, and so was not updated or
 * deleted.
 *
 * <p>The statement changed nothing. Read the row again, then decide what to do.
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
   * @param cause the underlying error
   */
  public StaleRowException(String message, Throwable cause) {
    super(message, cause);
  }
}
