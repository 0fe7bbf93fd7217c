package io.github.coatcheck.query;

import io.github.coatcheck.Converter;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.Converters;
import io.github.coatcheck.mapping.ValueTypes;
import io.github.coatcheck.sql.SqlColumn;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What is bound to one parameter.
 *
 * @param name how a message calls the parameter
 * @param value the value that the user gave; a collection or an array is a list of values
 * @param property the property that has the value, if it comes from an object by name
 */
record Parameter(String name, Object value, Optional<ColumnMapping> property) {

  /** Whether a value has others by their names, and is none itself. */
  static boolean hasNames(Object value) {
    return (value instanceof Map || value instanceof Record)
        && !ValueTypes.contains(Converters.storedType(value.getClass()));
  }

  /** The values: the elements of a collection or an array; any other value alone. */
  List<Object> elements() {
    List<Object> elements = new ArrayList<>();
    if (!isList()) {
      elements.add(value);
    } else if (value instanceof Collection<?> collection) {
      elements.addAll(collection);
    } else {
      for (int i = 0; i < Array.getLength(value); i++) {
        elements.add(Array.get(value, i));
      }
    }
    return elements;
  }

  /** Whether the value is a list of values. */
  boolean isList() {
    boolean isArray = value != null && value.getClass().isArray() && !(value instanceof byte[]);
    return (isArray || value instanceof Collection) && !isConverted();
  }

  private boolean isConverted() {
    return property.filter(ColumnMapping::isConverted).isPresent();
  }

  /** What the statement has for an element: a null tells its type where the database needs it. */
  String placeholder(Object element, Dialect dialect) {
    return property
        .map(ColumnMapping::storedType)
        .filter(type -> element == null && ValueTypes.contains(type))
        .map(type -> dialect.nullParameter(dialect.encoding(type).columnType()))
        .orElse("?");
  }

  /**
   * Converts an element to the form to bind: by the converter of its property, or else as a column
   * holds its type.
   *
   * @param check gets the type of the element and the type that it is stored as
   */
  Object encode(Object element, Dialect dialect, BiConsumer<Class<?>, Class<?>> check) {
    if (element == null) {
      return null;
    }
    Class<?> type = typeOf(element);
    Class<?> stored =
        isConverted() ? property.orElseThrow().storedType() : Converters.storedType(type);
    Converter<Object, Object> converter =
        isConverted() ? property.orElseThrow().converter() : Converters.of(type);
    check.accept(type, stored);
    if (!ValueTypes.contains(stored)) {
      throw new ValueException(
          "Cannot use a value of type %s as a parameter: no column can hold it. %s"
              .formatted(
                  type.getTypeName(),
                  ValueTypes.replacement(type)
                      .orElse("Convert it to one of the types that a column can hold.")));
    }
    try {
      Object converted = SqlColumn.requireConverted(converter.toDatabase(element));
      return dialect.encoding(stored).toDatabase().apply(converted);
    } catch (RuntimeException e) {
      throw new ValueException(
          "Cannot use a value of type %s as a parameter: %s. Nothing was sent to the database."
              .formatted(type.getSimpleName(), SqlColumn.reason(e)),
          e);
    }
  }

  /** The type of a value; that of an enum constant is its enum, even if it has a body. */
  private static Class<?> typeOf(Object value) {
    return value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
  }
}
