package io.github.coatcheck.dialect;

import static io.github.coatcheck.dialect.Cells.require;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The encodings of one dialect by Java type. A float is stored as a double, and an enum as a
 * string, by its name. Thread-safe.
 *
 * <p>A type keeps its encoding itself, so that an enum that nobody uses any more can be unloaded.
 */
final class Encodings extends ClassValue<Encoding> {
  static final Encodings NONE = new Encodings(Map.of());

  private final Map<Class<?>, Encoding> encodings;

  private Encodings(Map<Class<?>, Encoding> encodings) {
    this.encodings = encodings;
  }

  /** These encodings, but another one for a type. */
  Encodings with(Class<?> javaType, Encoding encoding) {
    Map<Class<?>, Encoding> all = new HashMap<>(encodings);
    all.put(javaType, encoding);
    return new Encodings(all);
  }

  /** These encodings, but a changed one for a type. */
  Encodings with(Class<?> javaType, UnaryOperator<Encoding> change) {
    return with(javaType, change.apply(get(javaType)));
  }

  @Override
  protected Encoding computeValue(Class<?> javaType) {
    if (encodings.containsKey(javaType)) {
      return encodings.get(javaType);
    }
    if (javaType == Float.class) {
      return get(Double.class).converted(Float::doubleValue, Cells::toFloat);
    }
    require(javaType.isEnum(), "no column can hold a " + javaType);
    return enumeration(javaType);
  }

  private Encoding enumeration(Class<?> javaType) {
    Map<String, Object> constants = new LinkedHashMap<>();
    for (Object constant : javaType.getEnumConstants()) {
      constants.put(((Enum<?>) constant).name(), constant);
    }
    return get(String.class)
        .converted(
            constant -> ((Enum<?>) constant).name(),
            (String name) -> {
              Object constant = constants.get(name);
              require(constant != null, "it holds none of the names " + constants.keySet());
              return constant;
            });
  }
}
