package io.github.coatcheck.jdbc;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins and ends the transactions of one connection, and restores the connection's settings.
 *
 * <p>If the dialect has a statement that begins a transaction, auto-commit stays on, and BEGIN,
 * COMMIT and ROLLBACK are sent as statements. SQLite needs this: the transaction that its driver
 * would begin cannot wait for the write lock that it needs later. On other databases auto-commit is
 * off from the first transaction until the connection is restored.
 */
final class TransactionControl {
  private static final Logger LOG = LoggerFactory.getLogger(TransactionControl.class);

  private static final String BEGIN = "BEGIN";
  static final String COMMIT = "COMMIT";
  static final String ROLLBACK = "ROLLBACK";

  private final Connection connection;
  private final Dialect dialect;
  private final boolean readOnly;
  private final boolean readOnlyBefore;
  private final Optional<String> beginSql;

  TransactionControl(Connection connection, Dialect dialect, boolean readOnly) throws SQLException {
    this.connection = connection;
    this.dialect = dialect;
    this.readOnly = readOnly;
    this.beginSql = dialect.begin(readOnly);
    this.readOnlyBefore = readOnly && connection.isReadOnly();
    if (readOnly && beginSql.isEmpty()) {
      connection.setReadOnly(true);
    }
  }

  /** Refuses a connection with auto-commit off, on which its owner may have begun a transaction. */
  static void requireAutoCommit(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      throw new CoatcheckException(
          "Cannot use a connection that arrives with auto-commit off: it may be in a transaction of its owner, which a session would commit. Switch auto-commit on in the pool, or join the transaction by database.session(connection).");
    }
  }

  /** Whether a transaction has begun on the connection, by JDBC or by a statement. */
  boolean isInTransaction() throws SQLException {
    Optional<String> probe = dialect.transactionProbe();
    if (probe.isEmpty()) {
      return !connection.getAutoCommit();
    }
    try {
      runUnlogged(probe.get());
    } catch (SQLException e) {
      return true;
    }
    runUnlogged(ROLLBACK);
    return false;
  }

  /** Returns the statement that begins a transaction, as messages and the log show it. */
  String beginStatement() {
    return beginSql.orElse(BEGIN);
  }

  void begin() throws SQLException {
    if (beginSql.isPresent()) {
      run(beginSql.get());
      return;
    }
    StatementLog.run(BEGIN, () -> connection.setAutoCommit(false));
  }

  /** Ends the transaction by COMMIT or ROLLBACK. */
  void end(String sql) throws SQLException {
    if (beginSql.isPresent()) {
      run(sql);
      return;
    }
    StatementLog.run(sql, sql.equals(COMMIT) ? connection::commit : connection::rollback);
  }

  /**
   * Restores the settings that the connection arrived with. While a transaction is active, skips
   * every change that could commit it.
   */
  void restore(boolean active) throws SQLException {
    if (readOnly) {
      Optional<String> writable = dialect.readOnly(false);
      if (writable.isPresent()) {
        run(writable.get());
      }
    }
    if (!active) {
      resetConnection();
    }
    if (beginSql.isEmpty() && !active) {
      // Switching auto-commit on would commit an active transaction.
      connection.setAutoCommit(true);
      if (readOnly) {
        connection.setReadOnly(readOnlyBefore);
      }
    }
  }

  private void resetConnection() {
    try {
      for (String sql : dialect.connectionReset()) {
        if (!connection.getAutoCommit()) {
          connection.setAutoCommit(true);
        }
        runUnlogged(sql);
      }
    } catch (SQLException e) {
      // Ignored: thrown, it would look as if the earlier COMMIT had failed. Nobody uses a lost
      // connection again.
    }
  }

  /** Runs a statement and logs it. */
  void run(String sql) throws SQLException {
    StatementLog.run(sql, () -> runUnlogged(sql));
  }

  /** Runs a statement without logging it, such as a setting of the connection. */
  void runUnlogged(String sql) throws SQLException {
    Statement statement = connection.createStatement();
    try {
      statement.execute(sql);
    } finally {
      close(statement);
    }
  }

  private static void close(Statement statement) {
    try {
      statement.close();
    } catch (SQLException | RuntimeException e) {
      // Not thrown: the COMMIT has already succeeded or failed, whatever close does.
      LOG.warn("A statement cannot be closed, by a {}", e.getClass().getName());
    }
  }
}
