package io.github.coatcheck.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.List;

/** Access to a class by its constructor without parameters, and by its fields. */
final class ClassAccess<T> implements EntityAccess<T> {
  /** {@code (Object,Object)void}. */
  private static final MethodType SETTER =
      MethodType.genericMethodType(2).changeReturnType(void.class);

  /** {@code ()Object}. */
  private static final MethodType NEW = MethodType.genericMethodType(0);

  private final Class<T> type;
  private final Constructor<T> constructor;
  private final List<Field> fields;

  /**
   * {@code (Object[])Object}. Built when the first row is read: it takes a while, and many programs
   * never read one.
   */
  private volatile MethodHandle creator;

  /** Takes the accessible fields of the columns, in the order of the columns. */
  ClassAccess(Class<T> type, List<Field> fields) throws NoSuchMethodException {
    this.type = type;
    this.constructor = Members.makeAccessible(type.getDeclaredConstructor());
    this.fields = fields;
  }

  @Override
  public T create(Object[] values) {
    try {
      if (creator == null) {
        creator = buildCreator();
      }
      return type.cast((Object) creator.invokeExact(values));
    } catch (Throwable e) {
      throw Members.failure("create", type, e);
    }
  }

  /** Joins the constructor and all setters, so that a row takes one call instead of many. */
  private MethodHandle buildCreator() throws IllegalAccessException {
    MethodHandle element = MethodHandles.arrayElementGetter(Object[].class);
    MethodHandle filled =
        MethodHandles.dropArguments(MethodHandles.identity(Object.class), 1, Object[].class);
    for (int i = fields.size() - 1; i >= 0; i--) {
      MethodHandle value = MethodHandles.insertArguments(element, 1, i);
      MethodHandle setter = MethodHandles.lookup().unreflectSetter(fields.get(i)).asType(SETTER);
      filled = MethodHandles.foldArguments(filled, MethodHandles.filterArguments(setter, 1, value));
    }
    MethodHandle created = MethodHandles.lookup().unreflectConstructor(constructor);
    return MethodHandles.foldArguments(filled, created.asType(NEW));
  }

  @Override
  public T with(T entity, List<ColumnMapping> columns, Object[] values) {
    try {
      for (int i = 0; i < values.length; i++) {
        fields.get(columns.get(i).position()).set(entity, values[i]);
      }
      return entity;
    } catch (IllegalAccessException e) {
      throw Members.failure("change", type, e);
    }
  }
}
