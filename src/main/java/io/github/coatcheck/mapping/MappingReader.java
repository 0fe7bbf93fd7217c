package io.github.coatcheck.mapping;

import io.github.coatcheck.Column;
import io.github.coatcheck.Converter;
import io.github.coatcheck.MappingException;
import io.github.coatcheck.Table;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the mapping of one class. Throws one error that lists all problems of the class. */
final class MappingReader<T> {
  /** Has the options of a record component without {@code @Column}. */
  private record Unannotated(@Column Object component) {
    static final Column OPTIONS =
        Unannotated.class.getRecordComponents()[0].getAnnotation(Column.class);
  }

  private final Class<T> type;
  private final List<String> problems = new ArrayList<>();
  private final List<ColumnMapping> columns = new ArrayList<>();

  MappingReader(Class<T> type) {
    this.type = type;
  }

  EntityMapping<T> read() {
    requireEntityClass();
    checkClass();
    if (canHaveColumns()) {
      readColumns();
    }
    List<List<ColumnMapping>> uniqueKeys = readUniqueKeys();
    if (!problems.isEmpty()) {
      throw new MappingException(
          "Cannot map %s to a table:%n- %s"
              .formatted(type.getName(), String.join("%n- ".formatted(), problems)));
    }
    ObjectCreator<Object[], T> creator =
        ObjectCreator.fromArrays(type, constructor().orElseThrow(), columns);
    return new EntityMapping<>(type, List.copyOf(columns), uniqueKeys, creator);
  }

  /** Refuses a class that nobody meant to map, such as String, before its fields are looked at. */
  private void requireEntityClass() {
    if (!type.isRecord() && !isAnnotated() && canHaveColumns()) {
      throw new MappingException(
          "Cannot map %s to a table: it is not an entity class, since it has neither @Table nor @Column. %s"
              .formatted(type.getName(), adviceForOthers()));
    }
  }

  private String adviceForOthers() {
    if (Iterable.class.isAssignableFrom(type)) {
      return "For several objects call insertAll, addAll, updateAll, upsertAll or deleteAll.";
    }
    if (type == Class.class) {
      return "Hand in an object; to delete by a key, the class and the key; to delete by a condition, call execute(...).";
    }
    return type.getName().startsWith("java.")
        ? "Use an object of a class of yours that has @Table."
        : "Annotate it, or use a record.";
  }

  private boolean isAnnotated() {
    return type.isAnnotationPresent(Table.class)
        || fields(type).stream().anyMatch(field -> field.isAnnotationPresent(Column.class));
  }

