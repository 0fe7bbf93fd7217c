package io.github.coatcheck.dialect;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The encodings of one dialect: a list of factories, of which the first that knows a Java type
 * creates its encoding. So a dialect says only what is different, and leaves the rest to the
 * factories behind its own.
 */
final class Encodings {
  /** Creates the encodings of some Java types. */
  @FunctionalInterface
  interface Factory {
    /** The encoding of a boxed type, or null for a type that is left to another factory. */
    Encoding create(Class<?> javaType);
  }

  /** In the types of standard SQL. */
  static final Encodings STANDARD = of(StandardEncodings::create);

  private final List<Factory> factories;

  /** Filled when a type is first used, since most programs use few. */
  private final Map<Class<?>, Encoding> known = new ConcurrentHashMap<>();

  private Encodings(List<Factory> factories) {
    this.factories = factories;
  }

  /** Those of a dialect's own factories, before those that every database can hold. */
  static Encodings of(Factory... factories) {
    return new Encodings(List.of(factories));
  }

  Encoding get(Class<?> javaType) {
    return known.computeIfAbsent(javaType, this::create);
  }

  private Encoding create(Class<?> javaType) {
    for (Factory factory : factories) {
      Encoding encoding = factory.create(javaType);
      if (encoding != null) {
        return encoding;
      }
    }
    return CommonEncodings.create(javaType);
  }
}
