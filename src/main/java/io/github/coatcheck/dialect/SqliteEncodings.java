package io.github.coatcheck.dialect;

import static java.time.ZoneOffset.UTC;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How Java values stand in SQLite, which knows integers, reals, texts and blobs only.
 *
 * <p>A cell is read by {@code getObject}, which tells what is really there: in SQLite a column of
 * integers may hold a text, and {@code getLong} would make 0 of it.
 */
final class SqliteEncodings {
  // No trailing zeros: "12:00:00" is then the same text as CURRENT_TIMESTAMP writes, and still
  // comes before "12:00:00.5" and that before "12:00:01".
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter();

  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .append(TIME)
          .toFormatter();

  /** What others write: a space or a T, seconds or not. */
  private static final DateTimeFormatter OTHERS =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .toFormatter();

  private static final DateTimeFormatter ANY_TIMESTAMP =
      new DateTimeFormatterBuilder().append(OTHERS).appendPattern("['Z']").toFormatter();

  /** Without an offset it is UTC, as what CURRENT_TIMESTAMP writes is. */
  private static final DateTimeFormatter ANY_OFFSET_TIMESTAMP =
      new DateTimeFormatterBuilder()
          .append(OTHERS)
          .optionalStart()
          .appendOffset("+HH:mm:ss", "Z")
          .optionalEnd()
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter();

  private static final Instant LEAST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant GREATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
  private static final String YEARS = "a year outside of 0000 to 9999 would not sort as text";

  private static final Map<Class<?>, Encoding> ENCODINGS =
      Stream.of(
              integer(Byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE, n -> (byte) n),
              integer(Short.class, Short.MIN_VALUE, Short.MAX_VALUE, n -> (short) n),
              integer(Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE, n -> (int) n),
              type(Long.class, "INTEGER", number -> number, SqliteEncodings::toLong),
              real(Float.class, cell -> toFloat(toDouble(cell))),
              real(Double.class, SqliteEncodings::toDouble),
              type(Boolean.class, "INTEGER", b -> b ? 1L : 0L, SqliteEncodings::toBoolean),
              type(byte[].class, "BLOB", bytes -> bytes, SqliteEncodings::toBytes),
              type(String.class, "TEXT", SqliteEncodings::checkText, SqliteEncodings::toText),
              text(UUID.class, UUID::toString, UUID::fromString),
              type(BigDecimal.class, "TEXT", BigDecimal::toString, SqliteEncodings::toDecimal),
              type(BigInteger.class, "TEXT", BigInteger::toString, SqliteEncodings::toBigInteger),
              text(LocalDate.class, day -> checkYear(day.getYear(), day), LocalDate::parse),
              text(LocalTime.class, TIME::format, LocalTime::parse),
              text(LocalDateTime.class, SqliteEncodings::timestamp, SqliteEncodings::toTimestamp),
              text(
                  Instant.class,
                  instant -> timestamp(utc(instant)),
                  text -> OffsetDateTime.parse(text, ANY_OFFSET_TIMESTAMP).toInstant()),
              text(
                  OffsetDateTime.class,
                  SqliteEncodings::offsetTimestamp,
                  SqliteEncodings::toOffsetTimestamp))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private SqliteEncodings() {}

