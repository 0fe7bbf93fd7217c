package io.github.coatcheck.dialect;

import static io.github.coatcheck.dialect.SqliteCells.TOO_WIDE;
import static io.github.coatcheck.dialect.SqliteCells.require;
import static io.github.coatcheck.dialect.SqliteCells.text;
import static io.github.coatcheck.dialect.SqliteCells.toLong;
import static io.github.coatcheck.dialect.SqliteCells.toText;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongFunction;

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
      case "Byte" -> integer(Byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE, n -> (byte) n);
      case "Short" -> integer(Short.class, Short.MIN_VALUE, Short.MAX_VALUE, n -> (short) n);
      case "Integer" -> integer(Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE, n -> (int) n);
      case "Long" -> Encoding.of(Long.class, "INTEGER", number -> number, SqliteCells::toLong);
      case "Float" -> real(Float.class, SqliteCells::toFloat);
      case "Double" -> real(Double.class, SqliteCells::toDouble);
      case "Boolean" ->
          Encoding.of(Boolean.class, "INTEGER", b -> b ? 1L : 0L, SqliteCells::toBoolean);
      case "byte[]" -> Encoding.of(byte[].class, "BLOB", bytes -> bytes, SqliteCells::toBytes);
      case "String" ->
          Encoding.of(String.class, "TEXT", SqliteEncodings::checkText, SqliteCells::toText);
      case "UUID" -> text(UUID.class, UUID::toString, UUID::fromString);
      case "BigDecimal" ->
          Encoding.of(BigDecimal.class, "TEXT", BigDecimal::toString, SqliteCells::toDecimal);
      case "BigInteger" ->
          Encoding.of(BigInteger.class, "TEXT", BigInteger::toString, SqliteCells::toBigInteger);
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

  private static <J extends Number> Encoding integer(
      Class<J> javaType, long least, long greatest, LongFunction<J> narrow) {
    return Encoding.of(
        javaType,
        "INTEGER",
        Number::longValue,
        cell -> {
          long number = toLong(cell);
          require(number >= least && number <= greatest, TOO_WIDE);
          return narrow.apply(number);
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
