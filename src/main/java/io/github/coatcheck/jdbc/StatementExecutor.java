package io.github.coatcheck.jdbc;

import io.github.coatcheck.KeyException;
import io.github.coatcheck.ValueException;
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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Prepares, binds and runs statements on one connection, and keeps those that it prepared. */
public final class StatementExecutor implements AutoCloseable {
  /** What is done with a statement whose values are bound. */
  private interface Execution<R> {
    R on(PreparedStatement statement) throws SQLException;
  }

  // After one of these SQLite's driver counts the rows of an earlier statement.
  private static final Pattern CHANGES_NO_ROWS =
      Pattern.compile(
          "\\s*(?:CREATE|DROP|ALTER|PRAGMA|ATTACH|DETACH|REINDEX|ANALYZE)\\b",
          Pattern.CASE_INSENSITIVE);

  /** How many statements are kept; then the one that was not used for the longest time goes. */
  private static final int KEPT = 200;

  private final Transaction transaction;
  private final int fetchSize;
  private final Map<SqlStatement, PreparedStatement> kept = new LinkedHashMap<>(16, 0.75f, true);

  public StatementExecutor(Transaction transaction, int fetchSize) {
    this.transaction = transaction;
    this.fetchSize = fetchSize;
  }

  /** Runs an INSERT of one row, and gives the values that the database made for it. */
  public Object[] insert(SqlStatement insert, Object[] values) {
    return runInsert(insert, values, statement -> inserted(insert, statement));
  }

  private static Object[] inserted(SqlStatement insert, PreparedStatement statement)
      throws SQLException {
    if (insert.isReturning()) {
      try (ResultSet rows = statement.executeQuery()) {
        return made(insert, rows);
      }
    }
    // After an INSERT that stored no row, a driver may still give the key of an earlier one.
    requireCount(insert, 1, statement.executeUpdate());
    if (insert.isGeneratingKey()) {
      try (ResultSet keys = statement.getGeneratedKeys()) {
        return made(insert, keys);
      }
    }
    return new Object[0];
  }

  /** Runs an INSERT of many rows whose keys are bound, and makes sure that all were stored. */
  public void insertRows(SqlStatement insert, Object[] values, int rows) {
    runInsert(
        insert,
        values,
        statement -> {
          requireCount(insert, rows, statement.executeUpdate());
          return rows;
        });
  }

  private <R> R runInsert(SqlStatement insert, Object[] values, Execution<R> execution) {
    try {
      return run(insert, values, execution);
    } catch (KeyException | ValueException e) {
      // The row may be there, so nothing of this transaction may be committed.
      throw transaction.failed(e);
    }
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

  /** The values of the one row that a driver is to hand back; any other number is an error. */
  private static Object[] made(SqlStatement insert, ResultSet rows) throws SQLException {
    Object[] made = new Object[insert.made().size()];
    int count = 0;
    while (rows.next()) {
      for (int i = 0; i < made.length; i++) {
        SqlColumn column = insert.made().get(i);
        made[i] =
            column.isGenerated()
                ? key(insert, column, rows, i + 1)
                : column.decode(rows.getObject(i + 1));
      }
      count++;
    }
    requireCount(insert, 1, count);
    return made;
  }

  private static Object key(SqlStatement insert, SqlColumn column, ResultSet row, int position)
      throws SQLException {
    long key = row.getLong(position);
    requireCount(insert, 1, row.wasNull() ? 0 : 1);
    return column.decodeKey(key);
  }

  private static void requireCount(SqlStatement insert, int expected, int came) {
    if (came != expected) {
      throw new KeyException(
          "Cannot trust the keys of an INSERT: rows or keys expected %d, came %d. Roll back, and look for a trigger or an ON CONFLICT clause of the table that drops or adds rows.%nThe statement: %s"
              .formatted(expected, came, insert.text()));
    }
  }

  /** Runs an UPDATE or DELETE, and gives the number of rows it changed. */
  public int update(SqlStatement update, Object[] values) {
    return run(update, values, PreparedStatement::executeUpdate);
  }

  /** Runs a statement of any kind, and gives the number of rows it changed. */
  public int execute(SqlStatement sql, Object[] values) {
    return run(sql, values, statement -> changedRows(sql, statement));
  }

  private static int changedRows(SqlStatement sql, PreparedStatement statement)
      throws SQLException {
    if (statement.execute()) {
      statement.getResultSet().close();
      return 0;
    }
    return CHANGES_NO_ROWS.matcher(sql.text()).lookingAt()
        ? 0
        : Math.max(statement.getUpdateCount(), 0);
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

  /**
   * Runs a SELECT whose rows are read as a stream asks for them; a stream has a statement of its
   * own, since the same SELECT may run again before it ends.
   */
  public <R> Stream<R> stream(
      SqlStatement select, Object[] values, RowMapper<R> mapper, Runnable requireOpen) {
    Rows<R> rows =
        run(
            select,
            values,
            statement -> {
              statement.setMaxRows(0);
              statement.setFetchSize(fetchSize);
              Rows<R> read = new Rows<>(transaction, requireOpen, select.text(), statement, mapper);
              kept.remove(select);
              transaction.streams().add(statement);
              return read;
            });
    return StreamSupport.stream(rows, false).onClose(rows::close);
  }

  private <R> R run(SqlStatement sql, Object[] values, Execution<R> execution) {
    Connection connection = transaction.begun();
    long start = StatementLog.start();
    try {
      PreparedStatement statement = prepared(connection, sql);
      bind(statement, values);
      R result = execution.on(statement);
      StatementLog.ran(sql, values, start, result);
      return result;
    } catch (SQLException e) {
      forget(sql, e);
      throw transaction.failed(sql.text(), e);
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

  /** Closes a statement that failed: SQLite's driver may have ended it, or it holds a batch. */
  private void forget(SqlStatement sql, SQLException cause) {
    PreparedStatement failed = kept.remove(sql);
    if (failed != null) {
      try {
        failed.close();
      } catch (SQLException e) {
        cause.addSuppressed(e);
      }
    }
  }

  /** Closes the statements that were kept. */
  @Override
  public void close() {
    for (Map.Entry<SqlStatement, PreparedStatement> entry : kept.entrySet()) {
      try {
        entry.getValue().close();
      } catch (SQLException e) {
        throw transaction.failed(entry.getKey().text(), e);
      }
    }
  }
}
