package io.github.coatcheck.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.List;

/** Access to a record through its canonical constructor. */
final class RecordAccess<T> implements EntityAccess<T> {
  private final Class<T> type;
  private final List<ColumnMapping> columns;

  /** Of type {@code (Object[])Object}. */
  private final MethodHandle constructor;

  RecordAccess(Class<T> type, List<ColumnMapping> columns) throws ReflectiveOperationException {
    this.type = type;
    this.columns = columns;
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] parameters = new Class<?>[components.length];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = components[i].getType();
    }
    this.constructor =
        MethodHandles.lookup()
            .unreflectConstructor(Members.makeAccessible(type.getDeclaredConstructor(parameters)))
            .asSpreader(Object[].class, parameters.length)
            .asType(MethodType.genericMethodType(0, true));
  }

  @Override
  public T create(Object[] values) {
    try {
      return type.cast((Object) constructor.invokeExact(values));
    } catch (Throwable e) {
      throw Members.failure("create", type, e);
    }
  }

  @Override
  public T with(T entity, List<ColumnMapping> changed, Object[] values) {
    Object[] copy = new Object[columns.size()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = columns.get(i).get(entity);
    }
    for (int i = 0; i < values.length; i++) {
      copy[changed.get(i).position()] = values[i];
    }
    return create(copy);
  }
}
