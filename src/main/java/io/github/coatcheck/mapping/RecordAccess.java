package io.github.coatcheck.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.util.List;

/** Access to a record by its accessors and its canonical constructor. */
final class RecordAccess<T> extends EntityAccess<T> {
  private final MethodHandle creator;

  RecordAccess(Class<T> type) throws ReflectiveOperationException {
    this(type, type.getRecordComponents());
  }

  private RecordAccess(Class<T> type, RecordComponent[] components)
      throws ReflectiveOperationException {
    super(type, getters(components));
    Class<?>[] parameters = new Class<?>[components.length];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = components[i].getType();
    }
    this.creator =
        MethodHandles.lookup()
            .unreflectConstructor(opened(type.getDeclaredConstructor(parameters)))
            .asSpreader(Object[].class, parameters.length)
            .asType(CREATOR);
  }

  private static MethodHandle[] getters(RecordComponent[] components)
      throws IllegalAccessException {
    MethodHandle[] getters = new MethodHandle[components.length];
    for (int i = 0; i < getters.length; i++) {
      getters[i] = MethodHandles.lookup().unreflect(opened(components[i].getAccessor()));
    }
    return getters;
  }

  @Override
  MethodHandle creator() {
    return creator;
  }

  @Override
  T with(T entity, List<ColumnMapping> columns, Object[] values) {
    Object[] copy = values(entity);
    for (int i = 0; i < values.length; i++) {
      copy[columns.get(i).position()] = values[i];
    }
    return create(copy);
  }
}
