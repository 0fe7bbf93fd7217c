package io.github.coatcheck.mapping;

import io.github.coatcheck.Column;
import io.github.coatcheck.Converter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.util.Optional;

/** Maps a field or record component, called the property, to a column. */
public final class ColumnMapping {
  private final int position;
  private final Field field;

  /** {@code (Object)Object}. */
  private final MethodHandle getter;

  private final Class<?> storedType;
  private final Name name;
  private final Column options;
  private final boolean generated;
  private final int length;
  private final int precision;
  private final int scale;
  private final Converter<Object, Object> converter;

  // Unchecked, but ColumnRules reports a converter that is for another type.
  @SuppressWarnings("unchecked")
  ColumnMapping(
      int position, Field field, MethodHandle getter, Column options, Converter<?, ?> converter) {
    this.position = position;
    this.field = field;
    this.getter = getter.asType(MethodType.genericMethodType(1));
    this.name = Name.of(options.name(), field.getName());
    this.options = options;
    this.generated = options.autoincrement();
    this.length = options.length();
    this.precision = options.precision();
    this.scale = options.scale();
    this.converter = (Converter<Object, Object>) converter;
    this.storedType = ValueTypes.boxed(isConverted() ? converter.databaseType() : field.getType());
  }

  /** The index of the column among the columns of its class, from 0. */
  public int position() {
    return position;
  }

  /** Reads the property of an object; the value may be null. */
  public Object get(Object entity) {
    try {
      return (Object) getter.invokeExact(entity);
    } catch (Throwable e) {
      throw Members.failure("read", field.getDeclaringClass(), e);
    }
  }

  /** Sets the property of an object, which is no record. */
  void set(Object entity, Object value) {
    try {
      field.set(entity, value);
    } catch (IllegalAccessException e) {
      throw Members.failure("change", field.getDeclaringClass(), e);
    }
  }

  /** What sets the property of an object, which is no record. */
  MethodHandle setter() throws IllegalAccessException {
    return MethodHandles.lookup().unreflectSetter(field);
  }

  /** The Java type of the property. */
  public Class<?> type() {
    return field.getType();
  }

  /** The boxed type of the stored values: the property's type, or the one its converter returns. */
  public Class<?> storedType() {
    return storedType;
  }

  /** The name of the column. */
  public Name name() {
    return name;
  }

  /** Whether the column has this name, in any case. */
  public boolean isNamed(String other) {
    return name.text().equalsIgnoreCase(other);
  }

  /** The annotation of the property. */
  public Column options() {
    return options;
  }

  public boolean isKey() {
    return options.primaryKey() || generated;
  }

  /** Whether the database generates the key if it is not set. */
  public boolean isGenerated() {
    return generated;
  }

  /** Whether the column is the version, which each update increments. */
  public boolean isVersion() {
    return options.version();
  }

  /** Whether the database alone fills the column, so that no statement writes it. */
  public boolean isReadOnly() {
    return options.readOnly();
  }

  public boolean isNullable() {
    return options.nullable() && !isKey() && !isVersion() && !type().isPrimitive();
  }

  /** Whether the column has a length or a precision. */
  public boolean isLimited() {
    return length > 0 || precision > 0;
  }

  /** Returns a value in the scale of the column; throws if it has too many characters or digits. */
  public Object applyLimits(Object stored) {
    if (length > 0) {
      String text = stored instanceof Enum<?> constant ? constant.name() : (String) stored;
      requireAtMost(length, text.codePointCount(0, text.length()), "characters");
    }
    return precision > 0 ? withScale((BigDecimal) stored) : stored;
  }

  /** Counts the digits before it sets the scale: 1E+999999999 would need all memory for that. */
  private BigDecimal withScale(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    requireAtMost(scale, shortest.scale(), "digits behind the point");
    if (number.signum() != 0) {
      long whole = (long) shortest.precision() - shortest.scale();
      requireAtMost(precision - scale, whole, "digits before the point");
    }
    return number.setScale(scale);
  }

  private static void requireAtMost(long limit, long count, String unit) {
    if (count > limit) {
      throw new IllegalArgumentException("it has more than %s %s".formatted(limit, unit));
    }
  }

  /** Whether the database stores a default value if the property is null. */
  public boolean hasDefault() {
    return !options.defaultValue().isBlank();
  }

  /** The entity class whose key the column references. */
  public Optional<Class<?>> references() {
    return Optional.<Class<?>>of(options.references()).filter(type -> type != void.class);
  }

  /** The converter of the values; a {@link Converter.None} if the column has none. */
  public Converter<Object, Object> converter() {
    return converter;
  }

  public boolean isConverted() {
    return !(converter instanceof Converter.None);
  }

  /** Whether a value means "not set": null or, for a primitive type, 0. */
  public boolean isUnset(Object value) {
    return value == null
        || (type().isPrimitive() && value instanceof Number number && number.doubleValue() == 0);
  }

  /**
   * Whether a value can be used to find a row by this key. It can if it has the type of the key, or
   * if it is any integer and the key is an integer without a converter.
   */
  public boolean acceptsAsKey(Object value) {
    if (isConverted()) {
      return ValueTypes.boxed(type()).isInstance(value);
    }
    return storedType.isInstance(value)
        || (value != null
            && ValueTypes.isInteger(storedType)
            && ValueTypes.isInteger(value.getClass()));
  }

  /** The name of the field or component. */
  public String propertyName() {
    return field.getName();
  }

  /** The name of a field in messages: {@code com.acme.User#name}. */
  static String describe(Field field) {
    return field.getDeclaringClass().getName() + "#" + field.getName();
  }

  /** The name of the property in messages: {@code com.acme.User#name}. */
  @Override
  public String toString() {
    return describe(field);
  }
}
