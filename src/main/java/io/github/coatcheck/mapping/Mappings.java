package io.github.coatcheck.mapping;

import io.github.coatcheck.CoatcheckException;

/** One mapping per class, read and checked when the class is first used. */
public final class Mappings extends ClassValue<EntityMapping<?>> {
  // The mapping depends on the class alone, so all databases of the program share it.
  private static final Mappings ALL = new Mappings();

  private Mappings() {}

  @Override
  protected EntityMapping<?> computeValue(Class<?> type) {
    return new MappingReader<>(type).read();
  }

  /** The mapping of a class. */
  @SuppressWarnings("unchecked") // each class is computed from itself, above
  public static <T> EntityMapping<T> of(Class<T> type) {
    return (EntityMapping<T>) ALL.get(type);
  }

  /** The mapping of the class of an object. */
  @SuppressWarnings("unchecked") // getClass() of a T is the class of a T
  public static <T> EntityMapping<T> of(T entity) {
    if (entity == null) {
      throw new CoatcheckException(
          "Cannot use null as an object: it is of no class, so it has no table. Hand in objects only.");
    }
    return of((Class<T>) entity.getClass());
  }
}
