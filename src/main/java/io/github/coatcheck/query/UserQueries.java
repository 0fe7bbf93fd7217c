package io.github.coatcheck.query;

import io.github.coatcheck.MappingException;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.entity.SessionScope;
import io.github.coatcheck.jdbc.ResultColumn;
import io.github.coatcheck.jdbc.RowMapper;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.mapping.Mappings;
import io.github.coatcheck.mapping.ValueTypes;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.SqlColumn;
import io.github.coatcheck.sql.SqlTable;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs SQL that the user writes: whole statements, or the tail of a SELECT.
 *
 * <p>A <em>tail</em> is the SQL after the table name, such as {@code where age > ? order by name}.
 */
public final class UserQueries {
  /** A tail that adds no table, which an alias could give the name of the table. */
  private static final Pattern OF_TABLE =
      Pattern.compile("(?i)\\s*(where\\b|order\\b|limit\\b|group\\b|$)");

  private final SessionScope scope;

  public UserQueries(SessionScope scope) {
    this.scope = scope;
  }

  /** Reads the objects that a tail selects. */
  public <T> List<T> list(Class<T> type, String tail, Object... parameters) {
    return list(type, 0, tail, parameters);
  }

  /** Reads the first object that a tail selects. */
  public <T> Optional<T> first(Class<T> type, String tail, Object... parameters) {
    return list(type, 1, tail, parameters).stream().findFirst();
  }

  private <T> List<T> list(Class<T> type, int limit, String tail, Object... parameters) {
    EntitySql<T> sql = scope.sqlOf(type);
    UserSql select = withTail(sql.list().text(), tail, "");
    return query(bind(select, sql.table(), parameters), mapper(select, tail, sql), limit);
  }

  /** Streams the objects that a tail selects. The check runs before each object is read. */
  public <T> Stream<T> stream(Runnable check, Class<T> type, String tail, Object... parameters) {
    EntitySql<T> sql = scope.sqlOf(type);
    UserSql select = withTail(sql.list().text(), tail, "");
    return stream(check, bind(select, sql.table(), parameters), mapper(select, tail, sql));
  }

  /** Streams the rows of any SELECT. The check runs before each row is read. */
  public <R> Stream<R> queryStream(Runnable check, Class<R> type, String sql, Object... values) {
    return stream(check, bind(select(sql), values), mapper(type));
  }

  private <R> Stream<R> stream(Runnable check, UserSql.Bound select, RowMapper<R> mapper) {
    return scope
        .executor()
        .open(
            select.sql(),
            select.values().toArray(),
            (text, statement) ->
                new RowStream<>(scope.transaction(), check, text, statement, mapper))
        .toStream();
  }

  /** Returns a mapper that trusts the types of the table only if all cells come from it. */
  private <T> RowMapper<T> mapper(UserSql select, String tail, EntitySql<T> sql) {
    boolean ofTable = OF_TABLE.matcher(tail).lookingAt() && !select.combinesSelects();
    return ofTable
        ? scope.mapper(sql)
        : RowMapper.of(sql.mapping(), ResultColumn.inOrder(sql.table().columns()));
  }

  /** Counts the rows that a tail selects. The tail may group or limit them. */
  public long count(Class<?> type, String tail, Object... parameters) {
    SqlTable<?> table = scope.sqlOf(type).table();
    String rows = "SELECT count(*) FROM (SELECT 1 FROM " + table;
    UserSql count = withTail(rows, tail, ") AS counted");
    return query(bind(count, table, parameters), singleValue(Long.class), 1).get(0);
  }

  /** Counts all rows. */
  public long count(Class<?> type) {
    UserSql count = userSql("SELECT count(*) FROM " + scope.sqlOf(type).table());
    return query(count.bind(), singleValue(Long.class), 1).get(0);
  }

  /** Whether a tail selects at least one row. */
  public boolean exists(Class<?> type, String tail, Object... parameters) {
    SqlTable<?> table = scope.sqlOf(type).table();
    UserSql exists = withTail("SELECT 1 FROM " + table, tail, "");
    return !query(bind(exists, table, parameters), singleValue(Long.class), 1).isEmpty();
  }

  /** Binds values, but none of a type that the class converts in all of its columns. */
  private UserSql.Bound bind(UserSql statement, SqlTable<?> table, Object... parameters) {
    return scope.convert(
        () -> statement.bind((type, stored) -> requireComparable(table, type, stored), parameters));
  }

