package io.github.coatcheck;

/**
 * Stores values of a type that Coatcheck does not know as values of a type that it knows.
 *
 * <p>A converter has a constructor without parameters. Coatcheck never passes null to it, since
 * null is always stored as NULL. All threads share one instance. For a value that cannot be
 * converted it throws an {@link IllegalArgumentException} whose message says why, without the value
 * itself.
 *
 * @param <J> the type of the field
 * @param <D> the type that is stored: any that a field may have without a converter
 */
public interface Converter<J, D> {
  /**
   * The type that is stored.
   *
   * @return its class, by which the dialect chooses the type of the column
   */
  Class<D> databaseType();

  /**
   * Converts the value of a field to what is stored.
   *
   * @param value the value, never null
   * @return what to store, never null
   */
  D toDatabase(J value);

  /**
   * Converts a stored value back.
   *
   * @param value what the column holds, never null
   * @return the value of the field; null only where its type can be null
   */
  J toJava(D value);

  /** No converter: the default, since an annotation cannot hold null. */
  final class None implements Converter<Object, Object> {
    private None() {}

    @Override
    public Class<Object> databaseType() {
      return Object.class;
    }

    @Override
    public Object toDatabase(Object value) {
      return value;
    }

    @Override
    public Object toJava(Object value) {
      return value;
    }
  }
}
