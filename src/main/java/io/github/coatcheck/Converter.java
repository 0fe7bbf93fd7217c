package io.github.coatcheck;

/**
 * Converts values of a type that Coatcheck does not support to a type that it supports, and back.
 *
 * <pre>{@code
 * @Convert(UserId.AsLong.class)
 * record UserId(long value) {
 *   static final class AsLong implements Converter<UserId, Long> {
 *     @Override
 *     public Class<Long> databaseType() {
 *       return Long.class;
 *     }
 *
 *     @Override
 *     public Long toDatabase(UserId id) {
 *       return id.value();
 *     }
 *
 *     @Override
 *     public UserId toJava(Long value) {
 *       return new UserId(value);
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>A converter has a constructor without parameters. Coatcheck never passes null to it, since
 * null is always stored as NULL. All threads share one instance. For a value that cannot be
 * converted it throws an {@link IllegalArgumentException} whose message says why, without the value
 * itself. Of any other exception, such as one of a parser, errors show only the class.
 *
 * <p>A converter may use the session that calls it, but not commit, roll back or close it. While
 * objects are read it must not insert into the table they come from: a database such as SQLite may
 * return the new rows too, without an end.
 *
 * @param <J> the type of the field
 * @param <D> the type to store: any type that a field may have without a converter
 */
public interface Converter<J, D> {
  /**
   * The type to store.
   *
   * @return its class, from which the dialect chooses the type of the column
   */
  Class<D> databaseType();

  /**
   * Converts the value of a field to the value to store.
   *
   * @param value the value of the field, never null
   * @return the value to store, never null
   */
  D toDatabase(J value);

  /**
   * Converts a stored value back.
   *
   * @param value the stored value, never null
   * @return the value of the field; null only if the type of the field is not primitive
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
