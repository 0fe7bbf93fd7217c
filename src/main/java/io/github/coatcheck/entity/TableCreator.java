package io.github.coatcheck.entity;

import io.github.coatcheck.sql.Sql;
import io.github.coatcheck.sql.TableDefinitions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Creates and drops the tables of classes. */
public final class TableCreator {
  private static final Object[] NO_VALUES = {};

  private final SessionScope scope;
  private final TableDefinitions definitions;

  public TableCreator(SessionScope scope) {
    this.scope = scope;
    this.definitions = new TableDefinitions(scope.sql());
  }

  /** Creates the tables that do not exist yet, referenced tables first. */
  public void create(Collection<Class<?>> types) {
    runAll(definitions.create(types));
  }

  /** Whether all tables of classes exist, so that there is nothing to create. */
  public boolean exist(Collection<Class<?>> types) {
    return types.stream()
        .allMatch(type -> scope.keyCheck().exists(scope.sqlOf(type), scope.executor()));
  }

  /** Drops the tables that exist, referenced tables last. */
  public void drop(Collection<Class<?>> types) {
    runAll(definitions.drop(types));
  }

  private void runAll(List<String> definitions) {
    // A table may generate keys in another way than before.
    scope.keyCheck().clearCache(scope.transaction());
    List<String> statements = new ArrayList<>(definitions);
    scope.sql().dialect().definitionLock().ifPresent(lock -> statements.add(0, lock));
    statements.forEach(
        scope.sql().dialect().hasTransactionalDdl()
            ? this::runInTransaction
            : scope.transaction()::executeOutside);
  }

  private void runInTransaction(String statement) {
    scope.executor().run(Sql.of(statement), NO_VALUES, (sql, prepared) -> prepared.execute());
  }
}
