package io.github.coatcheck.dialect;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.Function;

/**
 * Converts cells of a row, whatever the type of their column.
 *
 * <p>Most cells are read by {@code getObject}, which returns what is really there: on SQLite an
 * integer column may hold a text, of which {@code getLong} would make 0.
 */
final class Cells {
  static final String DOES_NOT_FIT = "it holds a number that does not fit";

  /** Below this, a double has every integer. */
  private static final double EXACT_INTEGERS = 0x1p53;

  private static final int LONGEST_FORM = 40;

  /** A double keeps every decimal of this many digits. */
  private static final MathContext DIGITS_OF_A_DOUBLE = new MathContext(15);

  private Cells() {}

  /**
   * An encoding of values as texts.
   *
   * @param parse accepts only texts that {@code toText} returns; throws for every other
   * @param form what such a text looks like, for messages
   */
  static <J> Encoding text(
      Class<J> javaType, Function<J, Object> toText, Function<String, J> parse, String form) {
    return Encoding.of(
        javaType,
        "TEXT",
        toText,
        cell -> {
          String text = toText(cell);
          try {
            return parse.apply(text);
          } catch (RuntimeException e) {
            // Without the cause: its message contains the text, which may be a secret.
            throw new IllegalArgumentException(
                "it holds %s, which Coatcheck would not write: it writes %s"
                    .formatted(formOf(text), form));
          }
        });
  }

  /**
   * Describes what a text looks like: each digit becomes a 9 and each letter an A, except T and Z.
   */
  private static String formOf(String text) {
    String start = text.length() <= LONGEST_FORM ? text : text.substring(0, LONGEST_FORM) + "...";
    String form = start.replaceAll("[0-9]", "9").replaceAll("[^-+:., 9TZ/]", "A");
    return text.isEmpty() ? "an empty text" : "a text of the form " + form;
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
      throw new IllegalArgumentException(DOES_NOT_FIT);
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

  /** Refuses what is no float, such as 0.1, whose nearest float is another number. */
  static Float toFloat(Double number) {
    float narrowed = number.floatValue();
    require(Double.compare(narrowed, number) == 0, DOES_NOT_FIT);
    return narrowed;
  }

  /**
   * Refuses an integer that a double would round, and a decimal whose integer part it would round.
   * That it rounds a fraction, such as that of {@code avg}, is what the program asked for.
   */
  private static void requireExact(Object cell, double number) {
    if (cell instanceof BigDecimal decimal) {
      require(
          Math.abs(number) < EXACT_INTEGERS
              || (Double.isFinite(number) && BigDecimal.valueOf(number).compareTo(decimal) == 0),
          "it holds more digits than a double; cast it to one in SQL");
    } else {
      require(
          cell instanceof Double
              || cell instanceof Float
              || BigDecimal.valueOf(toLong(cell)).compareTo(new BigDecimal(number)) == 0,
          DOES_NOT_FIT);
    }
  }

  static byte[] toBytes(Object cell) {
    require(cell instanceof byte[], cell, "a blob");
    return (byte[]) cell;
  }

  static String toText(Object cell) {
    require(cell instanceof String, cell, "a text");
    return (String) cell;
  }

  /** Takes the first 15 digits of a floating-point number, without the zeros that end them. */
  static BigDecimal toDecimal(Object cell) {
    if (cell instanceof BigDecimal decimal) {
      return decimal;
    }
    require(cell instanceof Number, cell, "a number");
    BigDecimal number = new BigDecimal(cell.toString());
    if (!(cell instanceof Double || cell instanceof Float)) {
      return number;
    }
    BigDecimal shortest = number.round(DIGITS_OF_A_DOUBLE).stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
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
