package io.github.coatcheck.mapping;

import io.github.coatcheck.Column;
import io.github.coatcheck.Converter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.util.Optional;

/** A field or record component, and what it says of its column. */
public final class ColumnMapping {
  private final int position;
  private final Class<?> owner;
  private final String property;

  /** {@code (Object)Object}. */
  private final MethodHandle getter;

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
  ColumnMapping(
      int position, Field field, MethodHandle getter, Column options, Converter<?, ?> converter) {
    this.position = position;
    this.owner = field.getDeclaringClass();
    this.property = describe(field);
    this.getter = getter.asType(MethodType.genericMethodType(1));
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

  /** The value of the property in an object, which may be null. */
  public Object get(Object entity) {
    try {
      return (Object) getter.invokeExact(entity);
    } catch (Throwable e) {
      throw Members.failure("read", owner, e);
    }
  }

  /** The Java type of the property. */
  public Class<?> type() {
    return type;
  }

  /** The type that is stored: the property's own, or what its converter makes of it. */
  public Class<?> storedType() {
    return storedType;
  }

  /** The name of the column. */
  public Name name() {
    return name;
  }

  /** What the annotation says of the column. */
  public Column options() {
    return options;
  }

  public boolean isKey() {
    return key;
  }

  /** Whether the database generates the value of a key that is not set. */
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

  /** Whether the column has a length or a precision. */
  public boolean isLimited() {
    return length > 0 || precision > 0;
  }

  /** A value in the scale of the column; one of more characters or digits is refused. */
  public Object checkedAgainstLimits(Object stored) {
    if (length > 0) {
      String text = stored instanceof Enum<?> constant ? constant.name() : (String) stored;
      requireAtMost(length, text.codePointCount(0, text.length()), "characters");
    }
    return precision > 0 ? scaled((BigDecimal) stored) : stored;
  }

  /** Counts the digits first: giving 1E+999999999 a scale would take all memory. */
  private BigDecimal scaled(BigDecimal number) {
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

  /** Whether the database stores an SQL expression where the property is null. */
  public boolean hasDefault() {
    return !options.defaultValue().isBlank();
  }

  /** The entity class to whose key the column refers. */
  public Optional<Class<?>> references() {
    return options.references() == void.class
        ? Optional.empty()
        : Optional.of(options.references());
  }

  /** The converter of the values; {@link Converter.None} where there is none. */
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
   * Whether rows can be found by a value of this key: one of its type, or any integer where the key
   * is an integer without a converter.
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
