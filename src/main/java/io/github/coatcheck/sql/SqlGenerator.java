package io.github.coatcheck.sql;

import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.mapping.Mappings;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The statements of all classes in one dialect, created at their first use. Thread-safe. */
public final class SqlGenerator {
  private final Dialect dialect;
  private final Map<EntityMapping<?>, EntitySql<?>> statements = new ConcurrentHashMap<>();
  private final Map<Object, Object> additions = new ConcurrentHashMap<>();

  public SqlGenerator(Dialect dialect) {
    this.dialect = dialect;
  }

  public Dialect dialect() {
    return dialect;
  }

  /** The statements of a class; throws if it has no {@code @Table}. */
  @SuppressWarnings("unchecked") // create stores the statements of a mapping under that mapping
  public <T> EntitySql<T> of(EntityMapping<T> mapping) {
    EntitySql<?> known = statements.get(mapping);
    return (EntitySql<T>) (known == null ? create(mapping) : known);
  }

  private EntitySql<?> create(EntityMapping<?> mapping) {
    mapping.requireTable();
    return statements.computeIfAbsent(mapping, key -> new EntitySql<>(mapping, dialect));
  }

  /** The statements of a class; throws if it has no {@code @Table}. */
  public <T> EntitySql<T> of(Class<T> type) {
    return of(Mappings.of(type));
  }

  /** The tables of the classes that were used so far; of several for one table, the widest. */
  public Collection<SqlTable<?>> tables() {
    Map<String, SqlTable<?>> tables = new HashMap<>();
    for (EntitySql<?> sql : statements.values()) {
      tables.merge(
          sql.table().name(),
          sql.table(),
          (one, other) -> one.columns().size() < other.columns().size() ? other : one);
    }
    return tables.values();
  }

  /** The columns of a class that needs no table, since the user's own queries read it. */
  public List<SqlColumn> columns(EntityMapping<?> mapping) {
    return addition(mapping, key -> new SqlTable<>(key, dialect)).columns();
  }

  /** What is derived from a mapping or these statements, written when its key is first used. */
  @SuppressWarnings("unchecked") // each key has the addition of its own function
  public <K, A> A addition(K key, Function<K, A> write) {
    return (A) EntitySql.cached(additions, key, k -> write.apply(key));
  }
}
