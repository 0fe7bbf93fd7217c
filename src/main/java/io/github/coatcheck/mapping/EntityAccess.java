package io.github.coatcheck.mapping;

import java.util.List;

/** Creates objects of one class from values, and gives their columns new values. */
interface EntityAccess<T> {
  /** Creates an object from one value for each column. */
  T create(Object[] values);

  /** Gives some columns of an object new values: in the object itself, or in a copy of a record. */
  T with(T entity, List<ColumnMapping> columns, Object[] values);
}
