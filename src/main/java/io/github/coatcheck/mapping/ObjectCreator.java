package io.github.coatcheck.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.function.Function;

/** Creates objects of one class from sources of their values, such as arrays or rows. */
public final class ObjectCreator<S, T> {
  /** The type {@code (Object,Object)void}. */
  private static final MethodType SETTER =
      MethodType.genericMethodType(2).changeReturnType(void.class);

  private final Class<T> type;
  private final Constructor<?> constructor;
  private final List<ColumnMapping> columns;
  private final Class<S> source;

  /** Makes what gets the value of each column from a source. */
  private final Function<ColumnMapping, MethodHandle> getters;

  /**
   * Of type {@code (Object)Object}. Built when the first row is read, since it takes a while and
   * many programs never read a row.
   */
  private volatile MethodHandle creator;

  private ObjectCreator(
      Class<T> type,
      Constructor<?> constructor,
      List<ColumnMapping> columns,
      Class<S> source,
      Function<ColumnMapping, MethodHandle> getters) {
    this.type = type;
    this.constructor = constructor;
    this.columns = columns;
    this.source = source;
    this.getters = getters;
  }

  /** Expects the canonical constructor of a record, or that without parameters of a class. */
  static <T> ObjectCreator<Object[], T> fromArrays(
      Class<T> type, Constructor<?> constructor, List<ColumnMapping> columns) {
    return new ObjectCreator<>(
        type,
        Members.makeAccessible(constructor),
        columns,
        Object[].class,
        column ->
            MethodHandles.insertArguments(
                MethodHandles.arrayElementGetter(Object[].class), 1, column.position()));
  }

  /**
   * Creates objects of the same class from other sources.
   *
   * @param getters makes what gets the value of a column from a source, and wraps what it throws in
   *     a {@link SourceException}
   */
  <O> ObjectCreator<O, T> from(Class<O> source, Function<ColumnMapping, MethodHandle> getters) {
    return new ObjectCreator<>(type, constructor, columns, source, getters);
  }

  /** Creates an object. */
  public T create(S from) {
    try {
      if (creator == null) {
        creator = buildCreator().asType(MethodType.genericMethodType(1));
      }
      return type.cast((Object) creator.invokeExact((Object) from));
    } catch (Throwable e) {
      throw Members.failure("create", type, e);
    }
  }

  /**
   * Combines getters, constructor and setters, so that a row needs one call instead of many, and no
   * array.
   */
  private MethodHandle buildCreator() throws IllegalAccessException {
    MethodHandle newObject = MethodHandles.lookup().unreflectConstructor(constructor);
    if (type.isRecord()) {
      MethodHandle[] values = columns.stream().map(getters).toArray(MethodHandle[]::new);
      return MethodHandles.permuteArguments(
          MethodHandles.filterArguments(newObject.asType(newObject.type().generic()), 0, values),
          MethodType.methodType(Object.class, source),
          new int[values.length]);
    }
    MethodHandle setAll =
        MethodHandles.dropArguments(MethodHandles.identity(Object.class), 1, source);
    // The handle that is folded last runs first: columns are read in order, as some drivers expect.
    for (int i = columns.size() - 1; i >= 0; i--) {
      ColumnMapping column = columns.get(i);
      MethodHandle setter = column.setter().asType(SETTER);
      MethodHandle getAndSet = MethodHandles.filterArguments(setter, 1, getters.apply(column));
      setAll = MethodHandles.foldArguments(setAll, getAndSet);
    }
    return MethodHandles.foldArguments(setAll, newObject.asType(MethodType.genericMethodType(0)));
  }
}
