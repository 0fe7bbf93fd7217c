package io.github.coatcheck.session;

import io.github.coatcheck.jdbc.KeyCheck;
import io.github.coatcheck.jdbc.StatementExecutor;
import io.github.coatcheck.jdbc.Transaction;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.mapping.Mappings;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.SqlGenerator;
import io.github.coatcheck.sql.SqlStatement;
import java.util.List;

/** The part of a session that inserts one object. */
abstract class Inserts extends Reads {
  final Transaction transaction;

  Inserts(SqlGenerator sql, KeyCheck keyCheck, Transaction transaction) {
    super(sql, keyCheck, new StatementExecutor(transaction));
    this.transaction = transaction;
  }

  /** Refuses what cannot write, and sends what waits to be inserted. */
  final void readyToWrite() {
    ready();
    transaction.requireWritable();
  }

  /**
   * Inserts an object; a key that is not set is made by the database.
   *
   * @param <T> the entity class
   * @param entity the object
   * @return the object with its key: the same one, or a copy of a record
   */
  public final <T> T insert(T entity) {
    readyToWrite();
    return insertRow(entity);
  }

  /** One INSERT in five stops: the class, the text, the values, the database, the key. */
  final <T> T insertRow(T entity) {
    EntityMapping<T> mapping = Mappings.of(entity);
    EntitySql<T> statements = sql.of(mapping);
    SqlStatement insert = statements.insert(entity);
    Object[] values = insert.values(mapping, entity);
    if (insert.isMakingKey()) {
      keyCheck.require(statements, executor);
    }
    transaction.change();
    T inserted = fill(mapping, entity, insert, values);
    return insert.rest().isEmpty()
        ? inserted
        : fill(
            mapping, inserted, insert.rest().get(), insert.rest().get().values(mapping, inserted));
  }

  private <T> T fill(EntityMapping<T> mapping, T entity, SqlStatement statement, Object[] values) {
    Object[] made = executor.insert(statement, values);
    transaction.assigned().remember(mapping, List.of(entity), statement.changed());
    return mapping.with(entity, statement.changed(), statement.changes(made));
  }
}
