package io.github.coatcheck.entity;

import io.github.coatcheck.jdbc.GeneratedValues;
import io.github.coatcheck.jdbc.KeyCheck;
import io.github.coatcheck.jdbc.StatementExecutor;
import io.github.coatcheck.jdbc.Transaction;
import io.github.coatcheck.jdbc.UndoLog;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.Insert;
import io.github.coatcheck.sql.Sql;

/** Inserts one object, and sets in it the values that the database generated for its row. */
public final class EntityInserter {
  private final SessionScope scope;
  private final KeyCheck keyCheck;
  private final StatementExecutor executor;
  private final Transaction transaction;
  private final UndoLog undoLog;
  private final CurrentRows rows;

  public EntityInserter(SessionScope scope) {
    this.scope = scope;
    this.keyCheck = scope.keyCheck();
    this.executor = scope.executor();
    this.transaction = scope.transaction();
    this.undoLog = transaction.undoLog();
    this.rows = new CurrentRows(scope);
  }

  /**
   * Inserts an object and returns it with its generated values. If this fails, the object is
   * unchanged.
   */
  public <T> T insert(T entity) {
    int mark = undoLog.mark();
    transaction.enter();
    try {
      return insertRow(entity);
    } catch (Throwable e) {
      undoLog.restoreTo(mark);
      throw e;
    } finally {
      transaction.leave();
    }
  }

  /**
   * The steps of one INSERT: find the mapping and the statement, set the first version, collect the
   * values, check that the table generates keys, execute, and set the generated values.
   */
  private <T> T insertRow(T entity) {
    EntitySql<T> statements = scope.sqlOf(entity);
    EntityMapping<T> mapping = statements.mapping();
    Insert insert = statements.insertFor(entity);
    T versioned =
        undoLog.assign(mapping, entity, insert.versions(), insert.firstVersions().toArray());
    Sql sql = insert.sql();
    Object[] values = sql.values(versioned);
    if (insert.omitsKey()) {
      keyCheck.requireGenerated(statements, executor);
    }
    transaction.markDirty(statements.table().name());
    Object[] generated = executor.write(sql, values, GeneratedValues::executeAndRead);
    // The row is stored: if the object refuses its key, the transaction has failed.
    T inserted = transaction.assign(mapping, versioned, sql.retrieval().properties(), generated);
    return rows.readBack(statements, insert.readBack(), inserted);
  }
}
