package io.github.coatcheck.mapping;

import io.github.coatcheck.Convert;
import io.github.coatcheck.Converter;
import io.github.coatcheck.MappingException;
import java.lang.reflect.InvocationTargetException;

/** The converters of the types that name one by {@code @Convert}, each created once. */
public final class Converters extends ClassValue<Converter<?, ?>> {
  private static final Converter<?, ?> NONE = create(Converter.None.class);
  private static final Converters INSTANCE = new Converters();

  private Converters() {}

  @Override
  protected Converter<?, ?> computeValue(Class<?> type) {
    // No type of Java's own names one, and to parse its other annotations takes a while.
    Convert convert = type.getClassLoader() == null ? null : type.getAnnotation(Convert.class);
    return convert == null ? NONE : create(convert.value());
  }

  /** The converter of a type; a {@link Converter.None} for a type that names none. */
  @SuppressWarnings("unchecked") // MappingReader reports a converter that is for another type
  public static Converter<Object, Object> of(Class<?> type) {
    return (Converter<Object, Object>) INSTANCE.get(type);
  }

  /** Whether a type names a converter. */
  public static boolean exist(Class<?> type) {
    return of(type) != NONE;
  }

  /** The type that a value of a type is stored as: that of its converter, if it has one. */
  public static Class<?> storedType(Class<?> type) {
    return exist(type) ? ValueTypes.boxed(of(type).databaseType()) : type;
  }

  /** Creates a converter; its constructor without parameters may have any visibility. */
  static Converter<?, ?> create(Class<? extends Converter<?, ?>> type) {
    try {
      return Members.makeAccessible(type.getDeclaredConstructor()).newInstance();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new MappingException(
          "Cannot make a %s: its constructor threw %s. Let it succeed."
              .formatted(type.getName(), e.getCause()),
          e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new MappingException(
          "Cannot make a %s: it is abstract, or has no constructor without parameters. Name a class that has one."
              .formatted(type.getName()),
          e);
    }
  }
}
