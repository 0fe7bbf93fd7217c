package io.github.coatcheck.jdbc;

import io.github.coatcheck.KeyException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.KeySource;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.Sql;
import io.github.coatcheck.sql.SqlColumn;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks the database how the table of each class generates keys, and caches the answers for all
 * sessions.
 *
 * <p>A driver returns a number after any INSERT, but only the table can tell whether it is the key
 * of the row. For {@code id BIGINT PRIMARY KEY} SQLite stores NULL, and its driver returns 1.
 */
public final class KeyCheck {
  private final Dialect dialect;
  private final RowMappers rowMappers;
  private final SchemaCache<KeySource> sources = new SchemaCache<>();
  private final SchemaCache<Boolean> views = new SchemaCache<>();
  private final SchemaCache<Boolean> typed = new SchemaCache<>();

  public KeyCheck(Dialect dialect) {
    this.dialect = dialect;
    this.rowMappers = new RowMappers(dialect);
  }

  /** Returns the mappers of the rows of all tables. */
  public RowMappers rowMappers() {
    return rowMappers;
  }

  /** Refuses a class whose table does not generate keys. */
  public void requireGenerated(EntitySql<?> sql, StatementExecutor executor) {
    if (keySource(sql, executor) == KeySource.NONE) {
      throw new KeyException(refusalMessage(sql));
    }
  }

  /** Returns the message for a table that generates no keys, with a definition that would. */
  public String refusalMessage(EntitySql<?> sql) {
    SqlColumn key = sql.table().generatedKey();
    return "Cannot insert into %s without a key for %s: the table does not make it. Define the column as %s, or set the key in the program and remove autoincrement."
        .formatted(sql.table(), key, key.definition());
  }

  /** Returns how the table of a class generates keys. */
  public KeySource keySource(EntitySql<?> sql, StatementExecutor executor) {
    KeySource source = sources.get(sql, executor, () -> queryKeySource(sql, executor));
    // Without an answer there is no such table, as the INSERT will report.
    return source == null ? KeySource.SINGLE : source;
  }

  /** Returns null if the table does not exist, but may be created later. */
  private KeySource queryKeySource(EntitySql<?> sql, StatementExecutor executor) {
    Sql query = Sql.of(dialect.keySource(sql.mapping().schema()));
    Object[] names = {sql.table().storedName(), sql.table().generatedKey().storedName()};
    String answer = executor.run(query, names, KeyCheck::readKeySource);
    return answer == null ? null : KeySource.valueOf(answer);
  }

  /** Lets keys of a table be generated one by one, since it changes rows. */
  public void distrust(EntitySql<?> sql, StatementExecutor executor) {
    sources.put(sql, executor, KeySource.SINGLE);
  }

  /** Whether a class is mapped to a view, whose triggers may change rows that nobody counts. */
  public boolean isView(EntitySql<?> sql, StatementExecutor executor) {
    return views.get(sql, executor, () -> queryIsView(sql, executor));
  }

  private boolean queryIsView(EntitySql<?> sql, StatementExecutor executor) {
    return queryFirstColumn(sql, executor).contains(true);
  }

  /** Whether the columns that a class writes have the types that the class would give them. */
  public boolean hasTypesOf(EntitySql<?> sql, StatementExecutor executor) {
    return typed.get(sql, executor, () -> queryTypes(sql, executor));
  }

  private boolean queryTypes(EntitySql<?> sql, StatementExecutor executor) {
    Map<String, String> types = new HashMap<>();
    RowMapper<Object> column =
        result -> row -> types.put(row.getString("name"), row.getString("type"));
    executor.query(
        Sql.of(dialect.tableColumns(sql.mapping().schema())),
        new Object[] {sql.table().storedName()},
        column,
        0);
    return sql.table().writtenColumns().stream()
        .allMatch(
            written -> {
              String type = types.get(written.storedName());
              return type != null
                  && dialect.storesExactly(written.mapping().storedType(), written.type(), type);
            });
  }

  /** Whether there is a table or a view of the name in the class. */
  public boolean exists(EntitySql<?> sql, StatementExecutor executor) {
    return !queryFirstColumn(sql, executor).isEmpty();
  }

  /** Whether the first column is that of a view; empty if there is neither a table nor a view. */
  private List<Boolean> queryFirstColumn(EntitySql<?> sql, StatementExecutor executor) {
    Sql query = Sql.of(dialect.tableColumns(sql.mapping().schema()));
    Object[] name = {sql.table().storedName()};
    // Of a view the database does not know whether a column may be NULL.
    RowMapper<Boolean> unknown = result -> row -> row.getObject("nullable") == null;
    return executor.query(query, name, unknown, 1);
  }

  private static String readKeySource(Sql query, PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }

  /** Forgets all tables, now and when the transaction ends, since it may change them. */
  public void clearCache(Transaction transaction) {
    clearCache();
    transaction.markSchemaChanged(this::clearCache);
  }

  /** Clears the cache, since tables may have changed. */
  public void clearCache() {
    sources.clear();
    rowMappers.clear();
    views.clear();
    typed.clear();
  }
}
