package io.github.coatcheck.mapping;

import io.github.coatcheck.Column;
import io.github.coatcheck.Converter;
import java.lang.reflect.Field;
import java.util.Optional;

/** A field or record component, and what its column is. */
public final class ColumnMapping {
  private final int position;
  private final String property;
  private final Class<?> type;
  private final Class<?> boxedType;
  private final Name name;
  private final boolean key;
  private final boolean generated;
  private final boolean nullable;
  private final boolean unique;
  private final Optional<String> defaultValue;
  private final Optional<Class<?>> references;
  private final Optional<Converter<Object, Object>> converter;

  ColumnMapping(int position, Field field, Column options, Optional<Converter<?, ?>> converter) {
    this.position = position;
    this.property = describe(field);
    this.type = field.getType();
    this.boxedType = ValueTypes.boxed(type);
    this.name = Name.of(options.name(), field.getName());
    this.key = options.primaryKey();
    this.generated = options.autoincrement();
    this.nullable = options.nullable() && !key && !type.isPrimitive();
    this.unique = options.unique();
    this.defaultValue = Optional.of(options.defaultValue()).filter(sql -> !sql.isBlank());
    this.references = Optional.<Class<?>>of(options.references()).filter(to -> to != void.class);
    this.converter = converter.map(ColumnMapping::ofObjects);
  }

  // Its values come from the field and go to the field, so they have the converter's types.
  @SuppressWarnings("unchecked")
  private static Converter<Object, Object> ofObjects(Converter<?, ?> converter) {
    return (Converter<Object, Object>) converter;
  }

  /** Where the column stands among those of its class, from 0. */
  public int position() {
    return position;
  }

  /** The Java type of the property. */
  public Class<?> type() {
    return type;
  }

  /** The type that is stored: the property's own, or what its converter makes of it. */
  public Class<?> storedType() {
    return ValueTypes.boxed(converter.<Class<?>>map(Converter::databaseType).orElse(type));
  }

  public Name name() {
    return name;
  }

  public boolean isKey() {
    return key;
  }

  /** Whether the database makes the value of a key that is not set. */
  public boolean isGenerated() {
    return generated;
  }

  public boolean isNullable() {
    return nullable;
  }

  public boolean isUnique() {
    return unique;
  }

  /** The SQL expression that the database takes where the property is null. */
  public Optional<String> defaultValue() {
    return defaultValue;
  }

  /** The entity class to whose key the column refers. */
  public Optional<Class<?>> references() {
    return references;
  }

  public Optional<Converter<Object, Object>> converter() {
    return converter;
  }

  /** Whether a value stands for no value: null, and for a primitive type 0. */
  public boolean isUnset(Object value) {
    return value == null
        || (type.isPrimitive() && value instanceof Number number && number.longValue() == 0);
  }

  /**
   * Whether a value can be looked for in this key: one of its type, or any integer in an integer
   * that is stored as it is.
   */
  public boolean takesAsKey(Object value) {
    return boxedType.isInstance(value)
        || (value != null
            && converter.isEmpty()
            && ValueTypes.isInteger(type)
            && ValueTypes.isInteger(value.getClass()));
  }

  /** A field as messages name it: {@code com.acme.User#name}. */
  static String describe(Field field) {
    return field.getDeclaringClass().getName() + "#" + field.getName();
  }

  /** The property as messages name it: {@code com.acme.User#name}. */
  @Override
  public String toString() {
    return property;
  }
}
