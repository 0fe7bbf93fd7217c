package io.github.coatcheck.dialect;

import static io.github.coatcheck.dialect.SqliteCells.TOO_WIDE;
import static io.github.coatcheck.dialect.SqliteCells.require;
import static io.github.coatcheck.dialect.SqliteCells.text;
import static io.github.coatcheck.dialect.SqliteCells.toLong;
import static io.github.coatcheck.dialect.SqliteCells.toText;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** How Java values stand in SQLite, which knows integers, reals, texts and blobs only. */
final class SqliteEncodings {
  private static final Map<Class<?>, Encoding> ENCODINGS = new ConcurrentHashMap<>();

  private SqliteEncodings() {}

  static Encoding of(Class<?> javaType) {
    return ENCODINGS.computeIfAbsent(javaType, SqliteEncodings::encoding);
  }

  /** Made when the type is first used, since most programs use few. */
  private static Encoding encoding(Class<?> javaType) {
    if (javaType.isEnum()) {
      return enumeration(javaType);
    }
    return switch (javaType.getSimpleName()) {
      case "Byte" -> integer(Byte.class, Long::byteValue);
      case "Short" -> integer(Short.class, Long::shortValue);
      case "Integer" -> integer(Integer.class, Long::intValue);
      case "Long" -> new Encoding("INTEGER", Function.identity(), SqliteCells::toLong);
      case "Float" -> real(Float.class, SqliteCells::toFloat);
      case "Double" -> real(Double.class, SqliteCells::toDouble);
      case "Boolean" ->
          Encoding.of(Boolean.class, "INTEGER", b -> b ? 1L : 0L, SqliteCells::toBoolean);
      case "byte[]" -> new Encoding("BLOB", Function.identity(), SqliteCells::toBytes);
      case "String" ->
          Encoding.of(String.class, "TEXT", SqliteEncodings::checkText, SqliteCells::toText);
      case "UUID" -> text(UUID.class, UUID::fromString);
      case "BigDecimal" -> new Encoding("TEXT", Object::toString, SqliteCells::toDecimal);
      case "BigInteger" -> new Encoding("TEXT", Object::toString, SqliteCells::toBigInteger);
      default -> SqliteTimes.of(javaType);
    };
  }

  private static Encoding enumeration(Class<?> javaType) {
    Map<String, Object> constants = new LinkedHashMap<>();
    for (Object constant : javaType.getEnumConstants()) {
      constants.put(((Enum<?>) constant).name(), constant);
    }
    return new Encoding(
        "TEXT",
        constant -> ((Enum<?>) constant).name(),
        cell -> {
          Object constant = constants.get(toText(cell));
          require(constant != null, "it holds none of the names " + constants.keySet());
          return constant;
        });
  }

  private static <J extends Number> Encoding integer(Class<J> javaType, Function<Long, J> narrow) {
    return Encoding.of(
        javaType,
        "INTEGER",
        Number::longValue,
        cell -> {
          Long number = toLong(cell);
          J narrowed = narrow.apply(number);
          require(narrowed.longValue() == number, TOO_WIDE);
          return narrowed;
        });
  }

  private static <J extends Number> Encoding real(Class<J> javaType, Function<Object, J> toJava) {
    return Encoding.of(javaType, "REAL", number -> checkReal(number.doubleValue()), toJava);
  }

  private static Double checkReal(double number) {
    // https://www.sqlite.org/c3ref/bind_blob.html: NaN is bound as NULL.
    require(
        !Double.isNaN(number),
        "SQLite would make NULL of NaN; store null instead, in a property that may be null");
    // https://www.sqlite.org/datatype3.html#storage_classes_and_datatypes: a REAL column stores
    // small integers, and so -0.0, as integers, which have no sign of zero.
    require(
        number != 0 || 1 / number > 0,
        "SQLite would make 0.0 of -0.0; add 0.0 to it, which does the same");
    return number;
  }

  private static String checkText(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        require(
            Character.charCount(text.codePointAt(i)) == 2,
            "it has half of a surrogate pair, of which UTF-8 would make a ?");
        i++;
      }
    }
    return text;
  }
}
