package io.github.coatcheck.jdbc;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.sql.SqlColumn;
import io.github.coatcheck.sql.SqlStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prepares, binds and runs statements on one connection, and keeps those that it prepared. */
public final class StatementExecutor implements AutoCloseable {
  /** What is done with a statement whose values are bound. */
  private interface Execution<R> {
    R on(PreparedStatement statement) throws SQLException;
  }

  /** How many statements are kept; then the one that was not used for the longest time goes. */
  private static final int KEPT = 200;

  private final Transaction transaction;
  private final Failures failures;
  private final Map<SqlStatement, PreparedStatement> kept = new LinkedHashMap<>(16, 0.75f, true);

  public StatementExecutor(Transaction transaction, Failures failures) {
    this.transaction = transaction;
    this.failures = failures;
  }

  /** Runs an INSERT of one row, and gives the values that the database made for it. */
  public Object[] insert(SqlStatement insert, Object[] values) {
    return run(insert, values, statement -> inserted(insert, statement));
  }

  private Object[] inserted(SqlStatement insert, PreparedStatement statement) throws SQLException {
    try {
      if (insert.isReturning()) {
        return returnedRow(insert, statement);
      }
      requireOneRow(insert, statement.executeUpdate());
      return insert.isGeneratingKey() ? generatedKey(insert, statement) : new Object[0];
    } catch (CoatcheckException e) {
      // The row may be there, so nothing of this transaction may be committed.
      throw transaction.failed(e);
    }
  }

  /** Runs an INSERT of many rows whose keys are bound, and makes sure that all were stored. */
  public void insertRows(SqlStatement insert, Object[] values, int rows) {
    run(
        insert,
        values,
        statement -> {
          int count = statement.executeUpdate();
          if (count != rows) {
            throw transaction.failed(unexpected(insert, rows, count));
          }
          return count;
        });
  }

  /** Runs a statement once for each array of values, and gives the numbers of rows it changed. */
  public int[] updateBatch(SqlStatement update, List<Object[]> rows) {
    return run(
        update,
        new Object[0],
        statement -> {
          for (Object[] values : rows) {
            bind(statement, values);
            statement.addBatch();
          }
          return statement.executeBatch();
        });
  }

  private static Object[] generatedKey(SqlStatement insert, PreparedStatement statement)
      throws SQLException {
    try (ResultSet keys = statement.getGeneratedKeys()) {
      requireNext(insert, keys);
      Object key = insert.made().get(0).decodeKey(keys.getLong(1));
      requireEnd(insert, keys);
      return new Object[] {key};
    }
  }

  private static Object[] returnedRow(SqlStatement insert, PreparedStatement statement)
      throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      requireNext(insert, row);
      List<SqlColumn> made = insert.made();
      Object[] values = new Object[made.size()];
      for (int i = 0; i < values.length; i++) {
        SqlColumn column = made.get(i);
        values[i] =
            column.mapping().isGenerated()
                ? column.decodeKey(row.getLong(i + 1))
                : column.decode(row.getObject(i + 1));
      }
      requireEnd(insert, row);
      return values;
    }
  }

  // After an INSERT that stored no row, a driver may still give the key of an earlier one.
  private static void requireOneRow(SqlStatement insert, int count) {
    if (count != 1) {
      throw unexpected(insert, 1, count);
    }
  }

  private static void requireNext(SqlStatement insert, ResultSet rows) throws SQLException {
    if (!rows.next()) {
      throw unexpected(insert, 1, 0);
    }
  }

  private static void requireEnd(SqlStatement insert, ResultSet rows) throws SQLException {
    if (rows.next()) {
      throw unexpected(insert, 1, 2);
    }
  }

  private static KeyException unexpected(SqlStatement insert, int expected, int came) {
    return new KeyException(
        "Cannot trust the keys of \"%s\": rows or keys expected %d, came %d. Roll back, and look for a trigger or an ON CONFLICT clause of the table that drops or adds rows."
            .formatted(insert.text(), expected, came));
  }

  /** Runs an UPDATE, DELETE or any other statement, and gives the number of rows it changed. */
  public int update(SqlStatement update, Object[] values) {
    return run(update, values, StatementExecutor::changedRows);
  }

  private static int changedRows(PreparedStatement statement) throws SQLException {
    if (statement.execute()) {
      statement.getResultSet().close();
      return 0;
    }
    return Math.max(statement.getUpdateCount(), 0);
  }

  /** Runs a SELECT, and gives at most a number of its rows, 0 meaning all. */
  public <R> List<R> query(SqlStatement select, Object[] values, RowMapper<R> mapper, int limit) {
    return run(
        select,
        values,
        statement -> {
          statement.setMaxRows(limit);
          try (ResultSet result = statement.executeQuery()) {
            RowMapper.RowReader<R> reader = mapper.of(result);
            List<R> objects = new ArrayList<>();
            while (result.next()) {
              objects.add(reader.read(result));
            }
            return objects;
          }
        });
  }

  private <R> R run(SqlStatement sql, Object[] values, Execution<R> execution) {
    Connection connection = transaction.begun();
    long start = StatementLog.start();
    try {
      PreparedStatement statement = prepared(connection, sql);
      bind(statement, values);
      R result = execution.on(statement);
      StatementLog.ran(sql.text(), values, start, result);
      return result;
    } catch (SQLException e) {
      throw transaction.failed(failures.of(sql.text(), e));
    }
  }

  private static void bind(PreparedStatement statement, Object[] values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  private PreparedStatement prepared(Connection connection, SqlStatement sql) throws SQLException {
    PreparedStatement statement = kept.get(sql);
    if (statement == null) {
      statement =
          connection.prepareStatement(
              sql.text(),
              sql.isGeneratingKey()
                  ? Statement.RETURN_GENERATED_KEYS
                  : Statement.NO_GENERATED_KEYS);
      kept.put(sql, statement);
      forgetOldest();
    }
    return statement;
  }

  private void forgetOldest() throws SQLException {
    if (kept.size() > KEPT) {
      Iterator<PreparedStatement> oldest = kept.values().iterator();
      oldest.next().close();
      oldest.remove();
    }
  }

  /** Closes the statements that were kept. */
  @Override
  public void close() {
    for (Map.Entry<SqlStatement, PreparedStatement> entry : kept.entrySet()) {
      try {
        entry.getValue().close();
      } catch (SQLException e) {
        throw failures.of(entry.getKey().text(), e);
      }
    }
  }
}
