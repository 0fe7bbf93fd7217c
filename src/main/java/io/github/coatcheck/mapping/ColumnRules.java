package io.github.coatcheck.mapping;

import io.github.coatcheck.Column;
import io.github.coatcheck.Converter;
import io.github.coatcheck.OnDelete;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Checks the fields and annotations of one class, and collects all of its problems. */
final class ColumnRules {
  /** The types that can hold what a clock of the database tells. */
  private static final Map<String, Set<Class<?>>> CLOCKS =
      Map.of(
          "CURRENT_TIMESTAMP", Set.of(LocalDateTime.class, Instant.class, String.class),
          "CURRENT_DATE", Set.of(LocalDate.class, String.class),
          "CURRENT_TIME", Set.of(LocalTime.class, String.class));

  private final List<String> problems = new ArrayList<>();

  List<String> problems() {
    return problems;
  }

  /**
   * Adds a problem of the class.
   *
   * @param where the class, field or column that has the problem
   * @param problem what is wrong, and what to do
   */
  void report(Object where, String problem) {
    problems.add(where + " " + problem);
  }

  void report(Field field, String problem) {
    report(ColumnMapping.describe(field), problem);
  }

  private void reportIf(boolean wrong, Field field, String problem) {
    if (wrong) {
      report(field, problem);
    }
  }

  /** Checks a field with {@code @Column}. */
  void checkField(Field field) {
    reportIf(
        isExcluded(field),
        field,
        "has @Column, but is static or transient. Remove one of the two: such a field is not stored.");
    reportIf(
        Modifier.isFinal(field.getModifiers()),
        field,
        "is final, so no value can be read into it. Remove final, or make the class a record: in Kotlin write var, or a data class with @JvmRecord.");
  }

  /** Checks a field without {@code @Column}, which the user may have forgotten to annotate. */
  void checkUnmapped(Field field) {
    reportIf(
        !isExcluded(field),
        field,
        "is neither mapped nor left out. Annotate it with @Column, or declare it transient.");
  }

  /** Whether a field is static or transient, and therefore never stored. */
  static boolean isExcluded(Field field) {
    return (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) != 0;
  }

  /** Checks that a column can hold the type of a field, and that its converter is for the type. */
  void checkType(Field field, Column options, Converter<?, ?> converter) {
    boolean converted = isConverted(converter);
    Class<?> stored = storedType(field, converter);
    if (!ValueTypes.contains(stored)) {
      report(
          field,
          "has a %s that no column can hold, %s. %s"
              .formatted(
                  converted ? "converter to a type" : "type",
                  stored.getTypeName(),
                  converted
                      ? "Convert to one of the types that a column can hold."
                      : ValueTypes.advice(stored)));
    }
    checkLimits(field, options, stored);
    Class<?> type = ValueTypes.boxed(field.getType());
    reportIf(
        converted && !accepts(converter.getClass(), type),
        field,
        "has a converter that is not for its type, %s. Name one that takes and gives this very type."
            .formatted(type.getTypeName()));
  }

  private static boolean isConverted(Converter<?, ?> converter) {
    return !(converter instanceof Converter.None);
  }

  private static Class<?> storedType(Field field, Converter<?, ?> converter) {
    return isConverted(converter) ? converter.databaseType() : field.getType();
  }

  /** Whether a converter accepts a type; also true if its class does not reveal what it accepts. */
  private static boolean accepts(Class<?> converter, Class<?> type) {
    return Stream.of(converter.getMethods())
        .filter(method -> method.getName().equals("toDatabase") && !method.isBridge())
        .flatMap(method -> Stream.of(method.getGenericParameterTypes()))
        .map(param -> param instanceof ParameterizedType generic ? generic.getRawType() : param)
        .anyMatch(param -> param == type || !(param instanceof Class));
  }

  private void checkLimits(Field field, Column options, Class<?> stored) {
    reportIf(
        Math.min(options.length(), Math.min(options.precision(), options.scale())) < 0,
        field,
        "has a negative length, precision or scale. Give a number above 0.");
    reportIf(
        options.length() > 0 && stored != String.class && !stored.isEnum(),
        field,
        "has a length, but is no text. Remove it; a BigDecimal has a precision and a scale.");
    reportIf(
        options.precision() > 0 && stored != BigDecimal.class,
        field,
        "has a precision, but is no BigDecimal. Remove it, or declare BigDecimal.");
    reportIf(
        options.scale() > Math.max(options.precision(), 0),
        field,
        "has a scale greater than its precision. Give precision the number of all digits, those behind the point included.");
  }

