package io.github.coatcheck.model;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/** A compiled class: makes objects of it, and reads what they hold, without Coatcheck. */
final class EntityClass {
  private final ModelTable table;
  private final Class<?> type;
  private final List<Field> fields = new ArrayList<>();
  private final Constructor<?> constructor;

  EntityClass(ModelTable table, Class<?> type) throws ReflectiveOperationException {
    this.table = table;
    this.type = type;
    for (int i = 0; i < table.size(); i++) {
      Class<?> declaring = i < table.inherited() ? type.getSuperclass() : type;
      fields.add(accessible(declaring.getDeclaredField(table.column(i).name())));
    }
    this.constructor = accessible(type.getDeclaredConstructors()[0]);
  }

  private static <A extends AccessibleObject> A accessible(A member) {
    member.setAccessible(true);
    return member;
  }

  ModelTable table() {
    return table;
  }

  Class<?> type() {
    return type;
  }

  Object create(Object[] values) {
    try {
      if (table.isRecord()) {
        return constructor.newInstance(values);
      }
      Object object = constructor.newInstance();
      set(object, values);
      return object;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** Sets all fields of an object that is no record. */
  void set(Object object, Object[] values) {
    try {
      for (int i = 0; i < values.length; i++) {
        fields.get(i).set(object, values[i]);
      }
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  Object[] values(Object object) {
    try {
      Object[] values = new Object[fields.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = fields.get(i).get(object);
      }
      return values;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
