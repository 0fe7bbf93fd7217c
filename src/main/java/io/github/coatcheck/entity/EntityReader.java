package io.github.coatcheck.entity;

import io.github.coatcheck.sql.EntitySql;
import java.util.List;
import java.util.Optional;

/** Reads objects from the table of their class. */
public final class EntityReader {
  private static final Object[] NO_VALUES = {};

  private final SessionScope scope;

  public EntityReader(SessionScope scope) {
    this.scope = scope;
  }

  /** Finds the row with a key: a value, or for a composite key an object of the class. */
  public <T> Optional<T> find(Class<T> type, Object key) {
    EntitySql<T> sql = scope.sqlOf(type);
    Object[] values = scope.convert(() -> sql.keyValues(key));
    List<T> found = scope.executor().query(sql.find(), values, scope.mapper(sql), 1);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
  }

  /** Reads all rows, in no particular order. */
  public <T> List<T> list(Class<T> type) {
    EntitySql<T> sql = scope.sqlOf(type);
    return scope.executor().query(sql.list(), NO_VALUES, scope.mapper(sql), 0);
  }
}
