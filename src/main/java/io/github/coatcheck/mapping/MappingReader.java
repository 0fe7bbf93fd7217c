package io.github.coatcheck.mapping;

import io.github.coatcheck.Column;
import io.github.coatcheck.Converter;
import io.github.coatcheck.MappingException;
import io.github.coatcheck.Table;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the annotations of one class; refuses it with all of its problems at once. */
final class MappingReader<T> {
  /** A component without {@code @Column} is mapped as if it had the annotation of this field. */
  @Column private static final String WITHOUT_OPTIONS = "WITHOUT_OPTIONS";

  private static final Converter<?, ?> NO_CONVERTER = converter(Converter.None.class);

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
    if (hasFields()) {
      readColumns();
    }
    if (!rules.problems().isEmpty()) {
      throw new MappingException(
          "Cannot map %s to a table:%n- %s"
              .formatted(type.getName(), String.join("%n- ".formatted(), rules.problems())));
    }
    return new EntityMapping<>(type, List.copyOf(columns), access());
  }

  private EntityAccess<T> access() {
    try {
      return type.isRecord() ? new RecordAccess<>(type, columns) : new ClassAccess<>(type, fields);
    } catch (ReflectiveOperationException e) {
      throw unreachable(type, e);
    }
  }

  /** Refuses a class that nobody meant to map, such as String, before its fields are looked at. */
  private void requireEntityClass() {
    boolean annotated = type.isRecord() || type.isAnnotationPresent(Table.class);
    for (Class<?> owner = type; owner != null && !annotated; owner = owner.getSuperclass()) {
      annotated =
          Stream.of(owner.getDeclaredFields())
              .anyMatch(field -> field.isAnnotationPresent(Column.class));
    }
    if (!annotated && hasFields()) {
      throw new MappingException(
          "Cannot map %s to a table: it is not an entity class, since it has neither @Table nor @Column. Use an entity class, or objects of one."
              .formatted(type.getName()));
    }
  }

  private void checkClass() {
    String problem = problemOfClass();
    if (!problem.isEmpty()) {
      rules.report(type.getTypeName(), problem);
    }
  }

  private String problemOfClass() {
    String instead = "Map a class with a constructor without parameters, or a record.";
    if (!hasFields()) {
      return "is no class that has columns. " + instead;
    }
    if (Modifier.isAbstract(type.getModifiers())) {
      return "is abstract, so no object of it can be made. " + instead;
    }
    if (isInner()) {
      return "is an inner class, made only inside another object. Make it a static nested class.";
    }
    return type.isRecord() || hasConstructor()
        ? ""
        : "has no constructor without parameters, by which a row becomes an object. Add one, it may be private; or make the class a record.";
  }

  private boolean hasFields() {
    return !(type.isInterface() || type.isEnum() || type.isArray() || type.isPrimitive());
  }

  private boolean isInner() {
    boolean member = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
    boolean local = type.isLocalClass() && !type.isRecord() && !hasConstructor();
    return member || local || type.isAnonymousClass();
  }

  private boolean hasConstructor() {
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
        // The field has the annotation of its component.
        addColumn(field(type, component.getName()), getter(component));
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
    rules.checkTogether(type, columns);
  }

  /** Reads the superclasses first, so that a base class with the key leads the table. */
  private void readFields(Class<?> owner) {
    if (owner.getSuperclass() != null) {
      readFields(owner.getSuperclass());
    }
    for (Field field : owner.getDeclaredFields()) {
      if (field.isAnnotationPresent(Column.class)) {
        rules.checkField(field);
        if (!ColumnRules.isLeftOut(field)) {
          fields.add(field);
          addColumn(field, getter(field));
        }
      } else if (!field.isSynthetic()) {
        rules.checkForgotten(field);
      }
    }
  }

  private static MethodHandle getter(RecordComponent component) {
    try {
      return MethodHandles.lookup().unreflect(Members.makeAccessible(component.getAccessor()));
    } catch (IllegalAccessException e) {
      throw unreachable(component.getDeclaringRecord(), e);
    }
  }

  private static MethodHandle getter(Field field) {
    try {
      return MethodHandles.lookup().unreflectGetter(Members.makeAccessible(field));
    } catch (IllegalAccessException e) {
      throw unreachable(field.getDeclaringClass(), e);
    }
  }

  private static MappingException unreachable(Class<?> type, ReflectiveOperationException cause) {
    return new MappingException("%s cannot be reached".formatted(type.getName()), cause);
  }

  private void addColumn(Field field, MethodHandle getter) {
    Field annotated =
        field.isAnnotationPresent(Column.class)
            ? field
            : field(MappingReader.class, WITHOUT_OPTIONS);
    Column options = annotated.getAnnotation(Column.class);
    Converter<?, ?> converter = NO_CONVERTER;
    try {
      if (options.converter() != Converter.None.class) {
        converter = converter(options.converter());
      }
      rules.checkType(field, options, converter);
    } catch (MappingException e) {
      rules.report(field, "has a converter that cannot be made. " + e.getMessage());
    }
    rules.checkOptions(field, options);
    columns.add(new ColumnMapping(columns.size(), field, getter, options, converter));
  }

  /** Makes a converter by its constructor without parameters, of any visibility. */
  private static Converter<?, ?> converter(Class<? extends Converter<?, ?>> type) {
    try {
      return Members.makeAccessible(type.getDeclaredConstructor()).newInstance();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new MappingException(
          "Cannot make a %s: its constructor threw %s. Let it succeed."
              .formatted(type.getName(), e.getCause()),
          e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new MappingException(
          "Cannot make a %s: it is abstract, or has no constructor without parameters. Name a class that has one."
              .formatted(type.getName()),
          e);
    }
  }

  private static Field field(Class<?> owner, String name) {
    try {
      return owner.getDeclaredField(name);
    } catch (NoSuchFieldException e) {
      throw new MappingException("%s has no field %s".formatted(owner.getName(), name), e);
    }
  }
}
