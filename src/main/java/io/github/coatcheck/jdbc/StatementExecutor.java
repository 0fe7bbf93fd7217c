package io.github.coatcheck.jdbc;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.DatabaseException;
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
import java.util.Optional;

/** Prepares, binds and runs the statements of one session, and caches prepared statements. */
public final class StatementExecutor implements AutoCloseable {
  /** Executes a statement whose values are bound, and reads its result. */
  @FunctionalInterface
  public interface Step<R> {
    R run(Sql sql, PreparedStatement statement) throws SQLException;
  }

  private static final int CACHE_SIZE = 200;

  /** The version of a schema that this connection may see in another way than others. */
  static final long OWN_SCHEMA = -1;

  private static final Object[] NO_VALUES = {};

  private final Transaction transaction;
  private final Optional<String> versionQuery;
  private long schemaVersion;

  /**
   * The prepared statements that are not in use, least recently used first: each use takes one out
   * and puts it back.
   */
  private final Map<Sql, PreparedStatement> cache = new LinkedHashMap<>();

  public StatementExecutor(Transaction transaction) {
    this.transaction = transaction;
    this.versionQuery = transaction.dialect().schemaVersion();
  }

  /**
   * Returns a number that changes when any connection changes tables, asked once a transaction; or
   * {@link #OWN_SCHEMA}.
   */
  long schemaVersion() {
    if (versionQuery.isPresent() && transaction.isFirstUse()) {
      RowMapper<Long> number = result -> row -> row.getLong(1);
      List<Long> version = query(Sql.of(versionQuery.get()), NO_VALUES, number, 1);
      schemaVersion = version.isEmpty() ? OWN_SCHEMA : version.get(0);
    }
    return lastSchemaVersion();
  }

  /** Returns the last answer to {@link #schemaVersion}. */
  long lastSchemaVersion() {
    return transaction.isSchemaChanged() ? OWN_SCHEMA : schemaVersion;
  }

  /** Runs a statement; an error of the database or its driver marks the transaction as failed. */
  public <R> R run(Sql sql, Object[] values, Step<R> step) {
    return prepareAndRun(transaction.ensureBegun(), sql, values, step, true);
  }

  /** Runs a statement that the step keeps open. The result of the step must close it later. */
  public <R> R open(Sql sql, Object[] values, Step<R> step) {
    return prepareAndRun(transaction.ensureBegun(), sql, values, step, false);
  }

  /** Runs a statement that writes; any error marks the transaction as failed. */
  public <R> R write(Sql sql, Object[] values, Step<R> step) {
    Connection connection = transaction.ensureBegun();
    try {
      return prepareAndRun(connection, sql, values, step, true);
    } catch (CoatcheckException e) {
      // The row may be stored already, so nothing of this transaction may be committed.
      throw transaction.markFailed(e);
    }
  }

  /** Runs a SELECT and returns at most {@code limit} rows; 0 means all rows. */
  public <R> List<R> query(Sql select, Object[] values, RowMapper<R> mapper, int limit) {
    return run(
        select,
        values,
        (sql, statement) -> {
          statement.setMaxRows(limit);
          try (ResultSet rows = statement.executeQuery()) {
            return readAll(rows, mapper);
          }
        });
  }

  private static <R> List<R> readAll(ResultSet rows, RowMapper<R> mapper) throws SQLException {
    RowMapper.RowReader<R> reader = mapper.readerFor(rows);
    List<R> objects = new ArrayList<>();
    while (rows.next()) {
      objects.add(reader.read(rows));
    }
    return objects;
  }

  /** Prepares, binds, runs and logs: every statement of a session but the transaction's own. */
  private <R> R prepareAndRun(
      Connection connection, Sql sql, Object[] values, Step<R> step, boolean reusable) {
    // Out of the cache while it is in use: a converter may run the same SELECT amid its rows.
    PreparedStatement statement = cache.remove(sql);
    long start = StatementLog.start();
    transaction.enter();
    try {
      if (statement == null) {
        statement = GeneratedValues.prepare(connection, sql);
      }
      bind(statement, values);
      R result = step.run(sql, statement);
      StatementLog.log(sql, values, start, result);
      if (reusable) {
        cache(sql, statement);
      }
      return result;
    } catch (SQLException e) {
      DatabaseException error = transaction.fail(sql, e);
      discard(sql, statement, start, error);
      throw error;
    } catch (CoatcheckException e) {
      // A value cannot be read. After a SELECT the transaction can go on; write decides otherwise.
      discard(sql, statement, start, e);
      throw e;
    } catch (RuntimeException | Error e) {
      transaction.markFailed(e);
      discard(sql, statement, start, e);
      throw e;
    } finally {
      transaction.leave();
    }
  }

  /** Binds a value to each {@code ?}, in order. */
  public static void bind(PreparedStatement statement, Object[] values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      // By type where possible: for setObject, MariaDB's driver searches all types that it knows.
      if (values[i] instanceof String text) {
        statement.setString(i + 1, text);
      } else if (values[i] instanceof Long number) {
        statement.setLong(i + 1, number);
      } else if (values[i] instanceof Integer number) {
        statement.setInt(i + 1, number);
      } else {
        statement.setObject(i + 1, values[i]);
      }
    }
  }

  /**
   * Puts a statement into the cache. If the cache is full, closes the least recently used
   * statement.
   */
  private void cache(Sql sql, PreparedStatement statement) throws SQLException {
    if (cache.size() == CACHE_SIZE) {
      Iterator<PreparedStatement> oldest = cache.values().iterator();
      PreparedStatement evicted = oldest.next();
      oldest.remove();
      evicted.close();
    }
    if (cache.putIfAbsent(sql, statement) != null) {
      statement.close();
    }
  }

  /**
   * Logs a failed statement, and closes it instead of caching it: SQLite's driver may have closed
   * it already, or it may still hold a batch.
   */
  private void discard(Sql sql, PreparedStatement statement, long start, Throwable cause) {
    StatementLog.logFailure(sql.text(), start);
    try {
      if (statement != null) {
        transaction.close(sql.text(), statement::close);
      }
    } catch (RuntimeException | Error e) {
      if (e != cause) {
        cause.addSuppressed(e);
      }
    }
  }

  /** Closes the cached statements. */
  @Override
  public void close() {
    List<Transaction.Closing> closings = new ArrayList<>();
    cache.forEach(
        (sql, statement) -> closings.add(() -> transaction.close(sql.text(), statement::close)));
    cache.clear();
    Transaction.Closing.closeAll(closings.iterator());
  }
}
