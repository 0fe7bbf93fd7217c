package io.github.coatcheck.dialect;

import static io.github.coatcheck.dialect.Cells.require;
import static io.github.coatcheck.dialect.Cells.text;
import static io.github.coatcheck.dialect.Cells.toLong;
import static io.github.coatcheck.dialect.Cells.toText;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * How Java values stand in columns of all databases: as integers, reals, texts and blobs, in the
 * types that SQLite has for them. A dialect starts from these.
 */
final class Encodings {
  /** In the types of standard SQL. */
  static final Encodings STANDARD = new Encodings(Encodings::standard);

  /** The type of texts in standard SQL, which has none without a length. */
  static final String STANDARD_TEXT = "VARCHAR(32000)";

  private final Map<Class<?>, Encoding> known = new ConcurrentHashMap<>();
  private final Function<Class<?>, Encoding> maker;

  /** Keeps what a dialect makes when a type is first used, since most programs use few. */
  Encodings(Function<Class<?>, Encoding> maker) {
    this.maker = maker;
  }

  Encoding get(Class<?> javaType) {
    return known.computeIfAbsent(javaType, maker);
  }

  /** The form that every database can hold. */
  static Encoding of(Class<?> javaType) {
    if (javaType.isEnum()) {
      return enumeration(javaType);
    }
    return switch (javaType.getSimpleName()) {
      case "Byte" -> integer(Byte.class, Long::byteValue);
      case "Short" -> integer(Short.class, Long::shortValue);
      case "Integer" -> integer(Integer.class, Long::intValue);
      case "Long" -> plain("INTEGER", Function.identity(), Cells::toLong);
      case "Float" -> Encoding.of(Float.class, "REAL", Float::doubleValue, Cells::toFloat);
      case "Double" -> plain("REAL", Function.identity(), Cells::toDouble);
      case "Boolean" -> plain("BOOLEAN", Function.identity(), Cells::toBoolean);
      case "byte[]" -> plain("BLOB", Function.identity(), Cells::toBytes);
      case "String" -> Encoding.of(String.class, "TEXT", Encodings::checkText, Cells::toText);
      case "UUID" -> text(UUID.class, UUID::fromString);
      case "BigDecimal" -> plain("TEXT", Object::toString, Cells::toDecimal);
      case "BigInteger" -> plain("TEXT", Object::toString, Cells::toBigInteger);
      default -> Times.of(javaType);
    };
  }

  private static Encoding standard(Class<?> javaType) {
    Encoding encoding = of(javaType);
    return switch (javaType.getSimpleName()) {
      case "Byte", "Short" -> encoding.in("SMALLINT");
      case "Long" -> encoding.in("BIGINT");
      case "Float", "Double" -> encoding.in("DOUBLE PRECISION");
      case "byte[]" -> encoding.as(byte[].class);
      case "UUID" -> encoding.in("CHAR(36)");
      case "LocalDate", "LocalTime", "LocalDateTime", "Instant" -> Times.carried(javaType);
      default ->
          encoding.columnType().equals("TEXT")
              ? encoding.in(STANDARD_TEXT).as(String.class).refusing(Encodings::checkLength)
              : encoding;
    };
  }

  private static void checkLength(Object text) {
    require(
        text.toString().length() <= 32_000,
        "it has more than 32,000 characters; write a dialect whose columns hold more");
  }

  private static Encoding enumeration(Class<?> javaType) {
    Map<String, Object> constants = new LinkedHashMap<>();
    for (Object constant : javaType.getEnumConstants()) {
      constants.put(((Enum<?>) constant).name(), constant);
    }
    return new Encoding(
        "TEXT",
        Object.class,
        constant -> ((Enum<?>) constant).name(),
        cell -> {
          Object constant = constants.get(toText(cell));
          require(constant != null, "it holds none of the names " + constants.keySet());
          return constant;
        });
  }

  private static Encoding plain(
      String columnType, Function<Object, Object> toDatabase, Function<Object, ?> toJava) {
    return new Encoding(columnType, Object.class, toDatabase, toJava);
  }

  private static <J extends Number> Encoding integer(Class<J> javaType, Function<Long, J> narrow) {
    return Encoding.of(
        javaType,
        "INTEGER",
        Number::longValue,
        cell -> {
          Long number = toLong(cell);
          J narrowed = narrow.apply(number);
          require(narrowed.longValue() == number, Cells.TOO_WIDE);
          return narrowed;
        });
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

  /** Refuses what a database would make 0.0 of. */
  static void checkSign(Object number, String database) {
    double real = ((Number) number).doubleValue();
    require(
        real != 0 || 1 / real > 0,
        database + " would make 0.0 of -0.0; add 0.0 to it, which does the same");
  }
}
