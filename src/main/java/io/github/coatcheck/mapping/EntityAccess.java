package io.github.coatcheck.mapping;

import java.util.List;

/** Creates objects of one class, and sets their values. */
interface EntityAccess<T> {
  /** Creates an object from its values, one for each column. */
  T create(Object[] values);

  /** Sets the values of some columns. Returns the object itself, or a changed copy of a record. */
  T with(T entity, List<ColumnMapping> columns, Object[] values);
}
