package io.github.coatcheck.mapping;

import java.lang.invoke.MethodHandle;
import java.util.List;

/** Access to a record: accessors, and the canonical constructor, which a copy goes through too. */
final class RecordAccess<T> extends EntityAccess<T> {
  private final Class<T> type;
  private final int size;

  /** Of type {@code (Object[])Object}. */
  private final MethodHandle constructor;

  RecordAccess(Class<T> type, MethodHandle constructor, MethodHandle[] getters) {
    super(getters);
    this.type = type;
    this.size = getters.length;
    this.constructor = constructor;
  }

  @Override
  T create(Object[] values) {
    try {
      return type.cast((Object) constructor.invokeExact(values));
    } catch (Throwable e) {
      throw failure("create", type, e);
    }
  }

  @Override
  T with(T entity, List<ColumnMapping> columns, Object[] values) {
    Object[] copy = new Object[size];
    for (int i = 0; i < size; i++) {
      copy[i] = get(entity, i);
    }
    for (int i = 0; i < values.length; i++) {
      copy[columns.get(i).position()] = values[i];
    }
    return create(copy);
  }
}
