package io.github.coatcheck.mapping;

import io.github.coatcheck.Column;
import io.github.coatcheck.Converter;
import io.github.coatcheck.OnDelete;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a class may not say: each method reports what the columns do wrong. */
final class ColumnRules {
  private final List<String> problems = new ArrayList<>();

  /** All that was found, one sentence or two for each problem. */
  List<String> problems() {
    return problems;
  }

  void report(String where, String why, String remedy) {
    problems.add("%s %s. %s".formatted(where, why, remedy));
  }

  void report(Field field, String why, String remedy) {
    report(ColumnMapping.describe(field), why, remedy);
  }

  void checkField(Field field) {
    if (isLeftOut(field)) {
      report(
          field,
          "has @Column, but is static or transient",
          "Remove one of the two: such a field is not stored.");
    }
    if (Modifier.isFinal(field.getModifiers())) {
      report(
          field,
          "is final, so no value can be read into it",
          "Remove final, or make the class a record.");
    }
  }

  private static boolean isLeftOut(Field field) {
    int modifiers = field.getModifiers();
    return Modifier.isStatic(modifiers) || Modifier.isTransient(modifiers);
  }

  void checkForgotten(Field field) {
    if (!isLeftOut(field)) {
      report(
          field,
          "is neither mapped nor left out",
          "Annotate it with @Column, or declare it transient.");
    }
  }

  void checkType(Field field, Column options, Optional<Converter<?, ?>> converter) {
    Class<?> stored = converter.<Class<?>>map(Converter::databaseType).orElse(field.getType());
    if (!ValueTypes.contains(stored)) {
      report(
          field,
          "has a %s that no column can hold, %s"
              .formatted(
                  converter.isPresent() ? "converter to a type" : "type", stored.getTypeName()),
          converter.isPresent()
              ? "Convert to one of the types that a column can hold."
              : ValueTypes.advice(stored));
    }
    checkLimits(field, options, stored);
    converter.ifPresent(own -> checkConverter(field, own));
  }

  private void checkConverter(Field field, Converter<?, ?> converter) {
    Class<?> type = ValueTypes.boxed(field.getType());
    if (!takes(converter.getClass(), type)) {
      report(
          field,
          "has a converter that is not for its type, %s".formatted(type.getTypeName()),
          "Name one that takes and gives this very type.");
    }
  }

  /** Whether a converter is for a type, or is not known to be for another. */
  private static boolean takes(Class<?> converter, Class<?> type) {
    return Stream.of(converter.getMethods())
        .filter(method -> method.getName().equals("toDatabase") && !method.isBridge())
        .flatMap(method -> Stream.of(method.getGenericParameterTypes()))
        .map(taken -> taken instanceof ParameterizedType generic ? generic.getRawType() : taken)
        .anyMatch(taken -> taken == type || !(taken instanceof Class));
  }

  private void checkLimits(Field field, Column options, Class<?> stored) {
    if (Math.min(options.length(), Math.min(options.precision(), options.scale())) < 0) {
      report(field, "has a negative length, precision or scale", "Give a number above 0.");
    }
    if (options.length() > 0 && stored != String.class && !stored.isEnum()) {
      report(
          field,
          "has a length, but is no text",
          "Remove it; a BigDecimal has a precision and a scale.");
    }
    if (options.precision() > 0 && stored != BigDecimal.class) {
      report(field, "has a precision, but is no BigDecimal", "Remove it, or declare BigDecimal.");
    }
    if (options.scale() > Math.max(options.precision(), 0)) {
      report(
          field,
          "has a scale greater than its precision",
          "Give precision the number of all digits, those behind the point included.");
    }
  }