  private UserSql.Bound bind(UserSql statement, Object... parameters) {
    return scope.convert(() -> statement.bind(parameters));
  }

  private static void requireComparable(SqlTable<?> table, Class<?> type, Class<?> stored) {
    List<SqlColumn> columns =
        table.columns().stream()
            .filter(column -> ValueTypes.boxed(column.mapping().type()) == type)
            .toList();
    boolean comparable =
        columns.isEmpty()
            || columns.stream().anyMatch(column -> column.mapping().storedType() == stored);
    if (!comparable) {
      throw new ValueException(
          "Cannot compare a value of type %s with the columns of %s: %s stores it as %s, by a converter. Convert the value, or name the converter by @Convert on its class."
              .formatted(
                  type.getSimpleName(),
                  table,
                  columns.get(0),
                  columns.get(0).mapping().storedType().getSimpleName()));
    }
  }

  /** Runs a SELECT and reads each row as an object, a record or a single value. */
  public <R> List<R> query(Class<R> type, String select, Object... parameters) {
    return query(bind(select(select), parameters), mapper(type), 0);
  }

  /** Runs a SELECT that returns exactly one row. */
  public <R> R queryOne(Class<R> type, String select, Object... parameters) {
    UserSql statement = select(select);
    List<R> rows = query(bind(statement, parameters), mapper(type), 2);
    statement.requireOneRow(rows.size());
    return rows.get(0);
  }

  /** Runs a SELECT and reads each row as a map, by the labels of its columns. */
  public List<Map<String, Object>> queryRows(String select, Object... parameters) {
    return query(bind(select(select), parameters), ColumnLabels.rows(), 0);
  }

  /** A statement that returns rows. */
  private UserSql select(String text) {
    UserSql statement = userSql(text);
    statement.requireSafeInSession();
    statement.requireRows();
    if (statement.returnsChangedRows()) {
      scope.transaction().requireWritable();
      scope.transaction().markDirty("query(...)");
    }
    return statement;
  }

  private <R> RowMapper<R> mapper(Class<R> type) {
    if (SingleValue.isOneColumn(type)) {
      return singleValue(type);
    }
    requireOwnType(type);
    return byLabel(type);
  }

  /** Refuses a type of Java itself, such as Object: as a result it need not be a table. */
  private static void requireOwnType(Class<?> type) {
    if (type.isPrimitive() || type.getName().startsWith("java.")) {
      throw new MappingException(
          "Cannot read rows into %s: it is neither a type that a column can hold nor a record or class of yours. %s"
              .formatted(
                  type.getName(),
                  ValueTypes.replacement(type)
                      .orElse("Name one of these, or call queryRows(...) for rows of any shape.")));
    }
  }

  private UserSql userSql(String text) {
    return UserSql.of(text, scope.sql().dialect());
  }

  private UserSql withTail(String select, String tail, String end) {
    return UserSql.withTail(select, tail, end, scope.sql().dialect());
  }

  private <R> RowMapper<R> singleValue(Class<R> type) {
    return SingleValue.mapper(type, scope.sql().dialect());
  }

  private <R> RowMapper<R> byLabel(Class<R> type) {
    EntityMapping<R> mapping = Mappings.of(type);
    return ColumnLabels.mapper(mapping, scope.sql().columns(mapping));
  }

  private <R> List<R> query(UserSql.Bound select, RowMapper<R> mapper, int limit) {
    return scope.executor().query(select.sql(), select.values().toArray(), mapper, limit);
  }

  /** Runs a statement of any kind, and tells how many rows it changed. */
  public int execute(String text, Object... parameters) {
    UserSql statement = userSql(text);
    statement.requireSafeInSession();
    statement.requireNoSelect();
    UserSql.Bound bound = bind(statement, parameters);
    scope.transaction().markDirty("execute(...)");
    if (statement.isDefinition()) {
      scope.keyCheck().clearCache(scope.transaction());
    }
    int rows =
        scope
            .executor()
            .run(bound.sql(), bound.values().toArray(), (sql, prepared) -> execute(prepared));
    return statement.changesRows() ? rows : 0;
  }

  /** Counts the rows that a statement changed, or returned. */
  private static int execute(PreparedStatement statement) throws SQLException {
    if (!statement.execute()) {
      return Math.max(statement.getUpdateCount(), 0);
    }
    int count = 0;
    try (ResultSet rows = statement.getResultSet()) {
      while (rows.next()) {
        count++;
      }
    }
    return count;
  }
}
