package io.github.coatcheck.sql;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.EntityMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The statements of one mapped class in one dialect. Each handles one object. Thread-safe. */
public final class EntitySql<T> {
  private static final int MAX_CACHED = 1000;

  private final EntityMapping<T> mapping;
  private final Dialect dialect;
  private final SqlTable<T> table;
  private final List<SqlColumn> omittableColumns = new ArrayList<>();
  private final Sql list;

  // Without a key these have no WHERE clause, so their getters refuse.
  private final Sql find;
  private final Sql update;
  private final Sql delete;
  private final Sql deleteByKey;

  /** The INSERT of an object in which no omittable column is set. */
  private final Insert defaultInsert;

  /** All other INSERTs, by the omittable columns that are not set in the object. */
  private final Map<List<SqlColumn>, Insert> inserts = new ConcurrentHashMap<>();

  /** The UPDATEs of some columns, by their names. */
  private final Map<List<String>, Sql> updates = new ConcurrentHashMap<>();

  EntitySql(EntityMapping<T> mapping, Dialect dialect) {
    this.mapping = mapping;
    this.dialect = dialect;
    this.table = new SqlTable<>(mapping, dialect);
    for (SqlColumn column : table.columns()) {
      if (column.isGenerated()) {
        omittableColumns.add(0, column);
      } else if (column.isVersion() || (column.hasDefault() && !column.mapping().isReadOnly())) {
        omittableColumns.add(column);
      }
    }
    String columns = SqlColumn.join(", ", table.columns(), SqlColumn::qualified);
    this.list = Sql.of("SELECT " + columns + " FROM " + table);
    this.find = Sql.of(list.text() + whereEqual(table.keys()), table.keys());
    List<SqlColumn> others = table.without(table.keys());
    // For a class with only key columns, the UPDATE still finds out whether the row exists.
    this.update = updateOf(others.isEmpty() ? table.keys() : others);
    this.delete = deleteBy(table.identifyingColumns());
    this.deleteByKey = deleteBy(table.keys());
    this.defaultInsert = insertWithout(omittableColumns);
  }

  private Sql deleteBy(List<SqlColumn> columns) {
    return Sql.of("DELETE FROM " + table + whereEqual(columns), columns);
  }

  private static String whereEqual(List<SqlColumn> columns) {
    return " WHERE " + SqlColumn.condition(columns);
  }

  public EntityMapping<T> mapping() {
    return mapping;
  }

  public SqlTable<T> table() {
    return table;
  }

  /** The columns that an object need not have: a generated key, then defaults and the version. */
  public List<SqlColumn> omittableColumns() {
    return omittableColumns;
  }

  /** The SELECT of all rows. */
  public Sql list() {
    return list;
  }

  /** The SELECT of a row by its key. */
  public Sql find() {
    mapping.requireKeys();
    return find;
  }

  /**
   * The SELECT of the rows that an UPDATE would find for so many objects by some columns, and not
   * of older versions of them.
   */
  public Sql findCurrent(List<SqlColumn> columns, int count) {
    String others = (" OR " + SqlColumn.condition(columns)).repeat(count - 1);
    return Sql.of(list.text() + whereEqual(columns) + others + dialect.currentRows());
  }

  /** The values for {@link #find}: from a single-column key, or from an object with its key set. */
  public Object[] keyValues(Object key) {
    if (mapping.type().isInstance(key)) {
      mapping.requireKey(mapping.type().cast(key));
      return find().values(key);
    }
    SqlColumn column = find().parameters().get(0);
    if (table.keys().size() > 1 || !column.mapping().acceptsAsKey(key)) {
      throw new KeyException(
          "Cannot find a row of %s by %s: its key is %s. Hand in a value of that type, or an object of the class that has its key set."
              .formatted(
                  mapping.type().getName(),
                  key == null ? "null" : "a " + key.getClass().getSimpleName(),
                  SqlColumn.join(", ", table.keys(), SqlColumn::describe)));
    }
    return new Object[] {column.encodeKey(key)};
  }

  /** The INSERT of an object in which no omittable column is set. */
  public Insert insert() {
    mapping.requireKeys();
    return defaultInsert;
  }

  /** The INSERT of an object, which is refused without a key that the program has to assign. */
  public Insert insertFor(T entity) {
    if (!table.hasGeneratedKey()) {
      mapping.requireKey(entity);
    }
    return hasNoOmittableValue(entity) ? defaultInsert : insertOfValues(entity);
  }

  /** Whether an object has no value for any omittable column, as most new objects. */
  private boolean hasNoOmittableValue(T entity) {
    for (SqlColumn column : omittableColumns) {
      if (!column.isUnsetIn(entity)) {
        return false;
      }
    }
    return true;
  }

  private Insert insertOfValues(T entity) {
    if (hasKey(entity)) {
      refuseReplacedKey(entity);
    }
    List<SqlColumn> unset = new ArrayList<>(omittableColumns);
    unset.removeIf(column -> !column.isUnsetIn(entity));
    return cached(inserts, unset, this::insertWithout);
  }

  /**
   * Returns a value from a cache, where it is written at its first use. A full cache starts anew,
   * since k columns with defaults make 2^k combinations.
   */
  static <K, V> V cached(Map<K, V> cache, K key, Function<? super K, ? extends V> write) {
    V known = cache.get(key);
    if (known != null) {
      return known;
    }
    if (cache.size() >= MAX_CACHED) {
      cache.clear();
    }
    return cache.computeIfAbsent(key, write);
  }

  /** Whether an object has a value for the key that the database would generate otherwise. */
  public boolean hasKey(T entity) {
    return table.hasGeneratedKey() && !table.generatedKey().isUnsetIn(entity);
  }

