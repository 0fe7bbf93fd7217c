package io.github.coatcheck.mapping;

import io.github.coatcheck.Column;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Optional;

/**
 * A field of a class or a component of a record, before it is known whether it can be mapped.
 *
 * @param owner the class that declares it
 * @param name its name in Java
 * @param type its type
 * @param column its annotation, if it has one
 * @param modifiers those of a field; 0 for a component
 */
record Property(
    Class<?> owner, String name, Class<?> type, Optional<Column> column, int modifiers) {

  static Property of(Field field) {
    return new Property(
        field.getDeclaringClass(),
        field.getName(),
        field.getType(),
        Optional.ofNullable(field.getAnnotation(Column.class)),
        field.getModifiers());
  }

  static Property of(RecordComponent component) {
    return new Property(
        component.getDeclaringRecord(),
        component.getName(),
        component.getType(),
        Optional.ofNullable(component.getAnnotation(Column.class)),
        0);
  }

  boolean isLeftOut() {
    return Modifier.isStatic(modifiers) || Modifier.isTransient(modifiers);
  }

  boolean isFinal() {
    return Modifier.isFinal(modifiers);
  }

  @Override
  public String toString() {
    return owner.getName() + "#" + name;
  }
}
