package io.github.coatcheck.jdbc;

import io.github.coatcheck.sql.EntitySql;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Caches for all sessions what the database answered about the tables of classes. */
final class SchemaCache<A> {
  /** An answer is right for one version of the schema. */
  private record Key(EntitySql<?> sql, long version) {}

  private static final int MAX_SIZE = 1000;

  private final Map<Key, A> answers = new ConcurrentHashMap<>();

  /**
   * Returns what is known of a table, or asks. An answer is not cached if it is null, or may be
   * right for this transaction or this connection alone: tables may have changed and be rolled
   * back, or be temporary or attached.
   */
  A get(EntitySql<?> sql, StatementExecutor executor, Supplier<A> ask) {
    Optional<Key> key =
        executor.isSchemaChanged() ? Optional.empty() : key(sql, executor.schemaVersion());
    A known = key.map(answers::get).orElse(null);
    if (known != null) {
      return known;
    }
    A answer = ask.get();
    if (answer != null) {
      key.ifPresent(k -> put(k, answer));
    }
    return answer;
  }

  /** Replaces what this transaction was told of a table. */
  void put(EntitySql<?> sql, StatementExecutor executor, A answer) {
    key(sql, executor.lastSchemaVersion()).ifPresent(key -> put(key, answer));
  }

  private void put(Key key, A answer) {
    if (answers.size() == MAX_SIZE) {
      answers.clear();
    }
    answers.put(key, answer);
  }

  private static Optional<Key> key(EntitySql<?> sql, Optional<Long> version) {
    return version.map(number -> new Key(sql, number));
  }

  /** Forgets all tables, since they may have changed. */
  void clear() {
    answers.clear();
  }
}