  /** Checks the options of a column, but for its limits. */
  void checkOptions(Field field, Column options, Converter<?, ?> converter) {
    Class<?> type = field.getType();
    boolean hasDefault = !options.defaultValue().isBlank();
    if (options.autoincrement()) {
      checkGenerated(field, options, storedType(field, converter));
    }
    if (options.version()) {
      checkVersion(field, options, hasDefault);
    }
    reportIf(
        options.readOnly()
            && (options.primaryKey() || options.autoincrement() || options.version()),
        field,
        "is read-only, but also a key or a version, which the INSERT or the UPDATE writes. Remove one of the two.");
    checkOnDelete(field, options);
    Class<?> stored = storedType(field, converter);
    String clock = options.defaultValue().strip().toUpperCase(Locale.ROOT);
    reportIf(
        CLOCKS.containsKey(clock) && !CLOCKS.get(clock).contains(stored),
        field,
        "has the default value %s, but is stored as %s, which is none. Declare it %s, or give it another default value."
            .formatted(
                clock,
                stored.getSimpleName(),
                switch (clock) {
                  case "CURRENT_DATE" -> "LocalDate";
                  case "CURRENT_TIME" -> "LocalTime";
                  default -> "Instant or LocalDateTime";
                }));
    reportIf(
        hasDefault && type.isPrimitive() && !options.readOnly(),
        field,
        "has a default value, which is taken for null, and is never null. Declare it %s."
            .formatted(ValueTypes.boxed(type).getSimpleName()));
    reportIf(
        hasDefault && options.primaryKey() && !options.autoincrement(),
        field,
        "is a key with a default value, by which its row could not be found again. Set such a key in the program.");
  }

  private void checkOnDelete(Field field, Column options) {
    reportIf(
        options.onDelete() != OnDelete.RESTRICT && options.references() == void.class,
        field,
        "has onDelete, but refers to nothing. Add references, or remove onDelete.");
    reportIf(
        options.onDelete() == OnDelete.SET_NULL
            && (options.primaryKey() || !options.nullable() || field.getType().isPrimitive()),
        field,
        "is to become NULL when what it refers to is deleted, but cannot be NULL. Let it be null, or choose another onDelete.");
  }

  private void checkGenerated(Field field, Column options, Class<?> stored) {
    reportIf(
        !ValueTypes.isInteger(stored),
        field,
        "has autoincrement, but is no integer. Declare it Long, convert it to one, or remove autoincrement and set the key in the program.");
    reportIf(
        !options.defaultValue().isBlank(),
        field,
        "has both autoincrement and a default value. Remove one of the two: the database can make the value in one way only.");
    reportIf(
        options.references() != void.class,
        field,
        "has both autoincrement and a reference. Remove one of the two: a key that refers to another table must come from it.");
  }

  private void checkVersion(Field field, Column options, boolean hasDefault) {
    reportIf(
        options.primaryKey() || options.autoincrement(),
        field,
        "is both a key and a version. Remove one of the two: a version changes with every update, and a key never.");
    reportIf(
        !ValueTypes.isInteger(field.getType()),
        field,
        "is a version, but no integer. Declare it long.");
    reportIf(
        hasDefault
            || options.references() != void.class
            || options.converter() != Converter.None.class,
        field,
        "is a version with a default value, a reference or a converter. Remove what stands beside version: it is counted from 1 on, and stored as it is.");
  }

  /** Checks rules for all columns together: names, the key and the version. */
  void checkColumns(Class<?> type, List<ColumnMapping> columns) {
    List<ColumnMapping> keys = new ArrayList<>();
    List<ColumnMapping> generated = new ArrayList<>();
    List<ColumnMapping> versions = new ArrayList<>();
    for (ColumnMapping column : columns) {
      checkDuplicate(column, columns.subList(0, column.position()));
      if (column.isKey()) {
        keys.add(column);
      }
      if (column.isGenerated()) {
        generated.add(column);
      }
      if (column.isVersion()) {
        versions.add(column);
      }
    }
    checkSingle(type, "autoincrement", generated);
    checkSingle(type, "version", versions);
    if (keys.size() > 1 && !Collections.disjoint(keys, generated)) {
      report(
          type.getName(),
          "has autoincrement in a composite key, %s. Make that column the whole key, or remove autoincrement and set the key in the program."
              .formatted(keys));
    }
  }

  /** Returns the columns that a constraint of {@code @Table} names, beside other unique keys. */
  List<ColumnMapping> readUnique(
      Class<?> type,
      String constraint,
      List<ColumnMapping> columns,
      List<List<ColumnMapping>> others) {
    List<String> names = List.of(constraint.split(",", -1));
    Set<ColumnMapping> named = new LinkedHashSet<>();
    for (String name : names) {
      columns.stream().filter(column -> column.isNamed(name.strip())).forEach(named::add);
    }
    String start = "has @Table(unique = \"%s\"), ".formatted(constraint);
    if (named.size() < names.size()) {
      report(
          type.getName(),
          "%swhich are not different columns with commas between them. Name some of %s."
              .formatted(start, columns.stream().map(column -> column.name().text()).toList()));
    } else if (others.stream().map(Set::copyOf).anyMatch(named::equals)) {
      report(
          type.getName(), start + "which are unique anyway. Remove it, or what says so elsewhere.");
    }
    return List.copyOf(named);
  }

  private void checkSingle(Class<?> type, String option, List<ColumnMapping> columns) {
    if (columns.size() > 1) {
      report(
          type.getName(),
          "has more than one column with %s, %s. Leave it on one.".formatted(option, columns));
    }
  }

  private void checkDuplicate(ColumnMapping column, List<ColumnMapping> before) {
    String name = column.name().text();
    for (ColumnMapping other : before) {
      if (other.isNamed(name)) {
        report(
            column,
            "has the column \"%s\" that %s has. Give one of them another @Column name."
                .formatted(name, other));
      }
    }
  }
}
