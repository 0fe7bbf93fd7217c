package io.github.coatcheck.query;

import io.github.coatcheck.entity.SessionScope;
import io.github.coatcheck.jdbc.RowMapper;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.mapping.Mappings;
import io.github.coatcheck.mapping.ValueTypes;
import io.github.coatcheck.sql.EntitySql;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs SQL that the user writes: whole statements, and what follows the table in a SELECT. */
public final class UserQueries {
  private final SessionScope scope;

  public UserQueries(SessionScope scope) {
    this.scope = scope;
  }

  /** Reads the objects that a tail leaves. */
  public <T> List<T> list(Class<T> type, String tail, Object... parameters) {
    return list(type, 0, tail, parameters);
  }

  /** Reads the first object that a tail leaves. */
  public <T> Optional<T> first(Class<T> type, String tail, Object... parameters) {
    return list(type, 1, tail, parameters).stream().findFirst();
  }

  private <T> List<T> list(Class<T> type, int limit, String tail, Object... parameters) {
    EntitySql<T> sql = scope.sql().of(type);
    return query(select(sql, tail), parameters, scope.mapper(sql), limit);
  }

  private static String select(EntitySql<?> sql, String tail) {
    return (sql.list().text() + " " + tail).strip();
  }

  /** Reads the objects that a tail leaves one at a time; a check runs before each. */
  public <T> Stream<T> stream(Runnable check, Class<T> type, String tail, Object... parameters) {
    EntitySql<T> sql = scope.sql().of(type);
    UserSql.Bound bound = bind(UserSql.of(select(sql, tail)), parameters);
    RowMapper<T> mapper = scope.mapper(sql);
    return scope
        .executor()
        .open(
            bound.sql(),
            bound.values(),
            (text, statement) ->
                new RowStream<>(scope.transaction(), check, text, statement, mapper))
        .toStream();
  }

  /** Counts the rows that a tail leaves, which may group or limit them. */
  public long count(Class<?> type, String tail, Object... parameters) {
    String table = scope.sql().of(type).table().name();
    String rows =
        tail.isBlank() ? table : "(SELECT 1 FROM %s %s) AS counted".formatted(table, tail);
    return query("SELECT count(*) FROM " + rows, parameters, singleValue(Long.class), 1).get(0);
  }

  /** Whether a tail leaves a row. */
  public boolean exists(Class<?> type, String tail, Object... parameters) {
    String select = "SELECT 1 FROM %s %s".formatted(scope.sql().of(type).table(), tail).strip();
    return !query(select, parameters, singleValue(Long.class), 1).isEmpty();
  }

  /** Runs a SELECT, and reads each row into an object, a record or a single value. */
  public <R> List<R> query(Class<R> type, String select, Object... parameters) {
    RowMapper<R> mapper = ValueTypes.contains(type) ? singleValue(type) : byLabel(type);
    return query(select, parameters, mapper, 0);
  }

  private <R> RowMapper<R> singleValue(Class<R> type) {
    return SingleValue.mapper(type, scope.sql().dialect());
  }

  private <R> RowMapper<R> byLabel(Class<R> type) {
    EntityMapping<R> mapping = Mappings.of(type);
    return ColumnLabels.mapper(mapping, scope.sql().columns(mapping));
  }

  private <R> List<R> query(String select, Object[] given, RowMapper<R> mapper, int limit) {
    UserSql.Bound bound = bind(UserSql.of(select), given);
    return scope.executor().query(bound.sql(), bound.values(), mapper, limit);
  }

  private UserSql.Bound bind(UserSql sql, Object[] given) {
    return sql.bind(scope.sql().dialect(), given);
  }

  /** Runs a statement of any kind, and tells how many rows it changed. */
  public int execute(String text, Object... parameters) {
    UserSql statement = UserSql.of(text);
    UserSql.Bound bound = bind(statement, parameters);
    scope.transaction().markDirty();
    int rows =
        scope.executor().run(bound.sql(), bound.values(), (sql, prepared) -> execute(prepared));
    if (statement.isDefinition()) {
      scope.keyCheck().forget();
      return 0;
    }
    return rows;
  }

  private static int execute(PreparedStatement statement) throws SQLException {
    if (statement.execute()) {
      statement.getResultSet().close();
      return 0;
    }
    return Math.max(statement.getUpdateCount(), 0);
  }
}
