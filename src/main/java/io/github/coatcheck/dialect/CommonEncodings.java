package io.github.coatcheck.dialect;

import static io.github.coatcheck.dialect.Cells.require;

import java.math.BigDecimal;
import java.util.UUID;
import java.util.function.Function;

/**
 * The encodings that every database supports: integers, floating-point numbers, texts and blobs.
 * The column types are those of SQLite.
 */
final class CommonEncodings {
  private CommonEncodings() {}

  /** Creates the encoding of any type that a column can hold, except floats and enums. */
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
    if (javaType == Double.class) {
      return new Encoding("REAL", Function.identity(), Cells::toDouble);
    }
    if (javaType == BigDecimal.class) {
      return new Encoding("NUMERIC", Function.identity(), Cells::toDecimal);
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
    return javaType == UUID.class ? uuid() : Times.text(javaType);
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

  private static Encoding uuid() {
    return Cells.text(
        UUID.class,
        UUID::toString,
        text -> {
          UUID uuid = UUID.fromString(text);
          require(uuid.toString().equals(text), "form");
          return uuid;
        },
        "99999999-9999-9999-9999-999999999999 in lower case");
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
