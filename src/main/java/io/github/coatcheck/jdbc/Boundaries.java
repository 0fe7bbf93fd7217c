package io.github.coatcheck.jdbc;

import io.github.coatcheck.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How transactions of a connection begin and end.
 *
 * <p>Where the dialect has a statement to begin one, the connection stays in auto-commit mode,
 * since SQLite's driver would begin a transaction that cannot wait for the lock that it needs
 * later. Elsewhere the auto-commit mode is off until the connection is given back.
 */
final class Boundaries {
  private static final Logger LOG = LoggerFactory.getLogger(Boundaries.class);

  private static final String BEGIN = "BEGIN";
  static final String COMMIT = "COMMIT";
  static final String ROLLBACK = "ROLLBACK";

  private final Connection connection;
  private final boolean autoCommitFound;
  private final Dialect dialect;
  private final boolean readOnly;
  private final boolean readOnlyFound;
  private final Optional<String> begin;

  Boundaries(Connection connection, Dialect dialect, boolean readOnly) throws SQLException {
    this.connection = connection;
    this.autoCommitFound = connection.getAutoCommit();
    connection.setAutoCommit(true);
    this.dialect = dialect;
    this.readOnly = readOnly;
    this.begin = dialect.begin(readOnly);
    this.readOnlyFound = readOnly && connection.isReadOnly();
    if (readOnly && begin.isEmpty()) {
      connection.setReadOnly(true);
    }
  }

  /** What begins a transaction, as messages and the log say it. */
  String beginning() {
    return begin.orElse(BEGIN);
  }

  void begin() throws SQLException {
    if (begin.isPresent()) {
      run(begin.get());
      return;
    }
    long start = StatementLog.start();
    connection.setAutoCommit(false);
    StatementLog.ran(BEGIN, start);
  }

  /** Commits, or rolls back. */
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
    StatementLog.ran(sql, start);
  }

  /** Makes the connection what it was when it came. */
  void giveBack(boolean active) throws SQLException {
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
      connection.setAutoCommit(autoCommitFound);
    } else if (!active) {
      // Not while a transaction is open, which that would commit.
      connection.setAutoCommit(autoCommitFound);
      if (readOnly) {
        connection.setReadOnly(readOnlyFound);
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
      // It would be taken for one of the commit before; and what is gone has no next user.
    }
  }

  void run(String sql) throws SQLException {
    long start = StatementLog.start();
    send(sql);
    StatementLog.ran(sql, start);
  }

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
      // A COMMIT was stored or refused when it ran; to close it afterwards says nothing of that.
      LOG.warn("A statement cannot be closed", e);
    }
  }
}
