package io.github.coatcheck;

/**
 * A class that cannot be mapped to a table.
 *
 * <p>Thrown when the class is first used; the message names all of its problems.
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
   * @param cause the error underneath
   */
  public MappingException(String message, Throwable cause) {
    super(message, cause);
  }
}
