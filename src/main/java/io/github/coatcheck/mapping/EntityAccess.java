package io.github.coatcheck.mapping;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.MappingException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.List;

/** Reads the values of an object, and makes objects of values, by method handles. */
final class EntityAccess<T> {
  /** {@code (Object)Object}. */
  private static final MethodType GETTER = MethodType.genericMethodType(1);

  /** {@code (Object,Object)void}. */
  private static final MethodType SETTER =
      MethodType.genericMethodType(2).changeReturnType(void.class);

  /** {@code ()Object}. */
  private static final MethodType EMPTY = MethodType.genericMethodType(0);

  /** {@code (Object[])Object}. */
  private static final MethodType CREATOR = MethodType.genericMethodType(0, true);

  private final Class<T> type;
  private final MethodHandle[] getters;

  /** One for each column of a class; a record has none. */
  private final MethodHandle[] setters;

  /** The constructor without parameters of a class, or the canonical one of a record. */
  private final MethodHandle constructor;

  /** Joined when the first row is read, which many a program never does. */
  private volatile MethodHandle creator;

  private EntityAccess(
      Class<T> type, MethodHandle[] getters, MethodHandle[] setters, MethodHandle constructor) {
    this.type = type;
    this.getters = getters;
    this.setters = setters;
    this.constructor = constructor;
  }

  /** Access to a record by its components, or to a class by some fields. */
  static <T> EntityAccess<T> of(Class<T> type, List<Field> fields) {
    try {
      return type.isRecord() ? ofRecord(type) : ofClass(type, fields);
    } catch (ReflectiveOperationException e) {
      throw closed(type, e);
    }
  }

  private static <T> EntityAccess<T> ofClass(Class<T> type, List<Field> fields)
      throws ReflectiveOperationException {
    MethodHandle[] getters = new MethodHandle[fields.size()];
    MethodHandle[] setters = new MethodHandle[fields.size()];
    for (int i = 0; i < getters.length; i++) {
      // Each in the class that declares it: a lookup in a subclass may not see a private field.
      Lookup lookup = lookup(fields.get(i).getDeclaringClass());
      getters[i] = lookup.unreflectGetter(fields.get(i)).asType(GETTER);
      setters[i] = lookup.unreflectSetter(fields.get(i)).asType(SETTER);
    }
    MethodHandle empty = lookup(type).unreflectConstructor(type.getDeclaredConstructor());
    return new EntityAccess<>(type, getters, setters, empty.asType(EMPTY));
  }

  private static <T> EntityAccess<T> ofRecord(Class<T> type) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    MethodHandle[] getters = new MethodHandle[components.length];
    Class<?>[] parameters = new Class<?>[components.length];
    for (int i = 0; i < getters.length; i++) {
      getters[i] = lookup(type).unreflect(components[i].getAccessor()).asType(GETTER);
      parameters[i] = components[i].getType();
    }
    MethodHandle canonical =
        lookup(type).unreflectConstructor(type.getDeclaredConstructor(parameters));
    return new EntityAccess<>(
        type,
        getters,
        new MethodHandle[0],
        canonical.asSpreader(Object[].class, parameters.length).asType(CREATOR));
  }

  /** Makes an object of a class with a constructor without parameters, of any visibility. */
  static <T> T newInstance(Class<T> type) {
    try {
      MethodType none = MethodType.methodType(void.class);
      return type.cast(lookup(type).findConstructor(type, none).invoke());
    } catch (NoSuchMethodException | InstantiationException e) {
      throw new MappingException(
          "Cannot make a %s: it is abstract, or has no constructor without parameters. Name a class that has one."
              .formatted(type.getName()),
          e);
    } catch (IllegalAccessException e) {
      throw closed(type, e);
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      throw new MappingException(
          "Cannot make a %s: its constructor threw %s. Let it succeed."
              .formatted(type.getName(), e),
          e);
    }
  }

  private static Lookup lookup(Class<?> type) throws IllegalAccessException {
    // A module sees another reflectively only when it reads it, even where a package is opened.
    EntityAccess.class.getModule().addReads(type.getModule());
    return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
  }

  private static MappingException closed(Class<?> type, ReflectiveOperationException cause) {
    return new MappingException(
        "Cannot reach the members of %s: module %s does not open its package. Add \"opens %s to io.github.coatcheck;\" to its module-info.java."
            .formatted(type.getName(), type.getModule().getName(), type.getPackageName()),
        cause);
  }

  Object get(Object entity, int position) {
    try {
      return (Object) getters[position].invokeExact(entity);
    } catch (Throwable e) {
      throw failure("read", e);
    }
  }

  /** Makes an object of one value a column. */
  T create(Object[] values) {
    try {
      return type.cast((Object) creator().invokeExact(values));
    } catch (Throwable e) {
      throw failure("create", e);
    }
  }

  private MethodHandle creator() {
    if (creator == null) {
      creator = setters.length == 0 ? constructor : join();
    }
    return creator;
  }

  /** Joins the constructor and the setters, so that a row is one call, not one a column. */
  private MethodHandle join() {
    MethodHandle element = MethodHandles.arrayElementGetter(Object[].class);
    MethodHandle filled =
        MethodHandles.dropArguments(MethodHandles.identity(Object.class), 1, Object[].class);
    for (int i = setters.length - 1; i >= 0; i--) {
      MethodHandle value = MethodHandles.insertArguments(element, 1, i);
      MethodHandle set = MethodHandles.filterArguments(setters[i], 1, value);
      filled = MethodHandles.foldArguments(filled, set);
    }
    return MethodHandles.foldArguments(filled, constructor);
  }

  /** Gives some columns of an object new values: in the object itself, or in a copy of a record. */
  T with(T entity, List<ColumnMapping> columns, Object[] values) {
    return setters.length == 0 ? copy(entity, columns, values) : set(entity, columns, values);
  }

  private T copy(T entity, List<ColumnMapping> columns, Object[] values) {
    Object[] copy = new Object[getters.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = get(entity, i);
    }
    for (int i = 0; i < values.length; i++) {
      copy[columns.get(i).position()] = values[i];
    }
    return create(copy);
  }

  private T set(T entity, List<ColumnMapping> columns, Object[] values) {
    try {
      for (int i = 0; i < values.length; i++) {
        setters[columns.get(i).position()].invokeExact((Object) entity, values[i]);
      }
      return entity;
    } catch (Throwable e) {
      throw failure("change", e);
    }
  }

  /** An error that code of the class itself threw, such as a record's constructor. */
  private CoatcheckException failure(String action, Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return new CoatcheckException(
        "Cannot %s an object of %s: its own code threw %s. Let that code accept what a row may hold."
            .formatted(action, type.getName(), cause),
        cause);
  }
}
