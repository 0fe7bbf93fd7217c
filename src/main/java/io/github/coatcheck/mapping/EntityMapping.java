package io.github.coatcheck.mapping;

import io.github.coatcheck.KeyException;
import io.github.coatcheck.MappingException;
import io.github.coatcheck.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A class, its table and its columns; creates and changes its objects. */
public final class EntityMapping<T> {
  private final Class<T> type;

  /** Null for a class that only queries of the user read. */
  private final Table table;

  private final List<ColumnMapping> columns;
  private final List<ColumnMapping> keys = new ArrayList<>();
  private final List<ColumnMapping> versions = new ArrayList<>();
  private final EntityAccess<T> access;

  EntityMapping(Class<T> type, List<ColumnMapping> columns, EntityAccess<T> access) {
    this.type = type;
    this.table = type.getAnnotation(Table.class);
    this.columns = columns;
    for (ColumnMapping column : columns) {
      if (column.isKey()) {
        keys.add(column);
      }
      if (column.isVersion()) {
        versions.add(column);
      }
    }
    this.access = access;
  }

  public Class<T> type() {
    return type;
  }

  /** The name of the table. */
  public Name table() {
    return Name.of(table == null ? "" : table.value(), type.getSimpleName());
  }

  /** The schema of the table, as the user gave it. */
  public Optional<String> schema() {
    return table == null || table.schema().isEmpty()
        ? Optional.empty()
        : Optional.of(table.schema());
  }

  /** Refuses a class without {@code @Table}. */
  public void requireTable() {
    if (table == null) {
      throw new MappingException(
          "Cannot find the table of %s: the class has no @Table. Add it, or read its objects by query(...)."
              .formatted(type.getName()));
    }
  }

  /** All columns, those of superclasses first, in the order in which the class declares them. */
  public List<ColumnMapping> columns() {
    return columns;
  }

  /** The columns of the primary key; empty for a class without one. */
  public List<ColumnMapping> keys() {
    return keys;
  }

  /** The version column, or nothing. */
  public List<ColumnMapping> versions() {
    return versions;
  }

  /** Refuses a class that maps no primary key. */
  public void requireKeys() {
    if (keys.isEmpty()) {
      throw new MappingException(
          "Cannot write or find objects of %s: the class has no key by which to find their rows again. Mark one with @Column(primaryKey = true)."
              .formatted(type.getName()));
    }
  }

  /** Whether objects cannot change, so that a new value takes a new object. */
  public boolean isRecord() {
    return type.isRecord();
  }

  /** The values of some columns in an object. */
  public Object[] values(T entity, List<ColumnMapping> columns) {
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = columns.get(i).get(entity);
    }
    return values;
  }

  /** Refuses an object whose key is not set, since no row could be found by it. */
  public void requireKey(T entity) {
    requireKeys();
    for (ColumnMapping key : keys) {
      if (isUnset(key, key.get(entity))) {
        throw new KeyException(
            "Cannot use an object of %s without its key: %s is not set%s. %s"
                .formatted(type.getName(), key, zero(key), remedy(key)));
      }
    }
  }

  /**
   * Whether the value of a key column means that there is no key yet.
   *
   * <p>A 0 in one part of a composite key is a value like any other, as in the lines of an order.
   */
  public boolean isUnset(ColumnMapping key, Object value) {
    return keys.size() == 1 ? key.isUnset(value) : value == null;
  }

  private static String zero(ColumnMapping key) {
    return key.type().isPrimitive() ? " (0, in a primitive field)" : "";
  }

  private static String remedy(ColumnMapping key) {
    return key.isGenerated()
        ? "Insert the object first."
        : "Set it, or let the database make it with @Column(primaryKey = true, autoincrement = true).";
  }

  /** Creates an object from one value for each column. */
  public T create(Object[] values) {
    return access.create(values);
  }

  /** Gives columns of an object new values: in the object itself, or in a copy of a record. */
  public T with(T entity, List<ColumnMapping> changed, Object[] values) {
    return changed.isEmpty() ? entity : access.with(entity, changed, values);
  }
}
