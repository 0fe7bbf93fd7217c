package io.github.coatcheck.jdbc;

import io.github.coatcheck.KeyException;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.sql.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prepares, binds and runs the statements of one session, and caches those that it prepared. */
public final class StatementExecutor implements AutoCloseable {
  /** What is done with a statement whose values are bound. */
  @FunctionalInterface
  public interface Step<R> {
    R run(Sql sql, PreparedStatement statement) throws SQLException;
  }

  private static final int CACHE_SIZE = 200;

  private final Transaction transaction;

  /** The prepared statements that are not in use, the least recently used first. */
  private final Map<Sql, PreparedStatement> cache = new LinkedHashMap<>();

  public StatementExecutor(Transaction transaction) {
    this.transaction = transaction;
  }

  /** Runs a statement; an error of the database marks the transaction as failed. */
  public <R> R run(Sql sql, Object[] values, Step<R> step) {
    return execute(sql, values, step, true);
  }

  /** Runs a statement whose step keeps it open, and closes it later. */
  public <R> R open(Sql sql, Object[] values, Step<R> step) {
    return execute(sql, values, step, false);
  }

  /** Runs a statement that writes; an error of a key or a value marks the transaction as failed. */
  public <R> R write(Sql sql, Object[] values, Step<R> step) {
    try {
      return execute(sql, values, step, true);
    } catch (KeyException | ValueException e) {
      // The row may be stored already, so nothing of this transaction may be committed.
      throw transaction.failed(e);
    }
  }

  /** Runs a SELECT, and gives its rows, at most so many; 0 stands for all. */
  public <R> List<R> query(Sql select, Object[] values, RowMapper<R> mapper, int limit) {
    return execute(
        select,
        values,
        (sql, statement) -> {
          statement.setMaxRows(limit);
          try (ResultSet rows = statement.executeQuery()) {
            return readAll(rows, mapper);
          }
        },
        true);
  }

  private static <R> List<R> readAll(ResultSet rows, RowMapper<R> mapper) throws SQLException {
    RowMapper.RowReader<R> reader = mapper.readerOf(rows);
    List<R> objects = new ArrayList<>();
    while (rows.next()) {
      objects.add(reader.read(rows));
    }
    return objects;
  }

  /** Prepares, binds, runs and logs: every statement of a session but the transaction's own. */
  private <R> R execute(Sql sql, Object[] values, Step<R> step, boolean reusable) {
    Connection connection = transaction.ensureBegun();
    // Out of the cache while it is in use: a converter may run the same SELECT amid its rows.
    PreparedStatement statement = cache.remove(sql);
    try {
      if (statement == null) {
        statement = GeneratedValues.prepare(connection, sql);
      }
      bind(statement, values);
      long start = StatementLog.start();
      R result = step.run(sql, statement);
      StatementLog.log(sql, values, start, result);
      if (reusable) {
        cache(sql, statement);
      }
      return result;
    } catch (SQLException e) {
      close(statement, e);
      throw transaction.failed(sql.text(), e);
    } catch (RuntimeException | Error e) {
      close(statement, e);
      throw e;
    }
  }

  /** Binds values in the order of the {@code ?}. */
  public static void bind(PreparedStatement statement, Object[] values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      // By type, since MariaDB's driver searches all types that it knows for that of an Object.
      if (values[i] instanceof String text) {
        statement.setString(i + 1, text);
      } else if (values[i] instanceof Long number) {
        statement.setLong(i + 1, number);
      } else {
        statement.setObject(i + 1, values[i]);
      }
    }
  }

  private void cache(Sql sql, PreparedStatement statement) throws SQLException {
    if (cache.size() == CACHE_SIZE) {
      Iterator<PreparedStatement> oldest = cache.values().iterator();
      PreparedStatement unused = oldest.next();
      oldest.remove();
      unused.close();
    }
    if (cache.putIfAbsent(sql, statement) != null) {
      statement.close();
    }
  }

  /** Closes a statement that failed: SQLite's driver may have ended it, or it holds a batch. */
  private static void close(PreparedStatement statement, Throwable cause) {
    if (statement != null) {
      try {
        statement.close();
      } catch (SQLException e) {
        cause.addSuppressed(e);
      }
    }
  }

  /** Closes the cached statements. */
  @Override
  public void close() {
    for (Map.Entry<Sql, PreparedStatement> entry : cache.entrySet()) {
      try {
        entry.getValue().close();
      } catch (SQLException e) {
        throw transaction.failed(entry.getKey().text(), e);
      }
    }
  }
}
