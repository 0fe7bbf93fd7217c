package io.github.coatcheck.robustness;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Makes values of any type that a column can have: at its borders, with a secret, or any at all.
 */
final class HostileValues {
  private static final int MEGABYTE = 1 << 20;

  private static final List<Double> REALS =
      List.of(
          0.0,
          -0.0,
          0.1,
          0.1 + 0.2,
          1e15,
          0x1p53,
          0x1p53 + 2,
          1e300,
          -1e-300,
          Double.MIN_VALUE,
          Double.MIN_NORMAL,
          Double.MAX_VALUE,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          (double) Float.MIN_VALUE,
          (double) Float.MAX_VALUE);

  private static final List<LocalDate> DAYS =
      List.of(
          LocalDate.MIN,
          LocalDate.MAX,
          LocalDate.EPOCH,
          LocalDate.of(-1, 12, 31),
          LocalDate.of(0, 1, 1),
          LocalDate.of(9999, 12, 31),
          LocalDate.of(10_000, 1, 1),
          LocalDate.of(1582, 10, 10),
          LocalDate.of(1900, 2, 28),
          LocalDate.of(2000, 2, 29));

  private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private static final List<Instant> INSTANTS =
      List.of(
          Instant.MIN,
          Instant.MAX,
          Instant.EPOCH,
          Instant.ofEpochMilli(Long.MIN_VALUE),
          Instant.ofEpochMilli(Long.MAX_VALUE),
          EARLIEST,
          EARLIEST.minusNanos(1),
          LATEST,
          LATEST.plusNanos(1));

  private final Random random;
  private final Secrets secrets;
  private final HostileTexts texts;

  HostileValues(Random random, Secrets secrets) {
    this.random = random;
    this.secrets = secrets;
    this.texts = new HostileTexts(random);
  }

  private <E> E one(List<E> elements) {
    return elements.get(random.nextInt(elements.size()));
  }

  Object next(Class<?> type) {
    if (type.isEnum()) {
      return one(List.of(type.getEnumConstants()));
    }
    return switch (type.getSimpleName()) {
      case "Byte" -> (byte) integer(8);
      case "Short" -> (short) integer(16);
      case "Integer" -> (int) integer(32);
      case "Long" -> integer(64);
      case "Boolean" -> random.nextBoolean();
      case "Float" -> real(Float.intBitsToFloat(random.nextInt())).floatValue();
      case "Double" -> real(Double.longBitsToDouble(random.nextLong()));
      case "String" -> texts.around(secrets.word());
      case "BigDecimal" -> decimal();
      case "byte[]" -> bytes();
      case "UUID" -> uuid();
      case "LocalDate" -> day();
      case "LocalTime" -> time();
      case "LocalDateTime" -> day().atTime(time());
      case "Instant" -> instant();
      default -> throw new IllegalArgumentException(type.getName());
    };
  }

  /** A border of an integer of so many bits, or any integer, which may be small. */
  private long integer(int bits) {
    return switch (random.nextInt(5)) {
      case 0 -> -1L << (bits - 1);
      case 1 -> ~(-1L << (bits - 1));
      case 2 -> secrets.number();
      default -> random.nextLong() >> random.nextInt(64);
    };
  }

  private Double real(double any) {
    return switch (random.nextInt(4)) {
      case 0 -> one(REALS);
      case 1 -> (double) secrets.number() * Math.pow(10, random.nextInt(20) - 10);
      case 2 -> (double) random.nextInt(100_000) / 100;
      default -> any;
    };
  }

  private BigDecimal decimal() {
    BigInteger digits =
        random.nextBoolean()
            ? BigInteger.valueOf(secrets.number())
            : new BigInteger(random.nextInt(70), random);
    BigDecimal number = new BigDecimal(digits, random.nextInt(24) - 8);
    return random.nextBoolean() ? number.negate() : number;
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(200) == 0 ? MEGABYTE : random.nextInt(20)];
    random.nextBytes(bytes);
    return random.nextBoolean() ? bytes : secrets.word().getBytes(StandardCharsets.UTF_8);
  }

  private UUID uuid() {
    return switch (random.nextInt(4)) {
      case 0 -> new UUID(0, 0);
      case 1 -> new UUID(-1, -1);
      case 2 -> new UUID(0, Long.parseLong("" + secrets.number(), 16));
      default -> new UUID(random.nextLong(), random.nextLong());
    };
  }

  private LocalDate day() {
    return switch (random.nextInt(3)) {
      case 0 -> one(DAYS);
      case 1 -> LocalDate.ofYearDay(random.nextInt(12_000) - 1000, 1 + random.nextInt(365));
      default -> LocalDate.of(2024, 2, 29).plusDays(random.nextInt(1000));
    };
  }

  private LocalTime time() {
    return switch (random.nextInt(4)) {
      case 0 -> LocalTime.MIN;
      case 1 -> LocalTime.MAX;
      case 2 -> LocalTime.ofNanoOfDay(random.nextLong(LocalTime.MAX.toNanoOfDay()));
      default -> LocalTime.ofSecondOfDay(random.nextInt(86_400)).withNano(secrets.number());
    };
  }

  private Instant instant() {
    return random.nextBoolean()
        ? one(INSTANTS)
        : Instant.ofEpochSecond(random.nextInt() * 200L, secrets.number());
  }

  /** Whether SQLite can keep a value, in a decimal column with that precision and scale. */
  static boolean isStorable(Object value, int precision, int scale) {
    if (value instanceof Number number && !(value instanceof BigDecimal)) {
      double real = number.doubleValue();
      return !Double.isNaN(real) && Double.compare(real, -0.0) != 0;
    }
    if (value instanceof BigDecimal number) {
      BigDecimal shortest = number.stripTrailingZeros();
      return shortest.signum() == 0
          || (shortest.scale() <= scale
              && shortest.precision() - shortest.scale() <= precision - scale);
    }
    if (value instanceof Instant moment) {
      return !moment.isBefore(EARLIEST) && !moment.isAfter(LATEST);
    }
    if (value instanceof LocalDate || value instanceof LocalDateTime) {
      int year = ((Temporal) value).get(ChronoField.YEAR);
      return year >= 0 && year <= 9999;
    }
    return !(value instanceof String text) || HostileTexts.isUnicode(text);
  }
}
