package io.github.coatcheck.mapping;

import java.lang.invoke.MethodHandle;
import java.util.List;

/** Access to a class: a constructor without parameters, and fields that are set. */
final class ClassAccess<T> extends EntityAccess<T> {
  /** One handle a column, of type {@code (Object,Object)void}. */
  private final MethodHandle[] setters;

  ClassAccess(Class<T> type, MethodHandle[] getters, MethodHandle creator, MethodHandle[] setters) {
    super(type, getters, creator);
    this.setters = setters;
  }

  @Override
  T with(T entity, List<ColumnMapping> columns, Object[] values) {
    try {
      for (int i = 0; i < values.length; i++) {
        setters[columns.get(i).position()].invokeExact((Object) entity, values[i]);
      }
      return entity;
    } catch (Throwable e) {
      throw failure("change", entity.getClass(), e);
    }
  }
}
