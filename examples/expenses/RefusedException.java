package expenses;

/** Why something that the user wrote is refused. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }

  RefusedException(String message, Exception cause) {
    super(message, cause);
  }
}
