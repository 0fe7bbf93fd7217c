package io.github.coatcheck.mapping;

import java.lang.invoke.MethodHandle;
import java.util.List;

/** Access to a record: accessors, and the canonical constructor, which a copy goes through too. */
final class RecordAccess<T> extends EntityAccess<T> {
  private final int size;
  private final MethodHandle creator;

  RecordAccess(Class<T> type, MethodHandle[] getters, MethodHandle creator) {
    super(type, getters);
    this.size = getters.length;
    this.creator = creator;
  }

  @Override
  MethodHandle creator() {
    return creator;
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
