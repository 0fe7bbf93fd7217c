package io.github.coatcheck.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** Access to a class: a constructor without parameters, and fields that are set. */
final class ClassAccess<T> extends EntityAccess<T> {
  /** Of type {@code ()Object}. */
  private final MethodHandle empty;

  /** One handle a column, of type {@code (Object,Object)void}. */
  private final MethodHandle[] setters;

  /** Joined when the first row is read, which many a program never does. */
  private volatile MethodHandle creator;

  ClassAccess(Class<T> type, MethodHandle[] getters, MethodHandle empty, MethodHandle[] setters) {
    super(type, getters);
    this.empty = empty;
    this.setters = setters;
  }

  @Override
  MethodHandle creator() {
    if (creator == null) {
      creator = join();
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
    return MethodHandles.foldArguments(filled, empty);
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
