package io.github.coatcheck.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.util.List;

/** Creates objects of one class from the values of its columns. */
final class ObjectCreator<T> {
  /** The type {@code (Object,Object)void}. */
  private static final MethodType SETTER =
      MethodType.genericMethodType(2).changeReturnType(void.class);

  private final Class<T> type;
  private final Constructor<?> constructor;
  private final List<ColumnMapping> columns;

  /**
   * Of type {@code (Object[])Object}. Built when the first row is read, since it takes a while and
   * many programs never read a row.
   */
  private volatile MethodHandle creator;

  /** Expects the canonical constructor of a record, or that without parameters of a class. */
  ObjectCreator(Class<T> type, Constructor<?> constructor, List<ColumnMapping> columns) {
    this.type = type;
    this.constructor = Members.makeAccessible(constructor);
    this.columns = columns;
  }

  /** Creates an object from its values, one for each column. */
  T create(Object[] values) {
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
    MethodHandle newObject = MethodHandles.lookup().unreflectConstructor(constructor);
    if (type.isRecord()) {
      return newObject
          .asSpreader(Object[].class, columns.size())
          .asType(MethodType.genericMethodType(0, true));
    }
    MethodHandle elementAt = MethodHandles.arrayElementGetter(Object[].class);
    MethodHandle setAll =
        MethodHandles.dropArguments(MethodHandles.identity(Object.class), 1, Object[].class);
    for (ColumnMapping column : columns) {
      MethodHandle value = MethodHandles.insertArguments(elementAt, 1, column.position());
      MethodHandle setter = column.setter().asType(SETTER);
      setAll = MethodHandles.foldArguments(setAll, MethodHandles.filterArguments(setter, 1, value));
    }
    return MethodHandles.foldArguments(setAll, newObject.asType(MethodType.genericMethodType(0)));
  }
}
