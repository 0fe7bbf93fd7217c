package io.github.coatcheck.mapping;

import io.github.coatcheck.CoatcheckException;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** Reads the values of an object, and makes objects of values. */
abstract class EntityAccess<T> {
  /** One handle a column, of type {@code (Object)Object}. */
  private final MethodHandle[] getters;

  private final Class<T> type;

  EntityAccess(Class<T> type, MethodHandle[] getters) {
    this.type = type;
    this.getters = getters;
  }

  final Object get(Object entity, int position) {
    try {
      return (Object) getters[position].invokeExact(entity);
    } catch (Throwable e) {
      throw failure("read", type, e);
    }
  }

  /** Makes an object of one value a column. */
  final T create(Object[] values) {
    try {
      return type.cast((Object) creator().invokeExact(values));
    } catch (Throwable e) {
      throw failure("create", type, e);
    }
  }

  /** What makes an object of one value a column, of type {@code (Object[])Object}. */
  abstract MethodHandle creator();

  /** Gives some columns of an object new values: in the object itself, or in a copy of a record. */
  abstract T with(T entity, List<ColumnMapping> columns, Object[] values);

  /** An error that code of the class itself threw, such as a record's constructor. */
  static CoatcheckException failure(String action, Class<?> type, Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return new CoatcheckException(
        "Cannot %s an object of %s: its own code threw %s. Let that code accept what a row may hold."
            .formatted(action, type.getName(), cause),
        cause);
  }
}
