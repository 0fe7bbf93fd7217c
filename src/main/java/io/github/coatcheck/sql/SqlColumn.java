package io.github.coatcheck.sql;

import io.github.coatcheck.Converter;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.Encoding;
import io.github.coatcheck.dialect.Encoding.CellReader;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.Members;
import io.github.coatcheck.mapping.Name;
import java.math.BigDecimal;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;

/** A mapped column in one dialect: its quoted name, its type, and the conversion of its values. */
public final class SqlColumn {
  // As SQLAlchemy does. In a primitive field 0 means that there is no version yet.
  private static final long FIRST_VERSION = 1;

  private final ColumnMapping mapping;
  private final String identifier;
  private final String qualified;
  private final String tableName;
  private final String storedName;
  private final String type;
  private final String definition;
  private final Optional<String> refusal;
  private final Encoding encoding;

  /** Combines converter, limits and encoding. */
  private final Function<Object, Object> toDatabase;

  /** Combines encoding and converter. */
  private final Function<Object, ?> toJava;

  /**
   * A cell of this class needs no conversion; {@code Void} if every cell is converted or checked.
   */
  private final Class<?> valueType;

  /** Creates the column, which may be one of a unique key. */
  SqlColumn(
      ColumnMapping mapping, boolean unique, String table, String tableName, Dialect dialect) {
    this.mapping = mapping;
    this.storedName = storedName(mapping.name(), dialect);
    this.identifier = dialect.quote(storedName);
    this.qualified = table + "." + identifier;
    this.tableName = tableName;
    this.refusal =
        mapping.storedType() == BigDecimal.class
            ? dialect.refuseDecimals(mapping.options().precision())
            : Optional.empty();
    this.encoding = encoding(dialect);
    this.type = type(dialect, unique || mapping.references().isPresent());
    this.definition =
        identifier + " " + (mapping.isGenerated() ? dialect.generatedKey(type) : type);
    this.toDatabase = toDatabase(mapping, encoding);
    this.toJava = toJava(mapping, encoding);
    boolean checked = Temporal.class.isAssignableFrom(mapping.storedType());
    this.valueType = mapping.isConverted() || checked ? Void.class : mapping.storedType();
  }

  private String type(Dialect dialect, boolean indexed) {
    int length = mapping.options().length();
    String plain = length > 0 ? dialect.textType(length) : encoding.columnType();
    return indexed ? dialect.indexed(plain) : plain;
  }

  private Encoding encoding(Dialect dialect) {
    int precision = mapping.options().precision();
    Encoding unlimited = dialect.encoding(mapping.storedType());
    if (refusal.isPresent()) {
      return unlimited.refusing(this::refuse);
    }
    return precision > 0
        ? dialect.decimal(identifier, precision, mapping.options().scale())
        : unlimited;
  }

  private void refuse(Object value) {
    throw new IllegalArgumentException(refusal.get());
  }

  private static Function<Object, Object> toDatabase(ColumnMapping mapping, Encoding encoding) {
    Function<Object, Object> encode = encoding.toDatabase();
    Function<Object, Object> limited =
        mapping.isLimited() ? encode.compose(mapping::applyLimits) : encode;
    Converter<Object, Object> converter = mapping.converter();
    return mapping.isConverted()
        ? value -> limited.apply(requireConverted(converter.toDatabase(value)))
        : limited;
  }

  private static Function<Object, ?> toJava(ColumnMapping mapping, Encoding encoding) {
    if (!mapping.isConverted()) {
      return encoding.toJava();
    }
    Converter<Object, Object> converter = mapping.converter();
    boolean required = mapping.type().isPrimitive() || mapping.isKey();
    return cell -> {
      Object value = converter.toJava(encoding.toJava().apply(cell));
      return required ? requireConverted(value) : value;
    };
  }

