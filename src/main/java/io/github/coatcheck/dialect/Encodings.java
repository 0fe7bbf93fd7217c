package io.github.coatcheck.dialect;

import static io.github.coatcheck.dialect.Cells.require;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The encodings of one dialect: common ones, and what the database does differently. A float is
 * stored as a double, and an enum as a string, by its name. Thread-safe.
 *
 * <p>A type keeps its encoding itself, so that an enum that nobody uses any more can be unloaded.
 * No encoding is created before it is asked for: the classes of unused ones take time to load.
 */
final class Encodings extends ClassValue<Encoding> {
  private final Function<Class<?>, Encoding> common;
  private final Map<Class<?>, UnaryOperator<Encoding>> changes;

  Encodings(Function<Class<?>, Encoding> common) {
    this(common, Map.of());
  }

  private Encodings(
      Function<Class<?>, Encoding> common, Map<Class<?>, UnaryOperator<Encoding>> changes) {
    this.common = common;
    this.changes = changes;
  }

  /** These encodings, but another one for a type, made from the common one. */
  Encodings with(Class<?> javaType, UnaryOperator<Encoding> change) {
    Map<Class<?>, UnaryOperator<Encoding>> all = new HashMap<>(changes);
    all.put(javaType, change);
    return new Encodings(common, all);
  }

  @Override
  protected Encoding computeValue(Class<?> javaType) {
    if (javaType == Float.class) {
      return get(Double.class).converted(Float::doubleValue, Cells::toFloat);
    }
    return javaType.isEnum()
        ? enumeration(javaType)
        : changes.getOrDefault(javaType, UnaryOperator.identity()).apply(common.apply(javaType));
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
              require(
                  constant != null,
                  "it holds a text that is none of the names " + constants.keySet());
              return constant;
            });
  }
}