  /** All fields, those of superclasses first, so that the key of a base class is the first. */
  private static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    if (type != null) {
      fields.addAll(fields(type.getSuperclass()));
      fields.addAll(List.of(type.getDeclaredFields()));
    }
    return fields;
  }

  /**
   * The properties whose values an object of the class can hand in. Those of a record without
   * annotations may be of any type, such as a list. A class that is not an entity class has none.
   */
  List<ColumnMapping> properties() {
    if (isAnnotated()) {
      return read().columns();
    }
    if (type.isRecord()) {
      readColumns();
    }
    return columns;
  }

  /** Adds a problem of the class: what is wrong, and what to do. */
  private void report(String problem) {
    report(type.getTypeName(), problem);
  }

  private void report(String where, String problem) {
    problems.add(where + " " + problem);
  }

  private void checkClass() {
    Table table = type.getAnnotation(Table.class);
    if (table != null && Name.indexOfLost(table.schema() + "." + table.value()) >= 0) {
      report(
          "has a @Table name with NUL or half of a surrogate pair, which would not reach the database. Leave that out.");
    }
    String advice = " Map a class with a constructor without parameters, or a record.";
    if (!canHaveColumns()) {
      report(
          type == Map.class
              ? "has no columns. Call queryRows(...), which reads rows as maps."
              : "is no class that has columns." + advice);
    } else if (Modifier.isAbstract(type.getModifiers())) {
      report("is abstract, so no object of it can be made." + advice);
    } else if (isInner()) {
      report(
          "is an inner class, made only inside another object, or an anonymous one. Make it a static nested class.");
    } else if (constructor().isEmpty()) {
      report(
          "has no constructor without parameters, by which a row becomes an object. Add one, it may be private; or make the class a record.");
    }
  }

  private boolean canHaveColumns() {
    return !(type.isInterface() || type.isEnum() || type.isArray() || type.isPrimitive());
  }

  private boolean isInner() {
    boolean member = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
    boolean local = type.isLocalClass() && constructor().isEmpty();
    return member || local || type.isAnonymousClass();
  }

  /** The canonical constructor of a record, or that without parameters of a class. */
  private Optional<Constructor<?>> constructor() {
    List<Class<?>> parameters = new ArrayList<>();
    if (type.isRecord()) {
      Stream.of(type.getRecordComponents()).map(RecordComponent::getType).forEach(parameters::add);
    }
    return Stream.of(type.getDeclaredConstructors())
        .filter(constructor -> List.of(constructor.getParameterTypes()).equals(parameters))
        .findFirst();
  }

  private void readColumns() {
    try {
      if (type.isRecord()) {
        readComponents();
      } else {
        readFields();
      }
    } catch (ReflectiveOperationException e) {
      throw new MappingException("%s cannot be reached".formatted(type.getName()), e);
    }
    if (columns.isEmpty() && problems.isEmpty()) {
      report(
          "has no column. "
              + (type.isRecord() ? "Give it a component." : "Annotate its fields with @Column."));
    }
    checkNames();
    checkKeyAndVersion();
  }

  private void readComponents() throws ReflectiveOperationException {
    for (RecordComponent component : type.getRecordComponents()) {
      // The compiler copies the annotation of a component to its field.
      Field field = type.getDeclaredField(component.getName());
      Method accessor = Members.makeAccessible(component.getAccessor());
      addColumn(field, MethodHandles.lookup().unreflect(accessor));
    }
  }

  private void readFields() throws ReflectiveOperationException {
    for (Field field : fields(type)) {
      boolean annotated = field.isAnnotationPresent(Column.class);
      boolean stored = (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0;
      if (annotated && Modifier.isFinal(field.getModifiers())) {
        report(
            ColumnMapping.describe(field),
            "is final, so no value can be read into it. Remove final, or make the class a record: in Kotlin write var, or a data class with @JvmRecord.");
      }
      if (annotated && stored) {
        addColumn(field, MethodHandles.lookup().unreflectGetter(Members.makeAccessible(field)));
      } else if (annotated) {
        report(
            ColumnMapping.describe(field),
            "has @Column, but is static or transient. Remove one of the two: such a field is not stored.");
      } else if (stored && !field.isSynthetic()) {
        report(
            ColumnMapping.describe(field),
            "is neither mapped nor left out. Annotate it with @Column, or declare it transient.");
      }
    }
  }

  private void addColumn(Field field, MethodHandle getter) {
    Column annotation = field.getAnnotation(Column.class);
    Column options = annotation == null ? Unannotated.OPTIONS : annotation;
    Optional<Converter<?, ?>> converter = converter(field, options);
    ColumnMapping column =
        new ColumnMapping(
            columns.size(), field, getter, options, converter.orElse(Converters.of(Object.class)));
    columns.add(column);
    ColumnRules rules = new ColumnRules(column, problems);
    if (converter.isPresent()) {
      rules.checkType();
    }
    rules.checkOptions();
  }

  /** The converter of a column or of its type; empty if it cannot be made. */
  private Optional<Converter<?, ?>> converter(Field field, Column options) {
    try {
      return Optional.of(
          options.converter() == Converter.None.class
              ? Converters.of(field.getType())
              : Converters.create(options.converter()));
    } catch (MappingException e) {
      report(
          ColumnMapping.describe(field), "has a converter that cannot be made. " + e.getMessage());
      return Optional.empty();
    }
  }

  private void checkNames() {
    Map<String, ColumnMapping> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (ColumnMapping column : columns) {
      String name = column.name().text();
      ColumnMapping other = names.putIfAbsent(name, column);
      if (other != null) {
        report(
            column.toString(),
            "has the column \"%s\" that %s has. Give one of them another @Column name."
                .formatted(name, other));
      }
    }
  }

  private void checkKeyAndVersion() {
    List<ColumnMapping> keys = columns.stream().filter(ColumnMapping::isKey).toList();
    if (keys.size() > 1 && keys.stream().anyMatch(ColumnMapping::isGenerated)) {
      report(
          "has autoincrement in a composite key, %s. Make one column with autoincrement the whole key, or remove autoincrement and set the key in the program."
              .formatted(keys));
    }
    List<ColumnMapping> versions = columns.stream().filter(ColumnMapping::isVersion).toList();
    if (versions.size() > 1) {
      report("has more than one column with version, %s. Leave it on one.".formatted(versions));
    }
  }

  /** The key, each unique column, and the constraints of {@code @Table}. */
  private List<List<ColumnMapping>> readUniqueKeys() {
    Set<Set<ColumnMapping>> uniqueKeys = new LinkedHashSet<>();
    Set<ColumnMapping> key = new LinkedHashSet<>(columns);
    key.removeIf(column -> !column.isKey());
    if (!key.isEmpty()) {
      uniqueKeys.add(key);
    }
    for (ColumnMapping column : columns) {
      if (column.options().unique()) {
        uniqueKeys.add(Set.of(column));
      }
    }
    Table table = type.getAnnotation(Table.class);
    for (String constraint : table == null ? new String[0] : table.unique()) {
      readUnique(constraint, uniqueKeys);
    }
    return uniqueKeys.stream().map(List::copyOf).toList();
  }

  private void readUnique(String constraint, Set<Set<ColumnMapping>> uniqueKeys) {
    List<String> names = List.of(constraint.split(",", -1));
    Set<ColumnMapping> named = new LinkedHashSet<>();
    for (String name : names) {
      columns.stream().filter(column -> column.isNamed(name.strip())).forEach(named::add);
    }
    String start = "has @Table(unique = \"%s\"), ".formatted(constraint);
    if (named.size() < names.size()) {
      report(
          "%sbut that are not different columns with commas between them. Name some of %s."
              .formatted(start, columns.stream().map(column -> column.name().text()).toList()));
    } else if (named.stream().anyMatch(ColumnMapping::isVersion)) {
      report(start + "of which one is a version. Leave that out: each update increments it.");
    } else if (!uniqueKeys.add(named)) {
      report(start + "which are unique anyway. Remove it, or what says so elsewhere.");
    }
  }
}
