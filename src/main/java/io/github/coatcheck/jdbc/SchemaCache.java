package io.github.coatcheck.jdbc;

import io.github.coatcheck.sql.EntitySql;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Caches for all sessions what the database answered about the tables of classes. */
final class SchemaCache<A> {
  /** An answer is right for one version of the schema. */
  private record Answer<A>(long version, A value) {}

  private final Map<EntitySql<?>, Answer<A>> answers = new ConcurrentHashMap<>();

  /**
   * Returns what is known of a table, or asks. An answer is not cached if it is null, or may be
   * right for this transaction or this connection alone: tables may have changed and be rolled
   * back, or be temporary or attached.
   */
  A get(EntitySql<?> sql, StatementExecutor executor, Supplier<A> ask) {
    long version = executor.schemaVersion();
    Answer<A> known = answers.get(sql);
    if (known != null && known.version() == version) {
      return known.value();
    }
    A answer = ask.get();
    if (answer != null) {
      put(sql, version, answer);
    }
    return answer;
  }

  /** Replaces what this transaction was told of a table. */
  void put(EntitySql<?> sql, StatementExecutor executor, A answer) {
    put(sql, executor.lastSchemaVersion(), answer);
  }

  private void put(EntitySql<?> sql, long version, A answer) {
    if (version != StatementExecutor.OWN_SCHEMA) {
      answers.put(sql, new Answer<>(version, answer));
    }
  }

  /** Forgets all tables, since they may have changed. */
  void clear() {
    answers.clear();
  }
}
