package io.github.coatcheck.entity;

import io.github.coatcheck.jdbc.KeyCheck;
import io.github.coatcheck.jdbc.RowMapper;
import io.github.coatcheck.jdbc.StatementExecutor;
import io.github.coatcheck.jdbc.Transaction;
import io.github.coatcheck.jdbc.UndoLog;
import io.github.coatcheck.mapping.Mappings;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.SqlGenerator;

/** The objects that the collaborators of one session share. */
public final class SessionScope implements AutoCloseable {
  private final SqlGenerator sql;
  private final KeyCheck keyCheck;
  private final Transaction transaction;
  private final StatementExecutor executor;

  /** The statements that were asked for last: most programs go on with the same class. */
  private EntitySql<?> last;

  public SessionScope(SqlGenerator sql, KeyCheck keyCheck, Transaction transaction) {
    this.sql = sql;
    this.keyCheck = keyCheck;
    this.transaction = transaction;
    this.executor = new StatementExecutor(transaction);
  }

  /** Returns the generator of the statements of all classes. */
  public SqlGenerator sql() {
    return sql;
  }

  public KeyCheck keyCheck() {
    return keyCheck;
  }

  public Transaction transaction() {
    return transaction;
  }

  public UndoLog undoLog() {
    return transaction.undoLog();
  }

  public StatementExecutor executor() {
    return executor;
  }

  /** Returns the statements of the class of an object. */
  public <T> EntitySql<T> sqlOf(T entity) {
    return sqlOf(Mappings.typeOf(entity));
  }

  /** Returns the statements of a class. */
  @SuppressWarnings("unchecked") // the last ones are returned for their own class only
  public <T> EntitySql<T> sqlOf(Class<T> type) {
    if (last == null || last.mapping().type() != type) {
      last = sql.of(type);
    }
    return (EntitySql<T>) last;
  }

  /** Converts values, by converters that must not end the transaction. */
  public <V> V convert(Transaction.Step<V, RuntimeException> conversion) {
    return transaction.runNested(conversion);
  }

  /** Returns the mapper for rows that come from the table of a class, and from nowhere else. */
  public <T> RowMapper<T> mapper(EntitySql<T> entity) {
    return keyCheck.rowMappers().ofTable(entity, executor);
  }

  /** Rolls back uncommitted changes, closes the statements and releases the connection. */
  @Override
  public void close() {
    try (transaction;
        executor) {
      transaction.finish();
    }
  }
}
