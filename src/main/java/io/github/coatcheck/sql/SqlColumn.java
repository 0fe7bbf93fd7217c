package io.github.coatcheck.sql;

import io.github.coatcheck.Column;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.Encoding;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.Name;
import java.util.Objects;

/** A mapped column as one dialect writes it: its name in quotes, and the form of its values. */
public final class SqlColumn {
  // As SQLAlchemy does; 0 stands for a version that is not set, in a primitive field.
  static final long FIRST_VERSION = 1;

  private final ColumnMapping mapping;
  private final String identifier;
  private final String qualified;
  private final Encoding encoding;
  private final String type;

  /** The class of cells that are the value already; none where a converter has its say. */
  private final Class<?> valueType;

  SqlColumn(ColumnMapping mapping, String table, Dialect dialect) {
    this.mapping = mapping;
    this.identifier = quote(mapping.name(), dialect);
    this.qualified = table + "." + identifier;
    this.encoding = dialect.encoding(mapping.storedType());
    this.type = type(mapping.options(), encoding, dialect);
    this.valueType = mapping.isConverted() ? Void.class : mapping.storedType();
  }

  private static String type(Column options, Encoding encoding, Dialect dialect) {
    if (options.length() > 0) {
      return dialect.textType(options.length());
    }
    return options.precision() > 0
        ? dialect.decimalType(options.precision(), options.scale())
        : encoding.columnType();
  }

  private static Object made(Object value) {
    if (value == null) {
      throw new IllegalArgumentException("its converter made null of it");
    }
    return value;
  }

  /** A name in quotes; folded before where nobody gave it, so that it means the unquoted one. */
  static String quote(Name name, Dialect dialect) {
    return dialect.quote(storedName(name, dialect));
  }

  /** A name as the database stores it. */
  static String storedName(Name name, Dialect dialect) {
    return name.isExplicit() ? name.text() : dialect.fold(name.text());
  }

  public ColumnMapping mapping() {
    return mapping;
  }

  boolean isKey() {
    return mapping.isKey();
  }

  /** Whether the database makes the value where it is not set, being a key. */
  public boolean isGenerated() {
    return mapping.isGenerated();
  }

  boolean isVersion() {
    return mapping.isVersion();
  }

  /** Whether it is left to the database, as its default, where the object has no value. */
  public boolean hasDefault() {
    return mapping.hasDefault();
  }

  /** The name in quotes. */
  public String identifier() {
    return identifier;
  }

  /**
   * The name with its table's before it, as all expressions use it: SQLite takes a name in double
   * quotes that it does not know for a string (<a
   * href="https://www.sqlite.org/quirks.html#dblquote">Quirks</a>), but never a qualified one.
   */
  public String qualified() {
    return qualified;
  }

  /** The type of the column in SQL. */
  public String type() {
    return type;
  }

  /** The class as which a cell is asked for. */
  public Class<?> jdbcType() {
    return encoding.jdbcType();
  }

  /** What is bound for a value of the property; a value that would not come back is refused. */
  public Object encode(Object value) {
    if (value == null) {
      return null;
    }
    try {
      Object stored = made(mapping.converter().toDatabase(value));
      return encoding.toDatabase().apply(mapping.checkedAgainstLimits(stored));
    } catch (RuntimeException e) {
      throw new ValueException(
          "Cannot store the value of %s in column %s: %s. The row was not sent."
              .formatted(mapping, identifier, reason(e)),
          e);
    }
  }

  /** Why a value cannot be converted; not every error of a converter says it. */
  public static String reason(RuntimeException e) {
    return e.getMessage() == null
        ? "its conversion threw " + e.getClass().getName()
        : e.getMessage();
  }

  /** What is bound for a key; an integer of any width finds its row. */
  Object encodeKey(Object key) {
    return mapping.storedType() != key.getClass() && !mapping.isConverted()
        ? ((Number) key).longValue()
        : encode(key);
  }

  /** The property and its type: {@code com.acme.User#id, a Long}. */
  String describe() {
    return "%s, %s %s".formatted(mapping, article(), mapping.type().getSimpleName());
  }

  /** The value of the property for what a row holds; what does not fit is refused. */
  public Object decode(Object cell) {
    if (cell == null) {
      return absent();
    }
    if (cell.getClass() == valueType) {
      return cell;
    }
    try {
      Object value = mapping.converter().toJava(encoding.toJava().apply(cell));
      return mapping.type().isPrimitive() ? made(value) : value;
    } catch (RuntimeException e) {
      throw new ValueException(
          "Cannot read column %s into %s: %s. Repair the row, or give the property a type or a converter that takes it."
              .formatted(identifier, describe(), reason(e)),
          e);
    }
  }

  /** Whether a cell holds what was bound for it, which is compared as it is bound. */
  public boolean isBound(Object cell, Object bound) {
    return cell == null
        ? bound == null
        : cell.equals(bound) || Objects.deepEquals(encode(decode(cell)), bound);
  }

  /** The value of the property for a key that the database made. */
  public Object decodeKey(long key) {
    if (key == 0 && mapping.type().isPrimitive()) {
      throw new KeyException(
          "Cannot put the key 0 into %s: it would mean that the key is not set. Declare %s with a type that can be null, and roll back, since the row is stored already."
              .formatted(mapping, mapping));
    }
    try {
      return encoding.toJava().apply(key);
    } catch (IllegalArgumentException e) {
      throw new KeyException(
          "Cannot put the key %d into %s: it does not fit %s %s. Declare %s long, and roll back, since the row is stored already."
              .formatted(key, mapping, article(), mapping.type().getSimpleName(), mapping),
          e);
    }
  }

  /** Refuses the version of an object that was neither read nor inserted. */
  void requireVersion(Object version) {
    if (version == null) {
      throw new ValueException(
          "Cannot change the row of an object without its version, %s: a change by somebody else would not show. Read the object, or insert it."
              .formatted(mapping));
    }
  }

  /** The version of a row after its next change, for the version that an object has of it. */
  Object next(Object version) {
    requireVersion(version);
    try {
      return encoding.toJava().apply(Math.addExact(((Number) version).longValue(), 1));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ValueException(
          "Cannot count %s on: it is the greatest %s. Declare it long."
              .formatted(mapping, mapping.type().getSimpleName()),
          e);
    }
  }

  private Object absent() {
    if (mapping.type().isPrimitive()) {
      throw new ValueException(
          "Cannot read column %s into %s: it holds NULL. Declare the property with a type that can be null."
              .formatted(identifier, describe()));
    }
    return null;
  }

  private String article() {
    return "aeioAEIO".indexOf(mapping.type().getSimpleName().charAt(0)) >= 0 ? "an" : "a";
  }

  @Override
  public String toString() {
    return mapping.toString();
  }
}
