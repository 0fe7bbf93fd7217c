package io.github.coatcheck.mapping;

import io.github.coatcheck.Column;
import io.github.coatcheck.Converter;
import io.github.coatcheck.MappingException;
import io.github.coatcheck.Table;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the mapping of one class. Throws one error that lists all problems of the class. */
final class MappingReader<T> {
  /** A record component without {@code @Column} gets the annotation of this field. */
  @Column private static final String DEFAULT_OPTIONS = "DEFAULT_OPTIONS";

  private final Class<T> type;
  private final ColumnRules rules = new ColumnRules();
  private final List<ColumnMapping> columns = new ArrayList<>();
  private final List<Field> fields = new ArrayList<>();

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
    if (!rules.problems().isEmpty()) {
      throw new MappingException(
          "Cannot map %s to a table:%n- %s"
              .formatted(type.getName(), String.join("%n- ".formatted(), rules.problems())));
    }
    return new EntityMapping<>(type, List.copyOf(columns), uniqueKeys, createAccess());
  }

  private EntityAccess<T> createAccess() {
    try {
      return type.isRecord() ? new RecordAccess<>(type, columns) : new ClassAccess<>(type, fields);
    } catch (ReflectiveOperationException e) {
      throw inaccessible(type, e);
    }
  }

  /** Refuses a class that nobody meant to map, such as String, before its fields are looked at. */
  private void requireEntityClass() {
    if (!type.isRecord() && !isAnnotated() && canHaveColumns()) {
      throw new MappingException(
          "Cannot map %s to a table: it is not an entity class, since it has neither @Table nor @Column. Use an entity class or a record, or objects of one."
              .formatted(type.getName()));
    }
  }

  private boolean isAnnotated() {
    boolean annotated = type.isAnnotationPresent(Table.class);
    for (Class<?> owner = type; owner != null && !annotated; owner = owner.getSuperclass()) {
      annotated =
          Stream.of(owner.getDeclaredFields())
              .anyMatch(field -> field.isAnnotationPresent(Column.class));
    }
    return annotated;
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

  private void checkClass() {
    String problem = classProblem();
    if (!problem.isEmpty()) {
      rules.report(type.getTypeName(), problem);
    }
  }

  private String classProblem() {
    String advice = "Map a class with a constructor without parameters, or a record.";
    if (!canHaveColumns()) {
      return "is no class that has columns. " + advice;
    }
    if (Modifier.isAbstract(type.getModifiers())) {
      return "is abstract, so no object of it can be made. " + advice;
    }
    if (isInner()) {
      return "is an inner class, made only inside another object. Make it a static nested class.";
    }
    return type.isRecord() || hasNoArgConstructor()
        ? ""
        : "has no constructor without parameters, by which a row becomes an object. Add one, it may be private; or make the class a record.";
  }

  private boolean canHaveColumns() {
    return !(type.isInterface() || type.isEnum() || type.isArray() || type.isPrimitive());
  }

  private boolean isInner() {
    boolean member = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
    boolean local = type.isLocalClass() && !type.isRecord() && !hasNoArgConstructor();
    return member || local || type.isAnonymousClass();
  }

  private boolean hasNoArgConstructor() {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (constructor.getParameterCount() == 0) {
        return true;
      }
    }
    return false;
  }

  private void readColumns() {
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        // The compiler copies the annotation of a component to its field.
        addColumn(findField(type, component.getName()), getter(component));
      }
    } else {
      readFields(type);
    }
    if (columns.isEmpty() && rules.problems().isEmpty()) {
      rules.report(
          type.getName(),
          "has no column. "
              + (type.isRecord() ? "Give it a component." : "Annotate its fields with @Column."));
    }
    rules.checkColumns(type, columns);
  }

  private List<List<ColumnMapping>> readUniqueKeys() {
    List<List<ColumnMapping>> uniqueKeys = new ArrayList<>();
    List<ColumnMapping> key = columns.stream().filter(ColumnMapping::isKey).toList();
    if (!key.isEmpty()) {
      uniqueKeys.add(key);
    }
    for (ColumnMapping column : columns) {
      if (column.options().unique() && !key.equals(List.of(column))) {
        uniqueKeys.add(List.of(column));
      }
    }
    Table table = type.getAnnotation(Table.class);
    for (String constraint : table == null ? new String[0] : table.unique()) {
      uniqueKeys.add(rules.readUnique(type, constraint, columns, uniqueKeys));
    }
    return uniqueKeys;
  }

  /** Reads superclasses first, so that the key of a base class is the first column. */
  private void readFields(Class<?> owner) {
    if (owner.getSuperclass() != null) {
      readFields(owner.getSuperclass());
    }
    for (Field field : owner.getDeclaredFields()) {
      if (field.isAnnotationPresent(Column.class)) {
        rules.checkField(field);
        if (!ColumnRules.isExcluded(field)) {
          fields.add(field);
          addColumn(field, getter(field));
        }
      } else if (!field.isSynthetic()) {
        rules.checkUnmapped(field);
      }
    }
  }

  private static MethodHandle getter(RecordComponent component) {
    try {
      return MethodHandles.lookup().unreflect(Members.makeAccessible(component.getAccessor()));
    } catch (IllegalAccessException e) {
      throw inaccessible(component.getDeclaringRecord(), e);
    }
  }

  private static MethodHandle getter(Field field) {
    try {
      return MethodHandles.lookup().unreflectGetter(Members.makeAccessible(field));
    } catch (IllegalAccessException e) {
      throw inaccessible(field.getDeclaringClass(), e);
    }
  }

  private static MappingException inaccessible(Class<?> type, ReflectiveOperationException cause) {
    return new MappingException("%s cannot be reached".formatted(type.getName()), cause);
  }

  private void addColumn(Field field, MethodHandle getter) {
    Field annotated =
        field.isAnnotationPresent(Column.class)
            ? field
            : findField(MappingReader.class, DEFAULT_OPTIONS);
    Column options = annotated.getAnnotation(Column.class);
    Converter<?, ?> converter = Converters.of(Object.class);
    try {
      converter =
          options.converter() == Converter.None.class
              ? Converters.of(field.getType())
              : Converters.create(options.converter());
      rules.checkType(field, options, converter);
    } catch (MappingException e) {
      rules.report(field, "has a converter that cannot be made. " + e.getMessage());
    }
    rules.checkOptions(field, options, converter);
    columns.add(new ColumnMapping(columns.size(), field, getter, options, converter));
  }

  private static Field findField(Class<?> owner, String name) {
    try {
      return owner.getDeclaredField(name);
    } catch (NoSuchFieldException e) {
      throw new MappingException("%s has no field %s".formatted(owner.getName(), name), e);
    }
  }
}
