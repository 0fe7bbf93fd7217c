package io.github.coatcheck.jdbc;

import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.Encoding.CellReader;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The mappers of the rows of all tables, for all sessions.
 *
 * <p>Asks the database once a class, and again when tables change, which columns of its table hold
 * only values of their type, and reads those by the fastest getters.
 */
public final class RowMappers {
  private final Dialect dialect;
  private final SchemaCache<RowMapper<?>> mappers = new SchemaCache<>();

  public RowMappers(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Returns the mapper for rows that come from the table of a class, and from nowhere else. */
  @SuppressWarnings("unchecked") // each class has the mapper of its own rows
  public <T> RowMapper<T> ofTable(EntitySql<T> sql, StatementExecutor executor) {
    return (RowMapper<T>) mappers.get(sql, executor, () -> create(sql, executor));
  }

  private <T> RowMapper<T> create(EntitySql<T> sql, StatementExecutor executor) {
    Map<String, CellReader> typed = queryReaders(sql, executor);
    List<ResultColumn> columns = new ArrayList<>();
    for (ResultColumn any : ResultColumn.inOrder(sql.table().columns())) {
      String name = lowerCase(any.column().storedName());
      columns.add(any.readBy(typed.getOrDefault(name, any.reader())));
    }
    return RowMapper.compiled(sql.mapping(), columns);
  }

  /** The readers of the columns that hold only values of their type, by name. */
  private Map<String, CellReader> queryReaders(EntitySql<?> sql, StatementExecutor executor) {
    Map<String, CellReader> readers = new HashMap<>();
    Optional<String> query = dialect.typedColumns(sql.mapping().schema());
    if (query.isPresent()) {
      RowMapper<Object> column =
          result ->
              row ->
                  readers.put(lowerCase(row.getString(1)), dialect.typedReader(row.getString(2)));
      executor.query(Sql.of(query.get()), new Object[] {sql.table().storedName()}, column, 0);
    }
    return readers;
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Forgets all tables, since they may have changed. */
  void clear() {
    mappers.clear();
  }
}
