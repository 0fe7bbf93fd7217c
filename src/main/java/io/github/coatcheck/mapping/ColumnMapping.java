package io.github.coatcheck.mapping;

import io.github.coatcheck.Column;
import io.github.coatcheck.Converter;
import java.lang.reflect.Field;
import java.math.BigDecimal;
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
  private final int length;
  private final int precision;
  private final int scale;
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
    this.length = options.length();
    this.precision = options.precision();
    this.scale = options.scale();
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

  /** Whether the value counts the changes of the row. */
  public boolean isVersion() {
    return options.version();
  }

  public boolean isNullable() {
    return options.nullable() && !key && !isVersion() && !type.isPrimitive();
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