  /** Refuses null, which a converter gives for nothing. */
  public static Object requireConverted(Object value) {
    if (value == null) {
      throw new IllegalArgumentException("its converter made null of it");
    }
    return value;
  }

  /** A name as the database stores it; a name from Java gets the case of unquoted names. */
  static String storedName(Name name, Dialect dialect) {
    return name.isExplicit() ? name.text() : dialect.fold(name.text());
  }

  /** Joins a part of SQL for each column, such as the quoted names. */
  public static String join(
      String separator, List<SqlColumn> columns, Function<SqlColumn, String> part) {
    StringJoiner joined = new StringJoiner(separator);
    for (SqlColumn column : columns) {
      joined.add(part.apply(column));
    }
    return joined.toString();
  }

  /** The properties of columns. */
  static List<ColumnMapping> mappings(List<SqlColumn> columns) {
    return columns.stream().map(SqlColumn::mapping).toList();
  }

  /** The condition that each column equals a parameter. */
  public static String condition(List<SqlColumn> columns) {
    return join(" AND ", columns, column -> column.qualified() + " = ?");
  }

  public ColumnMapping mapping() {
    return mapping;
  }

  /** Whether the database generates the key if it is not set. */
  public boolean isGenerated() {
    return mapping.isGenerated();
  }

  public boolean isVersion() {
    return mapping.isVersion();
  }

  /** Whether the database stores a default value if the property is null. */
  public boolean hasDefault() {
    return mapping.hasDefault();
  }

  /** The name as the database stores it. */
  public String storedName() {
    return storedName;
  }

  /** The quoted name. */
  public String identifier() {
    return identifier;
  }

  /**
   * The name behind that of its table, as all expressions use it. SQLite takes an unknown name in
   * double quotes for a string (<a href="https://www.sqlite.org/quirks.html#dblquote">Quirks</a>),
   * but never a qualified one.
   */
  public String qualified() {
    return qualified;
  }

  /** The quoted name of the table, after that of its schema if it has one. */
  public String tableName() {
    return tableName;
  }

  /** The SQL type of the column. */
  public String type() {
    return type;
  }

  /** The name and the type in CREATE TABLE; of a generated key, the whole definition. */
  public String definition() {
    return definition;
  }

  /** The assignment in an UPDATE, which increments a version and binds any other column. */
  public String assignment() {
    return identifier + (isVersion() ? " = %s + 1".formatted(qualified) : " = ?");
  }

  /** Why the database has no column for the property, and what to do; empty if it has one. */
  public Optional<String> refusal() {
    return refusal;
  }

  /** Reads a cell of any column. */
  public CellReader reader() {
    return encoding.reader();
  }

  /** Whether an object has no value: null, or 0 for a primitive key or version. */
  public boolean isUnsetIn(Object entity) {
    return mapping.isUnset(mapping.get(entity));
  }

  /** The value of an object in the form to bind; throws if it would not come back as it is. */
  public Object valueOf(Object entity) {
    return encode(mapping.get(entity));
  }

  /** Converts a value of the property to the form to bind; throws if it would not come back. */
  public Object encode(Object value) {
    if (value == null) {
      return null;
    }
    try {
      return toDatabase.apply(value);
    } catch (RuntimeException e) {
      throw new ValueException(
          "Cannot store the value of %s in column %s: %s. The row was not sent."
              .formatted(mapping, identifier, reason(e)),
          e);
    }
  }

  /** Why a value cannot be converted; an error whose message may have the value is only named. */
  public static String reason(RuntimeException e) {
    return Members.tellsNoValue(e)
        ? e.getMessage()
        : "its conversion threw " + e.getClass().getName();
  }

  /** What is bound for a key, which can be an integer of any width. */
  Object encodeKey(Object key) {
    return mapping.isConverted() || mapping.storedType().isInstance(key)
        ? encode(key)
        : (Object) keyNumber(key);
  }

