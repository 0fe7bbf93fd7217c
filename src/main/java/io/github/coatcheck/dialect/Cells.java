package io.github.coatcheck.dialect;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.Temporal;
import java.util.function.Function;

/**
 * Converts cells of a row, whatever the type of their column.
 *
 * <p>Cells are read by {@code getObject}, which returns what is really there: on SQLite an integer
 * column may hold a text, of which {@code getLong} would make 0.
 */
final class Cells {
  static final String DOES_NOT_FIT = "it holds a number that does not fit";

  private Cells() {}

  /** An encoding of values as the texts that {@code toString} returns. */
  static <J> Encoding text(Class<J> javaType, Function<String, J> parse) {
    return text(javaType, Object::toString, parse);
  }

  /** An encoding of values as texts. */
  static <J> Encoding text(
      Class<J> javaType, Function<J, Object> toText, Function<String, J> parse) {
    return Encoding.of(javaType, "TEXT", toText, cell -> parse(javaType, toText(cell), parse));
  }

  private static <J> J parse(Class<J> javaType, String text, Function<String, J> parse) {
    try {
      return parse.apply(text);
    } catch (RuntimeException e) {
      // The message of the parser contains the value, which may be a secret.
      throw new IllegalArgumentException(
          "it holds a text that is no " + javaType.getSimpleName(), e);
    }
  }

  static Long toLong(Object cell) {
    if (cell instanceof Long number) {
      return number;
    }
    if (cell instanceof Integer number) {
      return number.longValue();
    }
    require(cell instanceof Number && !(cell instanceof Double), cell, "an integer");
    try {
      return new BigDecimal(cell.toString()).longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(DOES_NOT_FIT, e);
    }
  }

  static Boolean toBoolean(Object cell) {
    if (cell instanceof Boolean truth) {
      return truth;
    }
    long number = toLong(cell);
    require(number == 0 || number == 1, "it holds neither 0 nor 1");
    return number == 1;
  }

  static Double toDouble(Object cell) {
    require(cell instanceof Number, cell, "a number");
    double number = ((Number) cell).doubleValue();
    requireExact(cell, number);
    return number;
  }

  /**
   * Takes the nearest float, since none equals 0.1; but neither infinity nor 0 for any other
   * number.
   */
  static Float toFloat(Object cell) {
    double number = toDouble(cell);
    float nearest = (float) number;
    requireExact(cell, nearest);
    require(
        Float.isInfinite(nearest) == Double.isInfinite(number) && (nearest == 0) == (number == 0),
        DOES_NOT_FIT);
    return nearest;
  }

  /** Refuses an integer that a double would round. */
  private static void requireExact(Object cell, double number) {
    require(
        cell instanceof Double
            || cell instanceof Float
            || cell instanceof BigDecimal
            || BigDecimal.valueOf(toLong(cell)).compareTo(new BigDecimal(number)) == 0,
        DOES_NOT_FIT);
  }

  static byte[] toBytes(Object cell) {
    require(cell instanceof byte[], cell, "a blob");
    return (byte[]) cell;
  }

  static String toText(Object cell) {
    require(cell instanceof String || cell instanceof Temporal, cell, "a text");
    return cell.toString();
  }

  static BigDecimal toDecimal(Object cell) {
    require(cell instanceof Number || cell instanceof String, cell, "a number");
    return parse(BigDecimal.class, cell.toString(), BigDecimal::new);
  }

  static BigInteger toBigInteger(Object cell) {
    require(!(cell instanceof Double), cell, "an integer");
    return parse(BigInteger.class, toDecimal(cell).toPlainString(), BigInteger::new);
  }

  private static void require(boolean valid, Object cell, String expected) {
    if (!valid) {
      throw new IllegalArgumentException("it holds %s, not %s".formatted(describe(cell), expected));
    }
  }

  private static String describe(Object cell) {
    if (cell instanceof String) {
      return "a text";
    }
    if (cell instanceof byte[]) {
      return "a blob";
    }
    if (cell instanceof Double) {
      return "a real number";
    }
    return cell instanceof Number ? "an integer" : "a " + cell.getClass().getSimpleName();
  }

  static void require(boolean valid, String reason) {
    if (!valid) {
      throw new IllegalArgumentException(reason);
    }
  }
}
