package io.github.coatcheck.mapping;

import java.lang.invoke.MethodHandle;
import java.util.List;

/** Access to a class: a constructor without parameters, and fields that are set. */
final class ClassAccess<T> extends EntityAccess<T> {
  private final Class<T> type;

  /** Of type {@code ()Object}. */
  private final MethodHandle constructor;

  /** One handle a column, of type {@code (Object,Object)void}. */
  private final MethodHandle[] setters;

  ClassAccess(
      Class<T> type, MethodHandle constructor, MethodHandle[] getters, MethodHandle[] setters) {
    super(getters);
    this.type = type;
    this.constructor = constructor;
    this.setters = setters;
  }

  @Override
  T create(Object[] values) {
    try {
      Object entity = (Object) constructor.invokeExact();
      for (int i = 0; i < values.length; i++) {
        setters[i].invokeExact(entity, values[i]);
      }
      return type.cast(entity);
    } catch (Throwable e) {
      throw failure("create", type, e);
    }
  }

  @Override
  T with(T entity, List<ColumnMapping> columns, Object[] values) {
    try {
      for (int i = 0; i < values.length; i++) {
        setters[columns.get(i).position()].invokeExact((Object) entity, values[i]);
      }
      return entity;
    } catch (Throwable e) {
      throw failure("change", type, e);
    }
  }
}