  /** The number that a key of an integer column is stored as. */
  public long keyNumber(Object key) {
    return ((Number) (mapping.isConverted() ? encode(key) : key)).longValue();
  }

  /** The property and its type for messages: {@code com.acme.User#id (Long)}. */
  String describe() {
    return "%s (%s)".formatted(mapping, mapping.type().getSimpleName());
  }

  /** Converts a cell to a value of the property; throws if it does not fit. */
  public Object decode(Object cell) {
    if (cell == null) {
      return decodeNull();
    }
    if (cell.getClass() == valueType) {
      return cell;
    }
    try {
      return toJava.apply(cell);
    } catch (RuntimeException e) {
      throw unreadable(e);
    }
  }

  /** The error for a cell that is not what the property would write. */
  public ValueException unreadable(RuntimeException cause) {
    return new ValueException(
        "Cannot read column %s into %s: %s. Repair the row, or give the property a type or a converter that takes it."
            .formatted(identifier, describe(), reason(cause)),
        cause);
  }

  /** Whether the values of two objects are stored as equal ones. */
  public boolean isEqual(Object one, Object other) {
    return areEqual(valueOf(one), valueOf(other));
  }

  /** Decimals are equal whatever their zeros, as in the database. */
  private static boolean areEqual(Object one, Object other) {
    return (one instanceof BigDecimal number && other instanceof BigDecimal decimal)
        ? number.compareTo(decimal) == 0
        : Objects.deepEquals(one, other);
  }

  /** Whether a cell equals the bound value, as it is or converted to the form to bind. */
  public boolean equalsBound(Object cell, Object bound) {
    return cell == null
        ? bound == null
        : cell.equals(bound) || areEqual(encode(decode(cell)), bound);
  }

  /** Converts a generated key to a value of the property; throws if it does not fit. */
  public Object decodeKey(long key) {
    if (key == 0 && mapping.type().isPrimitive()) {
      throw new KeyException(
          "Cannot put the key 0 into %s: it would mean that the key is not set. Declare %s with a type that can be null, and roll back, since the row is stored already."
              .formatted(mapping, mapping));
    }
    if (valueType == Long.class) {
      return key;
    }
    try {
      return toJava.apply(key);
    } catch (RuntimeException e) {
      String reason =
          mapping.isConverted()
              ? "%s. Let its converter take every key".formatted(reason(e))
              : "it does not fit the type %s. Declare %s long"
                  .formatted(mapping.type().getSimpleName(), mapping);
      throw new KeyException(
          "Cannot put the key %s into %s: %s, and roll back, since the row is stored already."
              .formatted(key, mapping, reason),
          e);
    }
  }

  /** The version of a new row, in the type of the property. */
  Object firstVersion() {
    return encoding.toJava().apply(FIRST_VERSION);
  }

  /** The version of an object; throws if it has none, since it was neither read nor inserted. */
  long requireVersion(Object entity) {
    Object version = mapping.get(entity);
    if (version == null) {
      throw new ValueException(
          "Cannot change the row of an object without its version, %s: a change by somebody else would not show. Read the object, or insert it."
              .formatted(mapping));
    }
    return ((Number) version).longValue();
  }

  /** The version of an object's row after an UPDATE; throws if it does not fit the property. */
  Object nextVersion(Object entity) {
    long version = requireVersion(entity);
    try {
      return encoding.toJava().apply(Math.addExact(version, 1));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ValueException(
          "Cannot count %s on: it is the greatest %s. Declare it long."
              .formatted(mapping, mapping.type().getSimpleName()),
          e);
    }
  }

  /** Returns null; throws if the property is primitive. */
  private Object decodeNull() {
    if (mapping.type().isPrimitive()) {
      throw new ValueException(
          "Cannot read column %s into %s: it holds NULL. Declare the property with a type that can be null."
              .formatted(identifier, describe()));
    }
    return null;
  }

  @Override
  public String toString() {
    return mapping.toString();
  }
}
