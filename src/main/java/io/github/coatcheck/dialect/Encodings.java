package io.github.coatcheck.dialect;

import java.util.List;

/**
 * The encodings of one dialect, as a list of factories. The first factory that supports a Java type
 * creates its encoding, so the factory of a dialect contains only what is different. Thread-safe.
 *
 * <p>A type keeps its encoding itself, so that an enum that nobody uses any more can be unloaded.
 */
final class Encodings extends ClassValue<Encoding> {
  /** Creates the encodings of some Java types. */
  @FunctionalInterface
  interface Factory {
    /** Creates the encoding of a boxed type; null leaves the type to the next factory. */
    Encoding create(Class<?> javaType);
  }

  /** The encodings of standard SQL. */
  static final Encodings STANDARD = of(StandardEncodings::create);

  private final List<Factory> factories;

  private Encodings(List<Factory> factories) {
    this.factories = factories;
  }

  /** Asks these factories in their order, and the common encodings last. */
  static Encodings of(Factory... factories) {
    return new Encodings(List.of(factories));
  }

  @Override
  protected Encoding computeValue(Class<?> javaType) {
    for (Factory factory : factories) {
      Encoding encoding = factory.create(javaType);
      if (encoding != null) {
        return encoding;
      }
    }
    return CommonEncodings.create(javaType);
  }
}