  static Encoding of(Class<?> javaType) {
    return javaType.isEnum() ? enumeration(javaType) : ENCODINGS.get(javaType);
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

  private static <J> Map.Entry<Class<?>, Encoding> type(
      Class<J> javaType,
      String columnType,
      Function<J, Object> toDatabase,
      Function<Object, J> toJava) {
    return Map.entry(javaType, Encoding.of(javaType, columnType, toDatabase, toJava));
  }

  private static <J> Map.Entry<Class<?>, Encoding> text(
      Class<J> javaType, Function<J, Object> toText, Function<String, J> parse) {
    return type(javaType, "TEXT", toText, cell -> parse(javaType, toText(cell), parse));
  }

  private static <J> J parse(Class<J> javaType, String text, Function<String, J> parse) {
    try {
      return parse.apply(text);
    } catch (RuntimeException e) {
      // The message of a parser shows the value, which may be a secret.
      throw new IllegalArgumentException(
          "it holds a text that is no " + javaType.getSimpleName(), e);
    }
  }

  private static <J extends Number> Map.Entry<Class<?>, Encoding> integer(
      Class<J> javaType, long least, long greatest, LongFunction<J> narrow) {
    return type(
        javaType,
        "INTEGER",
        Number::longValue,
        cell -> {
          long number = toLong(cell);
          require(number >= least && number <= greatest, "it holds a number that does not fit");
          return narrow.apply(number);
        });
  }

  private static <J extends Number> Map.Entry<Class<?>, Encoding> real(
      Class<J> javaType, Function<Object, J> toJava) {
    return type(javaType, "REAL", number -> checkReal(number.doubleValue()), toJava);
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

  private static String checkYear(int year, Object value) {
    require(year >= 0 && year <= 9999, YEARS);
    return value.toString();
  }

  private static String timestamp(LocalDateTime timestamp) {
    checkYear(timestamp.getYear(), timestamp);
    return TIMESTAMP.format(timestamp);
  }

  private static LocalDateTime utc(Instant instant) {
    // Before the conversion, which fails for instants that are further away still.
    require(!instant.isBefore(LEAST) && !instant.isAfter(GREATEST), YEARS);
    return LocalDateTime.ofInstant(instant, UTC);
  }

  /** The instant first, so that the texts sort as {@code OffsetDateTime} does. */
  private static String offsetTimestamp(OffsetDateTime timestamp) {
    return "%s (%s)".formatted(timestamp(utc(timestamp.toInstant())), timestamp.getOffset());
  }

  private static OffsetDateTime toOffsetTimestamp(String text) {
    int offset = text.indexOf(" (");
    return offset < 0
        ? OffsetDateTime.parse(text, ANY_OFFSET_TIMESTAMP)
        : toTimestamp(text.substring(0, offset))
            .atOffset(UTC)
            .withOffsetSameInstant(ZoneOffset.of(text.substring(offset + 2, text.length() - 1)));
  }

  private static LocalDateTime toTimestamp(String text) {
    return LocalDateTime.parse(text, ANY_TIMESTAMP);
  }

  private static Long toLong(Object cell) {
    if (cell instanceof Integer number) {
      return number.longValue();
    }
    require(cell instanceof Long, cell, "an integer");
    return (Long) cell;
  }

  private static Boolean toBoolean(Object cell) {
    long number = toLong(cell);
    require(number == 0 || number == 1, "it holds neither 0 nor 1");
    return number == 1;
  }

  private static Double toDouble(Object cell) {
    require(cell instanceof Number, cell, "a number");
    return ((Number) cell).doubleValue();
  }

  private static Float toFloat(double number) {
    require(
        Math.abs(number) <= Float.MAX_VALUE || Double.isInfinite(number),
        "it holds a number that does not fit");
    return (float) number;
  }

  private static byte[] toBytes(Object cell) {
    require(cell instanceof byte[], cell, "a blob");
    return (byte[]) cell;
  }

  private static String toText(Object cell) {
    require(cell instanceof String, cell, "a text");
    return (String) cell;
  }

  private static BigDecimal toDecimal(Object cell) {
    require(!(cell instanceof byte[]), cell, "a number");
    return parse(BigDecimal.class, cell.toString(), BigDecimal::new);
  }

  private static BigInteger toBigInteger(Object cell) {
    require(!(cell instanceof Double), cell, "an integer");
    return parse(BigInteger.class, toDecimal(cell).toPlainString(), BigInteger::new);
  }

  private static void require(boolean right, Object cell, String expected) {
    if (!right) {
      throw new IllegalArgumentException("it holds %s, not %s".formatted(name(cell), expected));
    }
  }

  private static String name(Object cell) {
    if (cell instanceof String) {
      return "a text";
    }
    if (cell instanceof byte[]) {
      return "a blob";
    }
    return cell instanceof Double ? "a real number" : "an integer";
  }

  private static void require(boolean right, String why) {
    if (!right) {
      throw new IllegalArgumentException(why);
    }
  }
}
