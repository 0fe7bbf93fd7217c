package io.github.coatcheck.mapping;

/** Tells what a source of values threw from what the class of the object threw. */
public final class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SourceException(Exception cause) {
    super(cause);
  }
}