  private void refuseReplacedKey(T entity) {
    SqlColumn column = table.generatedKey();
    long key = column.keyNumber(column.mapping().get(entity));
    if (dialect.replacesKey(key)) {
      throw new KeyException(
          "Cannot insert an object with the key %s in %s: the database would make another key in its place. Give the object a different key, or none."
              .formatted(key, column));
    }
  }

  /** The INSERT that omits these columns, except a version, whose first value is bound. */
  private Insert insertWithout(List<SqlColumn> unset) {
    List<SqlColumn> versions = new ArrayList<>(unset);
    versions.retainAll(table.versions());
    List<SqlColumn> generated = new ArrayList<>(unset);
    generated.removeAll(versions);
    List<SqlColumn> defaults = new ArrayList<>(generated);
    defaults.removeIf(SqlColumn::isGenerated);
    List<SqlColumn> bound = table.without(generated);
    String text = insertInto(bound);
    Optional<String> returning = defaults.isEmpty() ? Optional.empty() : returning(text, generated);
    List<ColumnMapping> readBack = new ArrayList<>(mapping.readOnlyColumns());
    Retrieval retrieval;
    if (returning.isPresent()) {
      retrieval = Retrieval.returnedRow(generated);
    } else {
      readBack.addAll(SqlColumn.mappings(defaults));
      retrieval = generated.equals(defaults) ? Retrieval.NOTHING : generatedKey();
    }
    return new Insert(
        new Sql(returning.orElse(text), bound, retrieval),
        SqlColumn.mappings(versions),
        versions.stream().map(SqlColumn::firstVersion).toList(),
        readBack);
  }

  private Retrieval generatedKey() {
    SqlColumn key = table.generatedKey();
    Optional<String> name =
        dialect.namesGeneratedKey() ? Optional.of(key.storedName()) : Optional.empty();
    return Retrieval.generatedKey(key, name);
  }

  /** The text of an INSERT that binds some columns. */
  public String insertInto(List<SqlColumn> columns) {
    return columns.isEmpty()
        ? "INSERT INTO " + table + " " + dialect.noValues()
        : into(columns) + " VALUES (" + SqlColumn.join(", ", columns, column -> "?") + ")";
  }

  private String into(List<SqlColumn> columns) {
    return "INSERT INTO %s (%s)"
        .formatted(table, SqlColumn.join(", ", columns, SqlColumn::identifier));
  }

  /** The INSERT of many rows that binds an array for each column, if the database has one. */
  public Optional<Sql> insertArrays(List<SqlColumn> columns) {
    return dialect
        .insertArrays(into(columns), columns.stream().map(SqlColumn::type).toList())
        .map(text -> Sql.of(text, columns));
  }

  /** The SELECT that draws keys, whose parameter is how many. */
  public Sql drawKeys() {
    return Sql.of(dialect.drawKeys(table.name(), table.generatedKey().storedName()));
  }

  /** An INSERT that returns columns of its rows, if the database has such a statement. */
  public Optional<String> returning(String insert, List<SqlColumn> columns) {
    return dialect.returning(
        insert, table.identifier(), SqlColumn.join(", ", columns, SqlColumn::qualified));
  }

  private Sql updateOf(List<SqlColumn> changed) {
    List<SqlColumn> identifying = table.identifyingColumns();
    List<SqlColumn> parameters = new ArrayList<>(changed);
    parameters.removeAll(table.versions());
    parameters.addAll(identifying);
    String assignments = SqlColumn.join(", ", changed, SqlColumn::assignment);
    return Sql.of("UPDATE " + table + " SET " + assignments + whereEqual(identifying), parameters);
  }

  /** The UPDATE of all columns except the key, by key and version. */
  public Sql update() {
    mapping.requireKeys();
    return update;
  }

  /** The UPDATE of an object, which is refused without its key and a version to increment. */
  public Sql updateFor(T entity) {
    mapping.requireKey(entity);
    nextVersion(entity);
    return update;
  }

  /** The UPDATE of some columns of an object, and of its version. */
  public Sql partialUpdateFor(T entity, List<String> columns) {
    updateFor(entity);
    return cached(updates, columns, this::partialUpdate);
  }

  private Sql partialUpdate(List<String> names) {
    Set<String> wanted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    wanted.addAll(names);
    List<SqlColumn> known = table.without(table.identifyingColumns());
    List<SqlColumn> changed = new ArrayList<>(known);
    changed.removeIf(column -> !wanted.remove(column.mapping().name().text()));
    if (changed.isEmpty() || !wanted.isEmpty()) {
      throw new CoatcheckException(
          "Cannot update the columns %s of %s: %s."
              .formatted(
                  names,
                  mapping.type().getName(),
                  known.isEmpty()
                      ? "it has none but its key and its version. Call update with the object alone"
                      : "those that it can update are %s. Name one or more of them"
                          .formatted(
                              SqlColumn.join(
                                  ", ", known, column -> column.mapping().name().text()))));
    }
    changed.addAll(table.versions());
    return updateOf(changed);
  }

  /** The version of an object's row after an UPDATE; empty for a class without a version. */
  public Object[] nextVersion(T entity) {
    Object[] next = new Object[table.versions().size()];
    for (int i = 0; i < next.length; i++) {
      next[i] = table.versions().get(i).nextVersion(entity);
    }
    return next;
  }

  /** The DELETE by key and version. */
  public Sql delete() {
    mapping.requireKeys();
    return delete;
  }

  /** The DELETE by the key alone. */
  public Sql deleteByKey() {
    return deleteByKey;
  }

  /** The DELETE of the row of an object, which is refused without its key and version. */
  public Sql deleteFor(T entity) {
    mapping.requireKey(entity);
    table.versions().forEach(version -> version.requireVersion(entity));
    return delete;
  }
}
