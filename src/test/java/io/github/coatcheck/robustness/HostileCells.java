package io.github.coatcheck.robustness;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Makes what other programs write into cells: any value, or nearly one that Coatcheck writes. */
final class HostileCells {
  private static final List<Class<?>> TYPES =
      List.of(
          Long.class,
          Double.class,
          String.class,
          byte[].class,
          UUID.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          Instant.class);

  private static final String CHARACTERS = "09 :-.TZ+eaF\0\ufffd\u0662";

  private final Random random;
  private final HostileValues values;

  HostileCells(Random random, Secrets secrets) {
    this.random = random;
    this.values = new HostileValues(random, secrets);
  }

  /** A number, a text, a blob or null, as JDBC takes it. */
  Object next() {
    Object value = values.next(TYPES.get(random.nextInt(TYPES.size())));
    return switch (random.nextInt(5)) {
      case 0 -> value instanceof byte[] ? value : text(value);
      case 1 -> mutate(text(value));
      case 2 -> mutate(text(value)).getBytes(StandardCharsets.UTF_8);
      case 3 -> one(null, 0L, 1L, 2L, 7.0, 7.5, 0.1, "", "0", "7.0", "JAZZ", "jazz", new byte[0]);
      default -> value instanceof Long || value instanceof Double ? value : random.nextLong(300);
    };
  }

  private Object one(Object... cells) {
    return cells[random.nextInt(cells.length)];
  }

  /** A value as Coatcheck might write it. */
  private static String text(Object value) {
    if (value instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    boolean isTimestamp = value instanceof Instant || value instanceof LocalDateTime;
    return isTimestamp ? value.toString().replace('T', ' ').replace("Z", "") : value.toString();
  }

  /** Changes, adds or removes one character. */
  private String mutate(String text) {
    int start = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), start + random.nextInt(2));
    String character = "" + CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
    return text.substring(0, start) + (random.nextBoolean() ? character : "") + text.substring(end);
  }
}
