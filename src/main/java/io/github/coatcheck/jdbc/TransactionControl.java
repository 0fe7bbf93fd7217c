package io.github.coatcheck.jdbc;

import io.github.coatcheck.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins and ends the transactions of one connection, and restores its settings.
 *
 * <p>Where the dialect has a statement to begin one, the connection stays in auto-commit mode,
 * since SQLite's driver would begin a transaction that cannot wait for the lock that it needs
 * later. Elsewhere the auto-commit mode is off until the connection is restored.
 */
final class TransactionControl {
  private static final Logger LOG = LoggerFactory.getLogger(TransactionControl.class);

  private static final String BEGIN = "BEGIN";
  static final String COMMIT = "COMMIT";
  static final String ROLLBACK = "ROLLBACK";

  private final Connection connection;
  private final boolean autoCommitBefore;
  private final Dialect dialect;
  private final boolean readOnly;
  private final boolean readOnlyBefore;
  private final Optional<String> begin;

  TransactionControl(Connection connection, Dialect dialect, boolean readOnly) throws SQLException {
    this.connection = connection;
    this.autoCommitBefore = connection.getAutoCommit();
    connection.setAutoCommit(true);
    this.dialect = dialect;
    this.readOnly = readOnly;
    this.begin = dialect.begin(readOnly);
    this.readOnlyBefore = readOnly && connection.isReadOnly();
    if (readOnly && begin.isEmpty()) {
      connection.setReadOnly(true);
    }
  }

  /** The statement that begins a transaction, as messages and the log show it. */
  String beginStatement() {
    return begin.orElse(BEGIN);
  }

  void begin() throws SQLException {
    if (begin.isPresent()) {
      run(begin.get());
      return;
    }
    long start = StatementLog.start();
    connection.setAutoCommit(false);
    StatementLog.log(BEGIN, start);
  }

  /** Runs COMMIT or ROLLBACK. */
  void end(String sql) throws SQLException {
    if (begin.isPresent()) {
      run(sql);
      return;
    }
    long start = StatementLog.start();
    if (sql.equals(COMMIT)) {
      connection.commit();
    } else {
      connection.rollback();
    }
    StatementLog.log(sql, start);
  }

  /** Gives the connection the settings with which it came. */
  void restore(boolean active) throws SQLException {
    if (readOnly) {
      Optional<String> writable = dialect.readOnly(false);
      if (writable.isPresent()) {
        run(writable.get());
      }
    }
    if (!active) {
      reset();
    }
    if (begin.isPresent()) {
      connection.setAutoCommit(autoCommitBefore);
    } else if (!active) {
      // Not while a transaction is open, which that would commit.
      connection.setAutoCommit(autoCommitBefore);
      if (readOnly) {
        connection.setReadOnly(readOnlyBefore);
      }
    }
  }

  private void reset() {
    try {
      for (String sql : dialect.connectionReset()) {
        if (!connection.getAutoCommit()) {
          connection.setAutoCommit(true);
        }
        send(sql);
      }
    } catch (SQLException e) {
      // It would look like a failure of the commit before; and a lost connection has no next user.
    }
  }

  /** Runs a statement, and logs it. */
  void run(String sql) throws SQLException {
    long start = StatementLog.start();
    send(sql);
    StatementLog.log(sql, start);
  }

  /** Runs a statement that nobody wants to see in the log. */
  void send(String sql) throws SQLException {
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
    } catch (SQLException e) {
      // A COMMIT has succeeded or failed before its statement is closed.
      LOG.warn("A statement cannot be closed", e);
    }
  }
}
