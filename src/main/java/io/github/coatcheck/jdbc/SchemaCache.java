package io.github.coatcheck.jdbc;

import io.github.coatcheck.sql.EntitySql;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Caches for all sessions what the database answered about the tables of classes. */
final class SchemaCache<A> {
  /** An answer is right for one version of the schema. */
  private record Key(EntitySql<?> sql, long version) {}

  private static final int MAX_SIZE = 1000;

  private final Map<Key, A> answers = new ConcurrentHashMap<>();

  /**
   * Returns what is known of a table, or asks. An answer of null is not cached, nor one in a
   * transaction that may have changed the table, since it may be rolled back.
   */
  A get(EntitySql<?> sql, StatementExecutor executor, Supplier<A> ask) {
    if (executor.isSchemaChanged()) {
      return ask.get();
    }
    Key key = new Key(sql, executor.schemaVersion());
    A known = answers.get(key);
    if (known != null) {
      return known;
    }
    A answer = ask.get();
    if (answer != null) {
      if (answers.size() == MAX_SIZE) {
        answers.clear();
      }
      answers.put(key, answer);
    }
    return answer;
  }

  /** Forgets all tables, since they may have changed. */
  void clear() {
    answers.clear();
  }
}
