package io.github.coatcheck.mapping;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.MappingException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Member;
import java.util.List;

/** Reads the values of an object, and makes objects of values, by method handles. */
abstract class EntityAccess<T> {
  /** {@code (Object)Object}. */
  private static final MethodType GETTER = MethodType.genericMethodType(1);

  /** {@code (Object[])Object}. */
  static final MethodType CREATOR = MethodType.genericMethodType(0, true);

  private final Class<T> type;
  private final MethodHandle[] getters;

  EntityAccess(Class<T> type, MethodHandle[] getters) {
    this.type = type;
    this.getters = getters;
    for (int i = 0; i < getters.length; i++) {
      getters[i] = getters[i].asType(GETTER);
    }
  }

  /** Lets a member of any visibility be used, in a module that allows it. */
  static <M extends AccessibleObject & Member> M opened(M member) {
    if (!member.trySetAccessible()) {
      Class<?> owner = member.getDeclaringClass();
      throw new MappingException(
          "Cannot reach the members of %s: module %s does not open its package. Add \"opens %s to io.github.coatcheck;\" to its module-info.java."
              .formatted(owner.getName(), owner.getModule().getName(), owner.getPackageName()));
    }
    return member;
  }

  /** The value of the column at a position. */
  final Object get(T entity, int position) {
    try {
      return (Object) getters[position].invokeExact((Object) entity);
    } catch (Throwable e) {
      throw failure("read", e);
    }
  }

  /** The values of all columns. */
  final Object[] values(T entity) {
    Object[] values = new Object[getters.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = get(entity, i);
    }
    return values;
  }

  /** Makes an object of one value a column. */
  final T create(Object[] values) {
    try {
      return type.cast((Object) creator().invokeExact(values));
    } catch (Throwable e) {
      throw failure("create", e);
    }
  }

  /** Makes an object of one value a column: {@code (Object[])Object}. */
  abstract MethodHandle creator() throws IllegalAccessException;

  /** Gives some columns of an object new values: in the object itself, or in a copy of a record. */
  abstract T with(T entity, List<ColumnMapping> columns, Object[] values);

  /** An error that code of the class itself threw, such as a record's constructor. */
  final CoatcheckException failure(String action, Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return new CoatcheckException(
        "Cannot %s an object of %s: its own code threw %s. Let that code accept what a row may hold."
            .formatted(action, type.getName(), cause),
        cause);
  }
}
