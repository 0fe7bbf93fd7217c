package io.github.coatcheck.entity;

import io.github.coatcheck.jdbc.GeneratedValues;
import io.github.coatcheck.jdbc.UndoLog;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.mapping.Mappings;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.Insert;
import io.github.coatcheck.sql.Sql;

/** Inserts one object, and gives it the values that the database generated for its row. */
public final class EntityInserter {
  private final SessionScope scope;

  public EntityInserter(SessionScope scope) {
    this.scope = scope;
  }

  /** Inserts an object; if that fails, the object keeps the values that it had. */
  public <T> T insert(T entity) {
    UndoLog undoLog = scope.undoLog();
    int mark = undoLog.mark();
    try {
      return insertRow(entity);
    } catch (Throwable e) {
      undoLog.restoreTo(mark);
      throw e;
    }
  }

  /** One INSERT: the class, its statement, the values of the object, the database, the key. */
  private <T> T insertRow(T entity) {
    EntityMapping<T> mapping = Mappings.of(entity);
    EntitySql<T> sql = scope.sql().of(mapping);
    Insert insert = sql.insert(entity);
    T versioned =
        scope
            .undoLog()
            .assign(mapping, entity, insert.versions(), insert.firstVersions().toArray());
    Object[] values = insert.sql().values(versioned);
    if (insert.omitsKey()) {
      scope.keyCheck().requireGenerated(sql, scope.executor());
    }
    T inserted = execute(mapping, versioned, insert.sql(), values);
    if (insert.defaultsQuery().isEmpty()) {
      return inserted;
    }
    Sql query = insert.defaultsQuery().get();
    return execute(mapping, inserted, query, query.values(inserted));
  }

  private <T> T execute(EntityMapping<T> mapping, T entity, Sql sql, Object[] values) {
    scope.transaction().markDirty();
    Object[] generated = scope.executor().write(sql, values, GeneratedValues::execute);
    return scope.undoLog().assign(mapping, entity, sql.retrieval().properties(), generated);
  }
}
