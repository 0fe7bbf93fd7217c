package io.github.coatcheck.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.util.List;

/** Access to a record by its accessors and its canonical constructor. */
final class RecordAccess<T> extends EntityAccess<T> {
  private final MethodHandle creator;
  private final int columns;

  RecordAccess(Class<T> type) throws ReflectiveOperationException {
    super(type, getters(type));
    RecordComponent[] components = type.getRecordComponents();
    this.columns = components.length;
    Class<?>[] parameters = new Class<?>[columns];
    for (int i = 0; i < columns; i++) {
      parameters[i] = components[i].getType();
    }
    this.creator =
        MethodHandles.lookup()
            .unreflectConstructor(opened(type.getDeclaredConstructor(parameters)))
            .asSpreader(Object[].class, columns)
            .asType(CREATOR);
  }

  private static MethodHandle[] getters(Class<?> type) throws IllegalAccessException {
    RecordComponent[] components = type.getRecordComponents();
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
  T with(T entity, List<ColumnMapping> changed, Object[] values) {
    Object[] copy = new Object[columns];
    for (int i = 0; i < columns; i++) {
      copy[i] = get(entity, i);
    }
    for (int i = 0; i < values.length; i++) {
      copy[changed.get(i).position()] = values[i];
    }
    return create(copy);
  }
}
