package io.github.coatcheck.model;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.stream.IntStream;

/** An object of the program, with the values that it has to hold. */
final class TrackedObject {
  private final EntityClass type;
  private final Object object;
  private final long id;
  private Object[] values;

  /**
   * Tracks an object.
   *
   * @param id tells it from others, the same whatever steps are left out before it
   */
  TrackedObject(EntityClass type, Object object, Object[] values, long id) {
    this.type = type;
    this.object = object;
    this.values = values;
    this.id = id;
  }

  EntityClass type() {
    return type;
  }

  ModelTable table() {
    return type.table();
  }

  Object object() {
    return object;
  }

  long id() {
    return id;
  }

  Object get(int column) {
    return values[column];
  }

  Object[] values() {
    return values.clone();
  }

  void expect(Object[] newValues) {
    values = newValues.clone();
  }

  boolean isUnset(int column) {
    return table().column(column).isUnset(values[column]);
  }

  boolean isAsExpected() {
    return Arrays.deepEquals(values, type.values(object));
  }

  @Override
  public String toString() {
    return describe(table(), values);
  }

  /** Writes values as {@code Name{id=1, text=a}}. */
  static String describe(ModelTable table, Object[] values) {
    return IntStream.range(0, values.length)
        .mapToObj(i -> table.column(i).name() + "=" + text(values[i]))
        .collect(joining(", ", table.name() + "{", "}"));
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
  }
}
