package io.github.coatcheck;

/**
 * The superclass of all errors that Coatcheck throws. Thrown directly when a program misuses the
 * library.
 *
 * <p>Every message says what failed, where, why, and what to do, but contains no values. Nor does a
 * cause: of an error that is not Coatcheck's only the class and the stack trace are kept.
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
    super(message, withoutMessage(cause));
  }

  /** Keeps a cause that is without values already. */
  CoatcheckException(Exception cause, String message) {
    super(message, cause);
  }

  /** Parsers and drivers repeat values in their messages; a {@code Throwable} is such a copy. */
  private static Throwable withoutMessage(Throwable cause) {
    if (cause == null
        || cause instanceof CoatcheckException
        || cause.getClass() == Throwable.class) {
      return cause;
    }
    Throwable trace = new Throwable(cause.getClass().getName());
    trace.setStackTrace(cause.getStackTrace());
    return trace;
  }
}
