package io.github.coatcheck.dialect;

import static io.github.coatcheck.dialect.Cells.require;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * The encodings that every database supports: integers, floating-point numbers, texts and blobs.
 * The column types are those of SQLite.
 */
final class CommonEncodings {
  private CommonEncodings() {}

  /** Creates the encoding of any type that a column can hold. */
  static Encoding create(Class<?> javaType) {
    if (javaType == Byte.class) {
      return integer(Byte.class, Long::byteValue);
    }
    if (javaType == Short.class) {
      return integer(Short.class, Long::shortValue);
    }
    if (javaType == Integer.class) {
      return integer(Integer.class, Long::intValue);
    }
    if (javaType == Long.class) {
      return new Encoding("INTEGER", Function.identity(), Cells::toLong);
    }
    if (javaType == Float.class) {
      return Encoding.of(Float.class, "REAL", Float::doubleValue, Cells::toFloat);
    }
    if (javaType == Double.class) {
      return new Encoding("REAL", Function.identity(), Cells::toDouble);
    }
    if (javaType == Boolean.class) {
      return new Encoding("BOOLEAN", Function.identity(), Cells::toBoolean);
    }
    if (javaType == byte[].class) {
      return new Encoding("BLOB", Function.identity(), Cells::toBytes);
    }
    if (javaType == String.class) {
      return new Encoding("TEXT", CommonEncodings::checkSurrogates, Cells::toText);
    }
    if (javaType == UUID.class) {
      return Cells.text(
          UUID.class,
          Object::toString,
          CommonEncodings::parseUuid,
          "99999999-9999-9999-9999-999999999999 in lower case");
    }
    if (javaType == BigDecimal.class) {
      return new Encoding("NUMERIC", Function.identity(), Cells::toDecimal);
    }
    return javaType.isEnum() ? enumeration(javaType) : Times.text(javaType);
  }

  /** Whether values of a type are stored as texts of any length. */
  static boolean isText(Class<?> javaType) {
    return javaType == String.class || javaType.isEnum();
  }

  /** Whether values of a type are floating-point numbers. */
  static boolean isReal(Class<?> javaType) {
    return javaType == Float.class || javaType == Double.class;
  }

  private static <J extends Number> Encoding integer(Class<J> javaType, Function<Long, J> narrow) {
    return Encoding.of(
        javaType,
        "INTEGER",
        Number::intValue,
        cell -> {
          Long number = Cells.toLong(cell);
          J narrowed = narrow.apply(number);
          require(narrowed.longValue() == number, Cells.DOES_NOT_FIT);
          return narrowed;
        });
  }

  private static UUID parseUuid(String text) {
    UUID uuid = UUID.fromString(text);
    require(uuid.toString().equals(text), "it is not in lower case, or has not all digits");
    return uuid;
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
          Object constant = constants.get(Cells.toText(cell));
          require(constant != null, "it holds none of the names " + constants.keySet());
          return constant;
        });
  }

  private static Object checkSurrogates(Object value) {
    String text = (String) value;
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

  /** Refuses -0.0, which some databases would store as 0.0. */
  static void checkSign(Object number, String database) {
    double real = ((Number) number).doubleValue();
    require(
        real != 0 || 1 / real > 0,
        database + " would make 0.0 of -0.0; add 0.0 to it, which does the same");
  }
}