  void checkOptions(Field field, Column options) {
    if (options.autoincrement()) {
      checkGenerated(field, options);
    }
    if (options.onDelete() != OnDelete.RESTRICT) {
      checkOnDelete(field, options);
    }
    if (options.version()) {
      checkVersion(field, options);
    }
    if (!options.defaultValue().isBlank() && field.getType().isPrimitive()) {
      report(
          field,
          "has a default value, which is taken for null, and is never null",
          "Declare it %s.".formatted(ValueTypes.boxed(field.getType()).getSimpleName()));
    }
    if (!options.defaultValue().isBlank() && options.primaryKey() && !options.autoincrement()) {
      report(
          field,
          "is a key with a default value, by which its row could not be found again",
          "Set such a key in the program.");
    }
  }

  private void checkOnDelete(Field field, Column options) {
    if (options.references() == void.class) {
      report(field, "has onDelete, but refers to nothing", "Add references, or remove onDelete.");
    }
    if (options.onDelete() == OnDelete.SET_NULL
        && (options.primaryKey() || !options.nullable() || field.getType().isPrimitive())) {
      report(
          field,
          "is to become NULL when what it refers to is deleted, but cannot be NULL",
          "Let it be null, or choose another onDelete.");
    }
  }

  private void checkGenerated(Field field, Column options) {
    boolean converted = options.converter() != Converter.None.class;
    if (!options.primaryKey()) {
      report(
          field,
          "has autoincrement, but is no primary key",
          "Add primaryKey = true, or remove autoincrement.");
    }
    if (!converted && !ValueTypes.isInteger(field.getType())) {
      report(
          field,
          "has autoincrement, but is no integer",
          "Declare it Long, or remove autoincrement and set the key in the program.");
    }
    if (!options.defaultValue().isBlank()) {
      report(
          field,
          "has both autoincrement and a default value",
          "Remove one of the two: the database can make the value in one way only.");
    }
    if (options.references() != void.class) {
      report(
          field,
          "has both autoincrement and a reference",
          "Remove one of the two: a key that refers to another table must come from it.");
    }
    if (converted) {
      report(
          field,
          "has both autoincrement and a converter",
          "Remove one of the two: a key that the database makes is an integer.");
    }
  }

  private void checkVersion(Field field, Column options) {
    if (options.primaryKey()) {
      report(
          field,
          "is both a key and a version",
          "Remove one of the two: a version changes with every update, and a key never.");
    }
    if (!ValueTypes.isInteger(field.getType())) {
      report(field, "is a version, but no integer", "Declare it long.");
    }
    if (!options.defaultValue().isBlank()
        || options.references() != void.class
        || options.converter() != Converter.None.class) {
      report(
          field,
          "is a version with a default value, a reference or a converter",
          "Remove what stands beside version: it is counted from 1 on, and stored as it is.");
    }
  }

  void checkTogether(Class<?> type, List<ColumnMapping> columns) {
    for (int i = 0; i < columns.size(); i++) {
      checkDuplicate(columns.get(i), columns.subList(0, i));
    }
    List<ColumnMapping> keys = columns.stream().filter(ColumnMapping::isKey).toList();
    List<ColumnMapping> generated = columns.stream().filter(ColumnMapping::isGenerated).toList();
    checkSingle(type, "autoincrement", generated);
    checkSingle(type, "version", columns.stream().filter(ColumnMapping::isVersion).toList());
    if (keys.size() > 1 && keys.stream().anyMatch(ColumnMapping::isGenerated)) {
      report(
          type.getName(),
          "has autoincrement in a composite key, " + keys,
          "Make that column the whole key, or remove autoincrement and set the key in the program.");
    }
  }

  private void checkSingle(Class<?> type, String option, List<ColumnMapping> columns) {
    if (columns.size() > 1) {
      report(
          type.getName(),
          "has more than one column with %s, %s".formatted(option, columns),
          "Leave it on one.");
    }
  }

  private void checkDuplicate(ColumnMapping column, List<ColumnMapping> before) {
    for (ColumnMapping other : before) {
      if (lowerCase(other).equals(lowerCase(column))) {
        report(
            column.toString(),
            "has the column \"%s\" that %s has".formatted(column.name().text(), other),
            "Give one of them another @Column name.");
      }
    }
  }

  private static String lowerCase(ColumnMapping column) {
    return column.name().text().toLowerCase(Locale.ROOT);
  }
}
