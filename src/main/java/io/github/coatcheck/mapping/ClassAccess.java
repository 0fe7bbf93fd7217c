package io.github.coatcheck.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.List;

/** Access to a class through its constructor without parameters and its fields. */
final class ClassAccess<T> implements EntityAccess<T> {
  /** The type {@code (Object,Object)void}. */
  private static final MethodType SETTER =
      MethodType.genericMethodType(2).changeReturnType(void.class);

  /** The type {@code ()Object}. */
  private static final MethodType CONSTRUCTOR = MethodType.genericMethodType(0);

  private final Class<T> type;
  private final Constructor<T> constructor;
  private final List<Field> fields;

  /**
   * Of type {@code (Object[])Object}. Built when the first row is read, since it takes a while and
   * many programs never read a row.
   */
  private volatile MethodHandle creator;

  /** Expects accessible fields, one for each column, in the order of the columns. */
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

  /** Combines the constructor and all setters, so that a row needs one call instead of many. */
  private MethodHandle buildCreator() throws IllegalAccessException {
    MethodHandle elementAt = MethodHandles.arrayElementGetter(Object[].class);
    MethodHandle setAll =
        MethodHandles.dropArguments(MethodHandles.identity(Object.class), 1, Object[].class);
    for (int i = fields.size() - 1; i >= 0; i--) {
      MethodHandle value = MethodHandles.insertArguments(elementAt, 1, i);
      MethodHandle setter = MethodHandles.lookup().unreflectSetter(fields.get(i)).asType(SETTER);
      setAll = MethodHandles.foldArguments(setAll, MethodHandles.filterArguments(setter, 1, value));
    }
    MethodHandle newObject = MethodHandles.lookup().unreflectConstructor(constructor);
    return MethodHandles.foldArguments(setAll, newObject.asType(CONSTRUCTOR));
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
