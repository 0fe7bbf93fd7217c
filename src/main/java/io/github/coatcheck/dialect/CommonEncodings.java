package io.github.coatcheck.dialect;

import static io.github.coatcheck.dialect.Cells.require;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;
import java.util.function.Function;

/**
 * The encodings that every database supports: integers, floating-point numbers, texts and blobs.
 * The column types are those of SQLite.
 */
final class CommonEncodings {
  static final Encodings ALL =
      Encodings.NONE
          .with(Byte.class, integer(Byte.class, Long::byteValue))
          .with(Short.class, integer(Short.class, Long::shortValue))
          .with(Integer.class, integer(Integer.class, Long::intValue))
          .with(Long.class, new Encoding("INTEGER", number -> number, Cells::toLong))
          .with(Double.class, new Encoding("REAL", number -> number, Cells::toDouble))
          .with(BigDecimal.class, new Encoding("NUMERIC", number -> number, Cells::toDecimal))
          .with(Boolean.class, new Encoding("BOOLEAN", truth -> truth, Cells::toBoolean))
          .with(byte[].class, new Encoding("BLOB", bytes -> bytes, Cells::toBytes))
          .with(String.class, new Encoding("TEXT", CommonEncodings::checkSurrogates, Cells::toText))
          .with(UUID.class, uuid())
          .with(LocalDate.class, Times.DATE)
          .with(LocalTime.class, Times.TIME)
          .with(LocalDateTime.class, Times.TIMESTAMP)
          .with(Instant.class, Times.inUtc(Times.TIMESTAMP));

  private CommonEncodings() {}

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
