package io.github.coatcheck.jdbc;

import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.ValueException;
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
  // After one of these SQLite's driver counts the rows of an earlier statement.
  private static final Pattern CHANGES_NO_ROWS =
      Pattern.compile(
          "\\s*(?:CREATE|DROP|ALTER|PRAGMA|ATTACH|DETACH|REINDEX|ANALYZE)\\b",
          Pattern.CASE_INSENSITIVE);

  /** How many statements are kept; then the one that was not used for the longest time goes. */
  private static final int KEPT = 200;

  /** How many rows of a stream a driver reads at a time; without it some read all at once. */
  private static final int FETCH_SIZE = 1000;

  private final Transaction transaction;
  private final Map<SqlStatement, PreparedStatement> kept = new LinkedHashMap<>(16, 0.75f, true);

  public StatementExecutor(Transaction transaction) {
    this.transaction = transaction;
  }

  /** Runs an INSERT of one row, and gives the values that the database made for it. */
  public Object[] insert(SqlStatement insert, Object[] values) {
    try {
      PreparedStatement statement = bound(insert, values);
      long start = StatementLog.start();
      Object[] made = MadeValues.of(insert, statement);
      StatementLog.ran(insert, values, start, made);
      return made;
    } catch (KeyException | ValueException e) {
      // The row may be there, so nothing of this transaction may be committed.
      throw transaction.failed(e);
    } catch (SQLException e) {
      throw failed(insert, e);
    }
  }

  /** Runs an INSERT of many rows that hands them back, and gives what the database made of each. */
  public List<Object[]> insertReturning(SqlStatement insert, Object[] values, int rows) {
    try {
      PreparedStatement statement = bound(insert, values);
      long start = StatementLog.start();
      List<Object[]> made = MadeValues.ofRows(insert, values, rows, statement);
      StatementLog.ran(insert, values, start, made);
      return made;
    } catch (KeyException | ValueException e) {
      throw transaction.failed(e);
    } catch (SQLException e) {
      throw failed(insert, e);
    }
  }

  /** Runs an INSERT of many rows whose keys are bound, and makes sure that all were stored. */
  public void insertRows(SqlStatement insert, Object[] values, int rows) {
    try {
      MadeValues.requireCount(insert, rows, update(insert, values));
    } catch (KeyException e) {
      throw transaction.failed(e);
    }
  }

  /** Runs a statement once for each array of values, and gives the numbers of rows it changed. */
  public int[] updateBatch(SqlStatement update, List<Object[]> rows) {
    Object[] none = new Object[0];
    try {
      PreparedStatement statement = bound(update, none);
      long start = StatementLog.start();
      for (Object[] values : rows) {
        bind(statement, values);
        statement.addBatch();
      }
      int[] counts = statement.executeBatch();
      StatementLog.ran(update, none, start, counts);
      return counts;
    } catch (SQLException e) {
      throw failed(update, e);
    }
  }

  /** Runs an UPDATE or DELETE, and gives the number of rows it changed. */
  public int update(SqlStatement update, Object[] values) {
    try {
      PreparedStatement statement = bound(update, values);
      long start = StatementLog.start();
      int rows = statement.executeUpdate();
      StatementLog.ran(update, values, start, rows);
      return rows;
    } catch (SQLException e) {
      throw failed(update, e);
    }
  }

  /** Runs a statement of any kind, and gives the number of rows it changed. */
  public int execute(SqlStatement sql, Object[] values) {
    try {
      PreparedStatement statement = bound(sql, values);
      long start = StatementLog.start();
      int rows = changedRows(sql, statement);
      StatementLog.ran(sql, values, start, rows);
      return rows;
    } catch (SQLException e) {
      throw failed(sql, e);
    }
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
    try {
      PreparedStatement statement = bound(select, values);
      long start = StatementLog.start();
      statement.setMaxRows(limit);
      try (ResultSet rows = statement.executeQuery()) {
        List<R> objects = read(rows, mapper);
        StatementLog.ran(select, values, start, objects);
        return objects;
      }
    } catch (SQLException e) {
      throw failed(select, e);
    }
  }

  /**
   * Runs a SELECT whose rows are read as a stream asks for them; a stream has a statement of its
   * own, since the same SELECT may run again before it ends.
   */
  public <R> Stream<R> stream(
      SqlStatement select, Object[] values, RowMapper<R> mapper, Runnable requireOpen) {
    try {
      PreparedStatement statement = bound(select, values);
      long start = StatementLog.start();
      statement.setMaxRows(0);
      statement.setFetchSize(FETCH_SIZE);
      Rows<R> rows = new Rows<>(transaction, requireOpen, select.text(), statement, mapper);
      kept.remove(select);
      transaction.streams().add(statement);
      StatementLog.ran(select, values, start, rows);
      return StreamSupport.stream(rows, false).onClose(rows::close);
    } catch (SQLException e) {
      throw failed(select, e);
    }
  }

  private static <R> List<R> read(ResultSet rows, RowMapper<R> mapper) throws SQLException {
    RowMapper.RowReader<R> reader = mapper.of(rows);
    List<R> objects = new ArrayList<>();
    while (rows.next()) {
      objects.add(reader.read(rows));
    }
    return objects;
  }

  /** The statement with its values, ready to run. */
  private PreparedStatement bound(SqlStatement sql, Object[] values) throws SQLException {
    PreparedStatement statement = prepared(transaction.begun(), sql);
    bind(statement, values);
    return statement;
  }

  private static void bind(PreparedStatement statement, Object[] values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      bind(statement, i + 1, values[i]);
    }
  }

  /** MariaDB's driver would look through all types that it knows for the one of each object. */
  private static void bind(PreparedStatement statement, int position, Object value)
      throws SQLException {
    if (value instanceof String text) {
      statement.setString(position, text);
    } else if (value instanceof Long number) {
      statement.setLong(position, number);
    } else {
      statement.setObject(position, value);
    }
  }

  private PreparedStatement prepared(Connection connection, SqlStatement sql) throws SQLException {
    PreparedStatement statement = kept.get(sql);
    if (statement == null) {
      statement = prepare(connection, sql);
      kept.put(sql, statement);
      forgetOldest();
    }
    return statement;
  }

  private static PreparedStatement prepare(Connection connection, SqlStatement sql)
      throws SQLException {
    return sql.keyName().isPresent()
        ? connection.prepareStatement(sql.text(), new String[] {sql.keyName().get()})
        : connection.prepareStatement(
            sql.text(),
            sql.isGeneratingKey() ? Statement.RETURN_GENERATED_KEYS : Statement.NO_GENERATED_KEYS);
  }

  private void forgetOldest() throws SQLException {
    if (kept.size() > KEPT) {
      Iterator<PreparedStatement> oldest = kept.values().iterator();
      oldest.next().close();
      oldest.remove();
    }
  }

  /** Closes a statement that failed: SQLite's driver may have ended it, or it holds a batch. */
  private DatabaseException failed(SqlStatement sql, SQLException cause) {
    PreparedStatement failed = kept.remove(sql);
    if (failed != null) {
      try {
        failed.close();
      } catch (SQLException e) {
        cause.addSuppressed(e);
      }
    }
    return transaction.failed(sql.text(), cause);
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
