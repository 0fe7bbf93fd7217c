package io.github.coatcheck.session;

import io.github.coatcheck.jdbc.KeyCheck;
import io.github.coatcheck.jdbc.RowMapper;
import io.github.coatcheck.jdbc.StatementExecutor;
import io.github.coatcheck.jdbc.TableCheck;
import io.github.coatcheck.mapping.Mappings;
import io.github.coatcheck.mapping.ValueTypes;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.Parameters;
import io.github.coatcheck.sql.SqlGenerator;
import io.github.coatcheck.sql.SqlStatement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The part of a session that reads. */
abstract class Reads {
  final SqlGenerator sql;
  final KeyCheck keyCheck;
  final StatementExecutor executor;
  private final Map<EntitySql<?>, RowMapper<?>> mappers = new HashMap<>();

  Reads(SqlGenerator sql, KeyCheck keyCheck, StatementExecutor executor) {
    this.sql = sql;
    this.keyCheck = keyCheck;
    this.executor = executor;
  }

  /** Refuses what a closed session cannot do, and sends what waits to be inserted. */
  abstract void ready();

  /** Refuses a session that is closed, or that belongs to another thread. */
  abstract void requireOpen();

  /** Where the tables of classes do not fit them. */
  final List<String> findings(Class<?>... types) {
    ready();
    TableCheck check = new TableCheck(sql, keyCheck, executor);
    for (Class<?> type : types) {
      check.check(type);
    }
    return check.findings();
  }

  /**
   * Finds the row of a key.
   *
   * @param <T> the entity class
   * @param type its class
   * @param key the value of the key; for a composite key, an object of the class that has its key
   *     set
   * @return the object, or empty where there is no such row
   */
  public final <T> Optional<T> find(Class<T> type, Object key) {
    ready();
    EntitySql<T> entity = sql.of(type);
    return only(executor.query(entity.find(), entity.keyValues(key), mapper(entity), 1));
  }

  /**
   * Reads all rows of a table.
   *
   * @param <T> the entity class
   * @param type its class
   * @return the objects, in no certain order
   */
  public final <T> List<T> list(Class<T> type) {
    ready();
    EntitySql<T> entity = sql.of(type);
    return executor.query(entity.list(), new Object[0], mapper(entity), 0);
  }

  /**
   * Reads some rows of a table.
   *
   * @param <T> the entity class
   * @param type its class
   * @param tail what follows the table in SQL: {@code where age > ? order by name}
   * @param parameters a value for each {@code ?}; a collection stands for a list of values
   * @return the objects
   */
  public final <T> List<T> list(Class<T> type, String tail, Object... parameters) {
    return list(type, 0, tail, parameters);
  }

  /**
   * Reads all rows of a table one at a time, so that any number of them takes little memory.
   *
   * @param <T> the entity class
   * @param type its class
   * @return the objects, in no certain order, as {@link #stream(Class, String, Object...)} gives
   *     them
   */
  public final <T> Stream<T> stream(Class<T> type) {
    return stream(type, "");
  }

  /**
   * Reads some rows of a table one at a time, so that any number of them takes little memory.
   *
   * <p>A stream holds a statement of the database until it was read to its end or is closed, best
   * by {@code try}, or until the transaction ends in which it was opened, a nested one too; what
   * reads on then is refused. Meanwhile the session can read and write as ever, and open other
   * streams; whether a row that is written meanwhile is still read, depends on the database. Like
   * its session a stream belongs to one thread, so it is not for {@code parallel()}.
   *
   * <p>MySQL's driver reads all rows at once unless its URL says {@code useCursorFetch=true}.
   * MariaDB's reads all that are left once the session runs another statement: give that to another
   * session.
   *
   * @param <T> the entity class, which for the rows of a join may have a view as its table
   * @param type its class
   * @param tail what follows the table in SQL: {@code where age > ? order by name}
   * @param parameters a value for each {@code ?}; a collection stands for a list of values
   * @return the objects, to be closed by the caller
   */
  public final <T> Stream<T> stream(Class<T> type, String tail, Object... parameters) {
    ready();
    EntitySql<T> entity = sql.of(type);
    Parameters bound = Parameters.of(entity.list(tail).text(), parameters, sql.dialect());
    return executor.stream(
        SqlStatement.of(bound.text()), bound.values(), mapper(entity), this::requireOpen);
  }

  /**
   * Reads the first of some rows of a table.
   *
   * @param <T> the entity class
   * @param type its class
   * @param tail what follows the table in SQL, with an order that makes one row the first
   * @param parameters a value for each {@code ?}
   * @return the object, or empty where the tail leaves no row
   */
  public final <T> Optional<T> first(Class<T> type, String tail, Object... parameters) {
    return only(list(type, 1, tail, parameters));
  }

  private static <T> Optional<T> only(List<T> objects) {
    return objects.isEmpty() ? Optional.empty() : Optional.of(objects.get(0));
  }

  private <T> List<T> list(Class<T> type, int limit, String tail, Object... parameters) {
    ready();
    EntitySql<T> entity = sql.of(type);
    return query(entity.list(tail), parameters, mapper(entity), limit);
  }

  /**
   * Counts the rows of a table.
   *
   * @param type the entity class
   * @return the number of rows
   */
  public final long count(Class<?> type) {
    return count(type, "");
  }

  /**
   * Counts some rows of a table.
   *
   * @param type the entity class
   * @param tail what follows the table in SQL: {@code where age > ?}
   * @param parameters a value for each {@code ?}
   * @return the number of rows that {@link #list} would give
   */
  public final long count(Class<?> type, String tail, Object... parameters) {
    ready();
    SqlStatement count = sql.of(type).count(tail);
    return query(count, parameters, RowMapper.scalar(Long.class, sql.dialect()), 1).get(0);
  }

  /**
   * Tells whether a table has such a row.
   *
   * @param type the entity class
   * @param tail what follows the table in SQL: {@code where email = ?}
   * @param parameters a value for each {@code ?}
   * @return true for one row or more
   */
  public final boolean exists(Class<?> type, String tail, Object... parameters) {
    ready();
    SqlStatement exists = sql.of(type).exists(tail);
    return !query(exists, parameters, RowMapper.scalar(Long.class, sql.dialect()), 1).isEmpty();
  }

  /**
   * Runs a SELECT of any kind.
   *
   * @param <R> what a row becomes
   * @param type a mapped class or a record, whose columns are found in the result by name, whatever
   *     other columns it has; or one of the types that a column can hold, for a result of one
   *     column
   * @param select the statement
   * @param parameters a value for each {@code ?}; a collection stands for a list of values
   * @return an object for each row, which for a single column may be null
   */
  public final <R> List<R> query(Class<R> type, String select, Object... parameters) {
    ready();
    RowMapper<R> mapper =
        ValueTypes.contains(type)
            ? RowMapper.scalar(type, sql.dialect())
            : RowMapper.byName(Mappings.of(type), sql.columns(type));
    return query(SqlStatement.of(select), parameters, mapper, 0);
  }

  private <R> List<R> query(SqlStatement select, Object[] given, RowMapper<R> mapper, int limit) {
    Parameters parameters = Parameters.of(select.text(), given, sql.dialect());
    return executor.query(SqlStatement.of(parameters.text()), parameters.values(), mapper, limit);
  }

  @SuppressWarnings("unchecked") // each class has the mapper of its own rows
  final <T> RowMapper<T> mapper(EntitySql<T> entity) {
    return (RowMapper<T>)
        mappers.computeIfAbsent(
            entity, key -> RowMapper.inOrder(entity.mapping(), entity.columns()));
  }
}
