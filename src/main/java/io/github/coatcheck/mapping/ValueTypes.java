package io.github.coatcheck.mapping;

import io.github.coatcheck.Table;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The Java types that a column can hold without a converter. */
public final class ValueTypes {
  private static final Set<Class<?>> INTEGERS =
      Set.of(Byte.class, Short.class, Integer.class, Long.class);

  private static final Set<Class<?>> OTHERS =
      Set.of(
          Boolean.class,
          Float.class,
          Double.class,
          String.class,
          BigDecimal.class,
          byte[].class,
          UUID.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          Instant.class);

  private ValueTypes() {}

  /** The wrapper class of a primitive type, {@code Long} for {@code long}; else the type itself. */
  public static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  /** Whether a column can hold a type without a converter. */
  public static boolean contains(Class<?> type) {
    return type.isEnum() || isInteger(type) || OTHERS.contains(boxed(type));
  }

  /** Whether a type is an integer type, primitive or boxed. */
  public static boolean isInteger(Class<?> type) {
    return INTEGERS.contains(type) || INTEGERS.contains(boxed(type));
  }

  /** Advice for a type that no column can hold, if another type can stand in for it. */
  public static Optional<String> replacement(Class<?> type) {
    String advice = null;
    if (boxed(type) == Character.class) {
      advice = "Declare it String.";
    } else if (type == Optional.class) {
      advice = "Declare the type that is inside; null means absent.";
    } else if (java.util.Date.class.isAssignableFrom(type)) {
      advice = "Declare it Instant, LocalDate or LocalDateTime.";
    } else if (type == OffsetDateTime.class || type == ZonedDateTime.class) {
      advice = "Declare it Instant, and store the offset in a column of its own if it matters.";
    } else if (type == BigInteger.class) {
      advice = "Declare it long, or BigDecimal with a precision and the scale 0.";
    }
    return Optional.ofNullable(advice);
  }

  /** Advice for a type that no column can hold. */
  static String advice(Class<?> type) {
    return replacement(type).orElseGet(() -> adviceForOthers(type));
  }

  private static String adviceForOthers(Class<?> type) {
    if (type.isAnnotationPresent(Table.class)) {
      return "Store its key, in a property of the key's type with references = %s.class."
          .formatted(type.getSimpleName());
    }
    if (Iterable.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
      return "Store its elements in a table of their own, or give it a converter.";
    }
    return "Give it a converter, or leave it out: a field of a class may be transient.";
  }
}
