package io.github.coatcheck.sql;

import io.github.coatcheck.Converter;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.Encoding;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.Name;
import java.util.Optional;

/** A mapped column as one dialect writes it: its name in quotes, and the form of its values. */
public final class SqlColumn {
  private final ColumnMapping mapping;
  private final String identifier;
  private final String qualified;
  private final Encoding encoding;
  private final Optional<Converter<Object, Object>> converter;

  SqlColumn(ColumnMapping mapping, String table, Dialect dialect) {
    this.mapping = mapping;
    this.identifier = quote(mapping.name(), dialect);
    this.qualified = table + "." + identifier;
    this.encoding = dialect.encoding(mapping.storedType());
    this.converter = mapping.converter();
  }

  /** A name in quotes; folded before where nobody gave it, so that it means the unquoted one. */
  static String quote(Name name, Dialect dialect) {
    return dialect.quote(spell(name, dialect));
  }

  /** A name as the database stores it. */
  static String spell(Name name, Dialect dialect) {
    return name.given() ? name.text() : dialect.fold(name.text());
  }

  public ColumnMapping mapping() {
    return mapping;
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
    return encoding.columnType();
  }

  /** What is bound for a value of the property; a value that would not come back is refused. */
  public Object encode(Object value) {
    if (value == null) {
      return null;
    }
    try {
      Object stored = converter.isPresent() ? converter.get().toDatabase(value) : value;
      return encoding.toDatabase().apply(stored);
    } catch (RuntimeException e) {
      throw new ValueException(
          "Cannot store the value of %s in column %s: %s. The row was not sent."
              .formatted(mapping, identifier, e.getMessage()),
          e);
    }
  }

  /** What is bound for a key; an integer of any width finds its row. */
  Object encodeKey(Object key) {
    return mapping.type() != key.getClass() && key instanceof Number number
        ? number.longValue()
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
    try {
      Object stored = encoding.toJava().apply(cell);
      return converter.isPresent() ? converter.get().toJava(stored) : stored;
    } catch (RuntimeException e) {
      throw new ValueException(
          "Cannot read column %s into %s: %s. Repair the row, or give the property a type or a converter that takes it."
              .formatted(identifier, describe(), e.getMessage()),
          e);
    }
  }

  /** The value of the property for a key that the database made. */
  public Object decodeKey(long key) {
    try {
      return encoding.toJava().apply(key);
    } catch (IllegalArgumentException e) {
      throw new KeyException(
          "Cannot put the key %d into %s: it does not fit %s %s. Declare %s long, and roll back, since the row is stored already."
              .formatted(key, mapping, article(), mapping.type().getSimpleName(), mapping),
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
