package io.github.coatcheck.mapping;

import io.github.coatcheck.Column;
import io.github.coatcheck.Converter;
import io.github.coatcheck.OnDelete;
import java.lang.reflect.ParameterizedType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Checks one column, and collects its problems. */
final class ColumnRules {
  /** The types that can hold what a clock of the database tells. */
  private static final Map<String, List<Class<?>>> CLOCKS =
      Map.of(
          "CURRENT_TIMESTAMP", List.of(Instant.class, LocalDateTime.class, String.class),
          "CURRENT_DATE", List.of(LocalDate.class, String.class),
          "CURRENT_TIME", List.of(LocalTime.class, String.class));

  private final ColumnMapping column;
  private final Column options;
  private final Class<?> type;
  private final boolean hasReference;
  private final List<String> problems;

  /** Adds what it finds to the problems of the class. */
  ColumnRules(ColumnMapping column, List<String> problems) {
    this.column = column;
    this.options = column.options();
    this.type = column.type();
    this.hasReference = column.references().isPresent();
    this.problems = problems;
  }

  private void refuseIf(boolean wrong, String problem) {
    if (wrong) {
      report(problem);
    }
  }

  private void report(String problem) {
    problems.add(column + " " + problem);
  }

  /** Checks that a column can hold its type, and that its options are for the type. */
  void checkType() {
    Class<?> stored = column.isConverted() ? column.storedType() : type;
    String problem =
        column.isConverted()
            ? "has a converter to a type that no column can hold, %s. Convert to one of the types that a column can hold."
            : "has a type that no column can hold, %s. " + ValueTypes.advice(type);
    refuseIf(!ValueTypes.contains(stored), problem.formatted(stored.getTypeName()));
    refuseIf(
        column.isConverted() && !accepts(column.converter().getClass(), ValueTypes.boxed(type)),
        "has a converter that is not for its type, %s. Name one that takes and gives this very type."
            .formatted(ValueTypes.boxed(type).getTypeName()));
    refuseIf(
        options.length() > 0 && stored != String.class && !stored.isEnum(),
        "has a length, but is no text. Remove it; a BigDecimal has a precision and a scale.");
    refuseIf(
        options.precision() > 0 && stored != BigDecimal.class,
        "has a precision, but is no BigDecimal. Remove it, or declare BigDecimal.");
    refuseIf(
        options.autoincrement() && !ValueTypes.isInteger(stored),
        "has autoincrement, but is no integer. Declare it Long, convert it to one, or remove autoincrement and set the key in the program.");
    checkClock(stored);
  }

  private void checkClock(Class<?> stored) {
    String clock = options.defaultValue().strip().toUpperCase(Locale.ROOT);
    List<Class<?>> types = CLOCKS.getOrDefault(clock, List.of(stored));
    if (!types.contains(stored)) {
      List<String> names = types.stream().map(Class::getSimpleName).toList();
      report(
          "has the default value %s, but is stored as %s. Declare it as one of %s, or give it another default value."
              .formatted(clock, stored.getSimpleName(), names));
    }
  }

  /** Whether a converter accepts a type; also true if its class does not reveal what it accepts. */
  private static boolean accepts(Class<?> converter, Class<?> type) {
    return Stream.of(converter.getMethods())
        .filter(method -> method.getName().equals("toDatabase") && !method.isBridge())
        .flatMap(method -> Stream.of(method.getGenericParameterTypes()))
        .map(param -> param instanceof ParameterizedType generic ? generic.getRawType() : param)
        .anyMatch(param -> param == type || !(param instanceof Class));
  }

  /** Checks that the options of a column go together. */
  void checkOptions() {
    refuseIf(
        Name.indexOfLost(options.name() + " " + options.defaultValue()) >= 0,
        "has a name or a default value with NUL or half of a surrogate pair, which would not reach the database. Leave that out.");
    refuseIf(
        Math.min(options.length(), Math.min(options.precision(), options.scale())) < 0,
        "has a negative length, precision or scale. Give a number above 0.");
    refuseIf(
        options.scale() > Math.max(options.precision(), 0),
        "has a scale greater than its precision. Give precision the number of all digits, those behind the point included.");
    checkKey();
    checkVersion();
    refuseIf(
        options.onDelete() != OnDelete.RESTRICT && !hasReference,
        "has onDelete, but refers to nothing. Add references, or remove onDelete.");
    refuseIf(
        options.onDelete() == OnDelete.SET_NULL && !column.isNullable(),
        "is to become NULL when what it refers to is deleted, but cannot be NULL. Let it be null, or choose another onDelete.");
    refuseIf(
        column.hasDefault() && type.isPrimitive() && !options.readOnly(),
        "has a default value, which stands in for null, but is never null. Declare it %s."
            .formatted(ValueTypes.boxed(type).getSimpleName()));
  }

  private void checkKey() {
    refuseIf(
        column.isGenerated() && column.hasDefault(),
        "has both autoincrement and a default value. Remove one of the two: the database can make the value in one way only.");
    refuseIf(
        column.isGenerated() && hasReference,
        "has both autoincrement and a reference. Remove one of the two: a key that refers to another table must come from it.");
    refuseIf(
        column.isKey() && !column.isGenerated() && column.hasDefault(),
        "is a key with a default value, by which its row could not be found again. Set such a key in the program.");
    refuseIf(
        options.readOnly() && (column.isKey() || options.version()),
        "is read-only, but also a key or a version, which the INSERT or the UPDATE writes. Remove one of the two.");
  }

  private void checkVersion() {
    refuseIf(
        options.version() && column.isKey(),
        "is both a key and a version. Remove one of the two: a version changes with every update, and a key never.");
    refuseIf(
        options.version() && !ValueTypes.isInteger(type),
        "is a version, but no integer. Declare it long.");
    refuseIf(
        options.version()
            && (column.hasDefault()
                || hasReference
                || options.unique()
                || options.converter() != Converter.None.class),
        "is a version with a default value, a reference, a converter or unique. Remove what stands beside version: it is counted from 1 on, and stored as it is.");
  }
}
