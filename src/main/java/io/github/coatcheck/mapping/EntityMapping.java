package io.github.coatcheck.mapping;

import io.github.coatcheck.KeyException;
import io.github.coatcheck.MappingException;
import io.github.coatcheck.Table;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Maps a class to its table and columns; creates objects of the class and sets their values. */
public final class EntityMapping<T> {
  private final Class<T> type;

  /** Null for a class that only the user's own queries read. */
  private final Table table;

  private final List<ColumnMapping> columns;
  private final List<List<ColumnMapping>> uniqueKeys;
  private final List<ColumnMapping> keys;
  private final List<ColumnMapping> versions;
  private final List<ColumnMapping> readOnlyColumns;
  private final boolean isRecord;
  private final ObjectCreator<Object[], T> creator;

  EntityMapping(
      Class<T> type,
      List<ColumnMapping> columns,
      List<List<ColumnMapping>> uniqueKeys,
      ObjectCreator<Object[], T> creator) {
    this.type = type;
    this.table = type.getAnnotation(Table.class);
    this.columns = columns;
    this.uniqueKeys = uniqueKeys;
    this.keys = columns.stream().filter(ColumnMapping::isKey).toList();
    this.versions = columns.stream().filter(ColumnMapping::isVersion).toList();
    this.readOnlyColumns = columns.stream().filter(ColumnMapping::isReadOnly).toList();
    this.isRecord = type.isRecord();
    this.creator = creator;
  }

  public Class<T> type() {
    return type;
  }

  /** The name of the table. */
  public Name table() {
    return Name.of(table == null ? "" : table.value(), type.getSimpleName());
  }

  /** The schema in the annotation. */
  public Optional<String> schema() {
    return table == null || table.schema().isEmpty()
        ? Optional.empty()
        : Optional.of(table.schema());
  }

  /** Throws if the class has no {@code @Table}. */
  public void requireTable() {
    if (table == null) {
      throw new MappingException(
          "Cannot find the table of %s: the class has no @Table. Add it, or read its objects by query(...)."
              .formatted(type.getName()));
    }
  }

  /** All columns in the order of their declaration, those of superclasses first. */
  public List<ColumnMapping> columns() {
    return columns;
  }

  /** The columns of the primary key; empty for a class without one. */
  public List<ColumnMapping> keys() {
    return keys;
  }

  /** The columns that identify a row: the key, each unique column, then those of constraints. */
  public List<List<ColumnMapping>> uniqueKeys() {
    return uniqueKeys;
  }

  /** The version column; empty for a class without one. */
  public List<ColumnMapping> versions() {
    return versions;
  }

  /** The columns that the database alone fills. */
  public List<ColumnMapping> readOnlyColumns() {
    return readOnlyColumns;
  }

  /** Throws if the class has no primary key. */
  public void requireKeys() {
    if (keys.isEmpty()) {
      throw new MappingException(
          "Cannot write or find objects of %s: the class has no key by which to find their rows again. Mark one with @Column(primaryKey = true)."
              .formatted(type.getName()));
    }
  }

  /** Whether the class is a record, whose objects cannot change. */
  public boolean isRecord() {
    return isRecord;
  }

  /** Reads the values of some columns of an object. */
  public Object[] values(T entity, List<ColumnMapping> columns) {
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = columns.get(i).get(entity);
    }
    return values;
  }

  /** Throws if the key of an object is not set, since it identifies no row then. */
  public void requireKey(T entity) {
    requireKeys();
    for (ColumnMapping key : keys) {
      Object value = key.get(entity);
      // In a composite key, 0 is a value like any other, such as the number of the first order
      // line.
      if (keys.size() == 1 ? key.isUnset(value) : value == null) {
        throw new KeyException(
            "Cannot use an object of %s without its key: %s is not set%s. %s"
                .formatted(type.getName(), key, zero(key), remedy(key)));
      }
    }
  }

  private static String zero(ColumnMapping key) {
    return key.type().isPrimitive() ? " (0, in a primitive field)" : "";
  }

  private static String remedy(ColumnMapping key) {
    return key.isGenerated()
        ? "Insert the object first."
        : "Set it, or let the database make it with @Column(primaryKey = true, autoincrement = true).";
  }

  /** Creates an object from its values, one for each column. */
  public T create(Object[] values) {
    return creator.create(values);
  }

  /**
   * Returns what creates objects from other sources than arrays.
   *
   * @param getters makes what gets the value of a column from a source, and wraps what it throws in
   *     a {@link SourceException}
   */
  public <S> ObjectCreator<S, T> creatorFrom(
      Class<S> source, Function<ColumnMapping, MethodHandle> getters) {
    return creator.from(source, getters);
  }

  /** Sets the values of some columns. Returns the object itself, or a changed copy of a record. */
  public T with(T entity, List<ColumnMapping> changed, Object[] values) {
    if (isRecord && !changed.isEmpty()) {
      return copyWith(entity, changed, values);
    }
    for (int i = 0; i < values.length; i++) {
      changed.get(i).set(entity, values[i]);
    }
    return entity;
  }

  private T copyWith(T entity, List<ColumnMapping> changed, Object[] values) {
    Object[] copy = values(entity, columns);
    for (int i = 0; i < values.length; i++) {
      copy[changed.get(i).position()] = values[i];
    }
    return create(copy);
  }
}
