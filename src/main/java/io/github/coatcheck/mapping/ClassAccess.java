package io.github.coatcheck.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.List;

/** Access to a class by some fields, which its constructor without parameters leaves to be set. */
final class ClassAccess<T> extends EntityAccess<T> {
  /** {@code (Object,Object)void}. */
  private static final MethodType SETTER =
      MethodType.genericMethodType(2).changeReturnType(void.class);

  /** {@code ()Object}. */
  private static final MethodType EMPTY = MethodType.genericMethodType(0);

  private final Constructor<T> constructor;
  private final Field[] fields;

  /** Made when the first row is read: it takes a while, and many a program never reads one. */
  private volatile MethodHandle creator;

  ClassAccess(Class<T> type, List<Field> fields) throws ReflectiveOperationException {
    super(type, getters(fields));
    this.constructor = opened(type.getDeclaredConstructor());
    this.fields = fields.toArray(new Field[0]);
  }

  private static MethodHandle[] getters(List<Field> fields) throws IllegalAccessException {
    MethodHandle[] getters = new MethodHandle[fields.size()];
    for (int i = 0; i < getters.length; i++) {
      getters[i] = MethodHandles.lookup().unreflectGetter(opened(fields.get(i)));
    }
    return getters;
  }

  @Override
  MethodHandle creator() throws IllegalAccessException {
    if (creator == null) {
      creator = join();
    }
    return creator;
  }

  /** Joins the constructor and the setters, so that a row is one call, not one a column. */
  private MethodHandle join() throws IllegalAccessException {
    MethodHandle element = MethodHandles.arrayElementGetter(Object[].class);
    MethodHandle filled =
        MethodHandles.dropArguments(MethodHandles.identity(Object.class), 1, Object[].class);
    for (int i = fields.length - 1; i >= 0; i--) {
      MethodHandle value = MethodHandles.insertArguments(element, 1, i);
      MethodHandle setter = MethodHandles.lookup().unreflectSetter(fields[i]).asType(SETTER);
      filled = MethodHandles.foldArguments(filled, MethodHandles.filterArguments(setter, 1, value));
    }
    MethodHandle empty = MethodHandles.lookup().unreflectConstructor(constructor);
    return MethodHandles.foldArguments(filled, empty.asType(EMPTY));
  }

  @Override
  T with(T entity, List<ColumnMapping> columns, Object[] values) {
    try {
      for (int i = 0; i < values.length; i++) {
        fields[columns.get(i).position()].set(entity, values[i]);
      }
      return entity;
    } catch (IllegalAccessException e) {
      throw failure("change", e);
    }
  }
}
