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
  private final Class<?> storedType;
  private final Name name;
  private final Column options;
  private final boolean key;
  private final boolean generated;
  private final Converter<Object, Object> converter;

  // The values of a converter come from the field and go to the field, so they have its types.
  @SuppressWarnings("unchecked")
  ColumnMapping(int position, Field field, Column options, Converter<?, ?> converter) {
    this.position = position;
    this.property = describe(field);
    this.type = field.getType();
    this.name = Name.of(options.name(), field.getName());
    this.options = options;
    this.key = options.primaryKey();
    this.generated = options.autoincrement();
    this.converter = (Converter<Object, Object>) converter;
    this.storedType = ValueTypes.boxed(isConverted() ? converter.databaseType() : type);
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
    return storedType;
  }

  public Name name() {
    return name;
  }

  /** What the user says of the column. */
  public Column options() {
    return options;
  }

  public boolean isKey() {
    return key;
  }

  /** Whether the database makes the value of a key that is not set. */
  public boolean isGenerated() {
    return generated;
  }

  public boolean isNullable() {
    return options.nullable() && !key && !type.isPrimitive();
  }

  /** Whether the database takes an SQL expression where the property is null. */
  public boolean hasDefault() {
    return !options.defaultValue().isBlank();
  }

  /** The entity class to whose key the column refers. */
  public Optional<Class<?>> references() {
    return options.references() == void.class
        ? Optional.empty()
        : Optional.of(options.references());
  }

  /** What converts the values, which may be none. */
  public Converter<Object, Object> converter() {
    return converter;
  }

  public boolean isConverted() {
    return !(converter instanceof Converter.None);
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
    if (isConverted()) {
      return ValueTypes.boxed(type).isInstance(value);
    }
    return storedType.isInstance(value)
        || (value != null
            && ValueTypes.isInteger(storedType)
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
