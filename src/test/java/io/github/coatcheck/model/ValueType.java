package io.github.coatcheck.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * A type of the columns, with values to store. The values are different in every collation, and
 * every database stores them exactly.
 */
@SuppressWarnings("ImmutableEnumChecker") // functions and lists of values that do not change
enum ValueType {
  BYTE("Byte", "byte", "7", n -> (byte) n, Byte.MIN_VALUE, Byte.MAX_VALUE, (byte) 0),
  SHORT("Short", "short", "7", n -> (short) n, Short.MIN_VALUE, Short.MAX_VALUE, (short) 0),
  INTEGER("Integer", "int", "7", n -> n, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, 1),
  LONG("Long", "long", "7", n -> (long) n, Long.MIN_VALUE, Long.MAX_VALUE, 0L, 1L << 53),
  CODE("Code", "", "7", n -> new Code(n), new Code(0), new Code(Long.MIN_VALUE)),
  STRING("String", "", "'7'", n -> "" + n, "", "zwölf Äpfel", "' \" \\ ? :name -- 日本"),
  SHADE("Shade", "", "'DARK'", null, Shade.LIGHT, Shade.DARK),
  UUID_("UUID", "", "", n -> new UUID(n, -n), new UUID(0, 0), new UUID(-1, -1)),
  DATE("LocalDate", "", "", n -> LocalDate.ofEpochDay(n), LocalDate.of(2024, 2, 29)),
  BOOLEAN("Boolean", "boolean", "", null, true, false),
  FLOAT("Float", "float", "", null, 0f, 1.1f, -Float.MAX_VALUE),
  DOUBLE("Double", "double", "", null, 0.0, 0.1, -1e300),
  DECIMAL("BigDecimal", "", "", null, decimal("0.00"), decimal("9.90"), decimal("-123456.78")),
  BYTES("byte[]", "", "", null, new byte[0], new byte[] {0}, new byte[] {1, 39, -1}),
  TIME("LocalTime", "", "", null, LocalTime.MIDNIGHT, LocalTime.of(23, 59, 59, 999_999_000)),
  TIMESTAMP("LocalDateTime", "", "", null, LocalDateTime.of(2024, 2, 29, 23, 59, 59, 123_456_000)),
  INSTANT("Instant", "", "", null, Instant.EPOCH, Instant.parse("2038-01-20T03:14:08.000001Z"));

  static final List<ValueType> INTEGERS = List.of(SHORT, INTEGER, LONG);

  private final String source;
  private final String primitive;
  private final String defaultLiteral;
  private final IntFunction<Object> numbered;
  private final List<Object> samples;

  ValueType(
      String source,
      String primitive,
      String defaultLiteral,
      IntFunction<Object> numbered,
      Object... samples) {
    this.source = source;
    this.primitive = primitive;
    this.defaultLiteral = defaultLiteral;
    this.numbered = numbered;
    this.samples = List.of(samples);
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  String source() {
    return source;
  }

  /** The primitive type, if there is one. */
  Optional<String> primitive() {
    return Optional.of(primitive).filter(name -> !name.isEmpty());
  }

  List<Object> samples() {
    return samples;
  }

  /** Whether it has enough values for a key or a unique column. */
  boolean identifies() {
    return numbered != null;
  }

  /** A value for a number, in a type that {@link #identifies}. */
  Object numbered(int number) {
    return numbered.apply(number);
  }

  /** The default of a column as SQL; it is the value with the number 7, or DARK. */
  Optional<String> defaultLiteral() {
    return Optional.of(defaultLiteral).filter(literal -> !literal.isEmpty());
  }

  Object defaultValue() {
    return this == SHADE ? Shade.DARK : numbered(7);
  }
}
