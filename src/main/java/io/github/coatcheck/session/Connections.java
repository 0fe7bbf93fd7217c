package io.github.coatcheck.session;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.Dialects;
import io.github.coatcheck.jdbc.Failures;
import io.github.coatcheck.jdbc.Transaction;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import javax.sql.DataSource;

/** Opens the connections of one database, each ready for a transaction. */
final class Connections implements AutoCloseable {
  /** The driver, or a pool. */
  private final Supplier<Connection> source;

  private final Dialect dialect;
  private final Failures failures;
  private final List<String> setup;

  /** The threads that have begun a writing transaction. */
  private final Set<Thread> writing = ConcurrentHashMap.newKeySet();

  /** Keeps a database in memory alive. */
  private final Optional<Connection> keeper;

  private volatile boolean closed;

  private Connections(
      Supplier<Connection> source, Dialect dialect, Options options, Optional<Connection> keeper) {
    this.source = source;
    this.dialect = dialect;
    this.failures = new Failures(dialect);
    this.setup = new ArrayList<>(dialect.connectionSetup());
    if (options.lockTimeout().isPresent()) {
      setup.add(dialect.lockTimeout(options.lockTimeout().get().toMillis()));
    }
    this.keeper = keeper;
  }

  /** Connects once to learn which database it is. A connection that is not a pool's can be kept. */
  static Connections open(Supplier<Connection> source, boolean own, Options options) {
    Connection first = source.get();
    try {
      String url = first.getMetaData().getURL();
      String product = first.getMetaData().getDatabaseProductName();
      String version = first.getMetaData().getDatabaseProductVersion();
      Dialect dialect =
          options.dialect().isPresent() ? options.dialect().get() : Dialects.of(product, version);
      requireShared(url);
      boolean kept = own && dialect.isInMemory(url);
      if (!kept) {
        first.close();
      }
      return new Connections(
          source, dialect, options, kept ? Optional.of(first) : Optional.empty());
    } catch (SQLException | CoatcheckException e) {
      throw refused(first, e);
    }
  }

  /** A connection of a driver; without a login user and password are null. */
  static Connection connect(String url, String user, String password) {
    try {
      return DriverManager.getConnection(url, user, password);
    } catch (SQLException e) {
      throw unconnected(withoutSecrets(url), e);
    }
  }

  /** A connection of a pool. */
  static Connection connect(DataSource pool) {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw unconnected("the data source", e);
    }
  }

  private static DatabaseException unconnected(String name, SQLException cause) {
    return new DatabaseException(
        "Cannot connect to %s: %s. Check that name, and that the driver is on the class path."
            .formatted(
                name,
                String.valueOf(cause.getMessage())
                    .replaceAll("jdbc:\\S+", Matcher.quoteReplacement(name))),
        "connect",
        cause.getSQLState(),
        cause);
  }

  /** A URL without login and parameters, which may contain a password. */
  private static String withoutSecrets(String url) {
    return url.replaceFirst("//[^/]*@", "//").split("[?;]", 2)[0];
  }

  private static void requireShared(String url) {
    if (!Dialects.sharedUrl(url).equals(url)) {
      throw new CoatcheckException(
          "Cannot share the database of %s: each of its connections would see a database of its own. Use Database.open(\"%s\"), or jdbc:sqlite:file:/name?vfs=memdb."
              .formatted(withoutSecrets(url), withoutSecrets(url)));
    }
  }

  private static CoatcheckException refused(Connection connection, Exception cause) {
    CoatcheckException error =
        cause instanceof CoatcheckException refusal
            ? refusal
            : new DatabaseException(
                "Cannot make the connection ready: %s. Check the driver, and that the dialect is the database's."
                    .formatted(cause.getMessage()),
                "connect",
                null,
                cause);
    try {
      connection.close();
    } catch (SQLException e) {
      error.addSuppressed(e);
    }
    return error;
  }

  Dialect dialect() {
    return dialect;
  }

  /** Connects; the transaction has not begun yet. */
  Transaction connect(boolean readOnly) {
    if (closed) {
      throw new CoatcheckException(
          "Cannot use a database that is closed: its connections are gone. Open it again.");
    }
    Connection connection = source.get();
    try {
      return prepared(new Transaction(connection, dialect, failures, writing, readOnly), readOnly);
    } catch (SQLException e) {
      throw refused(connection, e);
    }
  }

  private Transaction prepared(Transaction transaction, boolean readOnly) {
    try {
      for (String sql : setup) {
        transaction.configure(sql);
      }
      if (readOnly) {
        dialect.readOnly(true).ifPresent(transaction::configure);
      }
      return transaction;
    } catch (DatabaseException e) {
      transaction.close();
      throw e;
    }
  }

  @Override
  public void close() {
    closed = true;
    if (keeper.isPresent()) {
      try {
        keeper.get().close();
      } catch (SQLException e) {
        throw failures.of("closing the database", e);
      }
    }
  }
}
