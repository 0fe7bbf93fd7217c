package io.github.coatcheck.mapping;

import io.github.coatcheck.Column;
import io.github.coatcheck.Converter;
import io.github.coatcheck.OnDelete;
import java.lang.reflect.Field;
import java.math.BigDecimal;
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
  private final boolean version;
  private final boolean nullable;
  private final boolean unique;
  private final int length;
  private final int precision;
  private final int scale;
  private final Optional<String> defaultValue;
  private final Optional<Class<?>> references;
  private final OnDelete onDelete;
  private final Optional<Converter<Object, Object>> converter;

  ColumnMapping(int position, Field field, Column options, Optional<Converter<?, ?>> converter) {
    this.position = position;
    this.property = describe(field);
    this.type = field.getType();
    this.boxedType = ValueTypes.boxed(type);
    this.name = Name.of(options.name(), field.getName());
    this.key = options.primaryKey();
    this.generated = options.autoincrement();
    this.version = options.version();
    this.nullable = options.nullable() && !key && !version && !type.isPrimitive();
    this.unique = options.unique();
    this.length = options.length();
    this.precision = options.precision();
    this.scale = options.scale();
    this.defaultValue = Optional.of(options.defaultValue()).filter(sql -> !sql.isBlank());
    this.references = Optional.<Class<?>>of(options.references()).filter(to -> to != void.class);
    this.onDelete = options.onDelete();
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

  /** Whether the value counts the changes of the row. */
  public boolean isVersion() {
    return version;
  }

  public boolean isNullable() {
    return nullable;
  }

  public boolean isUnique() {
    return unique;
  }

  /** The greatest number of characters, or 0. */
  public int length() {
    return length;
  }

  /** The greatest number of digits, or 0. */
  public int precision() {
    return precision;
  }

  /** How many of the digits stand behind the point. */
  public int scale() {
    return scale;
  }

  /** A value that is to be stored, as the column holds it; one of more characters is refused. */
  public Object fitted(Object stored) {
    if (length > 0) {
      String text = stored instanceof Enum<?> constant ? constant.name() : (String) stored;
      requireAtMost(length, text.codePointCount(0, text.length()), "characters");
    }
    return precision > 0 ? fitted((BigDecimal) stored) : stored;
  }

  /** Looks at the digits first: to give 1E+999999999 a scale would take all memory. */
  private BigDecimal fitted(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    requireAtMost(scale, shortest.scale(), "digits behind the point");
    if (number.signum() != 0) {
      long whole = (long) shortest.precision() - shortest.scale();
      requireAtMost(precision - scale, whole, "digits before the point");
    }
    return number.setScale(scale);
  }

  private static void requireAtMost(long most, long count, String what) {
    if (count > most) {
      throw new IllegalArgumentException("it has more than %d %s".formatted(most, what));
    }
  }

  /** The SQL expression that the database takes where the property is null. */
  public Optional<String> defaultValue() {
    return defaultValue;
  }

  /** The entity class to whose key the column refers. */
  public Optional<Class<?>> references() {
    return references;
  }

  /** What happens to the row when the one is deleted to which it refers. */
  public OnDelete onDelete() {
    return onDelete;
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
