package io.github.coatcheck.sql;

import io.github.coatcheck.mapping.ColumnMapping;
import java.util.List;
import java.util.Optional;

/**
 * The INSERT of an object, which depends on what the object leaves to the database.
 *
 * @param sql the statement
 * @param omitsKey whether the database generates the key
 * @param versions the version column, if the object has no version yet; it gets the first one
 *     before it is bound
 * @param firstVersions the values for them
 * @param defaultsQuery reads the default values by the key, where the INSERT cannot return them
 */
public record Insert(
    Sql sql,
    boolean omitsKey,
    List<ColumnMapping> versions,
    List<Object> firstVersions,
    Optional<Sql> defaultsQuery) {

  /** Whether nothing has to be read back after the INSERT. */
  public boolean generatesNothing() {
    return sql.retrieval().way() == Retrieval.Way.NOTHING && defaultsQuery.isEmpty();
  }
}
