package io.github.coatcheck;

/**
 * Thrown when a class cannot be mapped to a table.
 *
 * <p>Thrown at the first use of the class. The message lists all problems of the class.
 */
public final class MappingException extends CoatcheckException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an error without a cause.
   *
   * @param message what failed, where, why, and what to do
   */
  public MappingException(String message) {
    super(message);
  }

  /**
   * Creates an error with a cause.
   *
   * @param message what failed, where, why, and what to do
   * @param cause the underlying error
   */
  public MappingException(String message, Throwable cause) {
    super(message, cause);
  }
}
