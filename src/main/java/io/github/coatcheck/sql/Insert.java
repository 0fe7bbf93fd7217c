package io.github.coatcheck.sql;

import io.github.coatcheck.mapping.ColumnMapping;
import java.util.List;

/**
 * The INSERT of an object, which omits columns for which the database generates a value.
 *
 * @param sql the statement
 * @param versions the version column, if the version of the object is not set; the first version
 *     must be set in the object before its values are bound
 * @param firstVersions the first version; empty if {@code versions} is
 * @param readBack what to read by key afterwards: read-only columns, and default values that the
 *     INSERT cannot return
 */
public record Insert(
    Sql sql,
    List<ColumnMapping> versions,
    List<Object> firstVersions,
    List<ColumnMapping> readBack) {

  /** Whether the INSERT omits the key, so that the database generates it. */
  public boolean omitsKey() {
    return sql.retrieval().hasKey();
  }

  /** Whether the INSERT returns nothing. */
  public boolean generatesNothing() {
    return sql.retrieval().way() == Retrieval.Way.NOTHING;
  }
}
