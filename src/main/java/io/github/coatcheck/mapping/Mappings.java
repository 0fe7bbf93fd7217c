package io.github.coatcheck.mapping;

import io.github.coatcheck.CoatcheckException;

/** The mappings of all classes; each is read and checked at the first use of its class. */
public final class Mappings extends ClassValue<EntityMapping<?>> {
  // A mapping depends only on its class, so all databases of the program share it.
  private static final Mappings INSTANCE = new Mappings();

  private Mappings() {}

  @Override
  protected EntityMapping<?> computeValue(Class<?> type) {
    return new MappingReader<>(type).read();
  }

  /** The mapping of a class. */
  @SuppressWarnings("unchecked") // computeValue returns the mapping of its own class
  public static <T> EntityMapping<T> of(Class<T> type) {
    return (EntityMapping<T>) INSTANCE.get(type);
  }

  /** The mapping of the class of an object. */
  public static <T> EntityMapping<T> of(T entity) {
    return of(typeOf(entity));
  }

  /** The class of an object; refuses null. */
  @SuppressWarnings("unchecked") // getClass() of a T is the class of a T
  public static <T> Class<T> typeOf(T entity) {
    if (entity == null) {
      throw new CoatcheckException(
          "Cannot use null as an object: it is of no class, so it has no table. Hand in objects only.");
    }
    return (Class<T>) entity.getClass();
  }
}
