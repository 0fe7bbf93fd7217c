package io.github.coatcheck.session;

import static java.util.regex.Matcher.quoteReplacement;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.Dialects;
import io.github.coatcheck.dialect.StandardDialect;
import io.github.coatcheck.jdbc.Failures;
import io.github.coatcheck.jdbc.Transaction;
import io.github.coatcheck.query.Script;
import io.github.coatcheck.sql.SqlGenerator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the connections of one database, and prepares each for a transaction. */
final class Connections implements AutoCloseable {
  /** Tells of errors as long as the database is not known. */
  private static final Failures UNKNOWN = new Failures(new SqlGenerator(new StandardDialect()));

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  /** Opens a connection by URL, or takes one from a pool. */
  private final Supplier<Connection> source;

  private final Dialect dialect;
  private final boolean inMemory;
  private final SqlGenerator sql;
  private final Failures failures;
  private final List<String> setup;
  private final boolean hasSetupOfUser;

  /** The threads with an active writable transaction. */
  private final Set<Thread> writers = ConcurrentHashMap.newKeySet();

  /** The connection that keeps an in-memory database alive; empty for all other databases. */
  private final Optional<Connection> keeper;

  private volatile boolean closed;

  private Connections(
      Supplier<Connection> source,
      Dialect dialect,
      boolean inMemory,
      Options options,
      Optional<Connection> keeper) {
    this.source = source;
    this.dialect = dialect;
    this.inMemory = inMemory;
    this.sql = new SqlGenerator(dialect);
    this.failures = new Failures(sql);
    this.setup = new ArrayList<>(dialect.connectionSetup());
    if (options.lockTimeout().isPresent()) {
      setup.add(dialect.lockTimeout(options.lockTimeout().get().toMillis()));
    }
    options.onConnect().forEach(text -> setup.addAll(new Script(text, dialect).statements()));
    this.hasSetupOfUser = !options.onConnect().isEmpty();
    this.keeper = keeper;
  }

  /**
   * Connects once to detect the database. If that is an in-memory database opened by URL, keeps the
   * connection open.
   */
  static Connections open(Supplier<Connection> source, boolean byUrl, Options options) {
    if (!byUrl && !options.onConnect().isEmpty()) {
      throw new CoatcheckException(
          "Cannot run onConnect(...) for a data source: its connections are new only to it. Let the data source or its pool run these statements.");
    }
    Connection connection = source.get();
    try {
      String url = connection.getMetaData().getURL();
      String product = connection.getMetaData().getDatabaseProductName();
      String version = connection.getMetaData().getDatabaseProductVersion();
      Dialect dialect = options.dialect().orElseGet(() -> Dialects.of(product, version)).at(url);
      requireShared(url);
      boolean inMemory = dialect.isInMemory(url);
      boolean keepOpen = byUrl && inMemory;
      if (!keepOpen) {
        connection.close();
      }
      return new Connections(
          source,
          dialect,
          inMemory,
          options,
          keepOpen ? Optional.of(connection) : Optional.empty());
    } catch (SQLException e) {
      throw closeAfter(connectionFailure("the database", "the database", e), connection);
    } catch (RuntimeException | Error e) {
      closeAfter(e, connection);
      throw e;
    }
  }

  /** Refuses null, which a missing setting of a program often is. */
  static String requireUrl(String url) {
    if (url == null) {
      throw new CoatcheckException(
          "Cannot open a database: its URL is null. Hand in a JDBC URL, such as jdbc:sqlite:example.db.");
    }
    return url;
  }

  /** Opens a connection by URL. Without a login, user and password are null. */
  static Connection connect(String url, String user, String password, String givenUrl) {
    try {
      return DriverManager.getConnection(url, user, password);
    } catch (SQLException e) {
      throw connectionFailure(url, givenUrl, e);
    }
  }

  /** Takes a connection from a pool. */
  static Connection connect(DataSource pool) {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw connectionFailure("the data source", "the data source", e);
    }
  }

  private static DatabaseException connectionFailure(
      String url, String givenUrl, SQLException error) {
    String name = withoutSecrets(givenUrl);
    Dialect unknown =
        new Dialect() {
          @Override
          public String withoutValues(String message, String sql) {
            // Some drivers tell what they could not read of a URL: a login, up to its host.
            String withoutUrl =
                message
                    .replace(url, name)
                    .replaceAll("jdbc:\\S+", quoteReplacement(name))
                    .replaceAll("[^\\s']+@\\S*", "...");
            return Dialect.super.withoutValues(withoutUrl, sql);
          }
        };
    SQLException cause = new Failures(new SqlGenerator(unknown)).withoutValues("", error);
    String reason = cause.getMessage().replaceFirst("\\.$", "");
    return new DatabaseException(
        "Cannot connect to %s: %s. %s"
            .formatted(
                name,
                reason,
                reason.startsWith("No suitable driver")
                    ? "Put its driver on the class path, or correct the URL, which begins as in jdbc:sqlite:example.db."
                    : "See whether its folder is there, or its server runs."),
        "connect",
        cause.getSQLState(),
        cause);
  }

  /**
   * Returns a URL without its login and its parameters, which may include a password. Of a URL with
   * an {@code @} in its parameters only the driver stays, since they may be a login as well.
   */
  private static String withoutSecrets(String url) {
    return url.replaceFirst("(?s)^((?:jdbc:)?\\w+:)?[^?;(]*[?;(].*=.*@.*", "$1...")
        .replaceFirst("(?s)^((?:jdbc:)?\\w+://).*@", "$1")
        .replaceFirst("(?s)^((?:jdbc:)?\\w+:)?.*@", "$1...@")
        .split("[?;(]", 2)[0];
  }

  /** Refuses a URL whose connections would each have an in-memory database of their own. */
  private static void requireShared(String url) {
    if (!Dialects.sharedUrl(url).equals(url)) {
      throw new CoatcheckException(
          "Cannot share the database of %s: each of its connections would see a database of its own. Use Database.open(\"%s\"), or jdbc:sqlite:file:/name?vfs=memdb."
              .formatted(withoutSecrets(url), withoutSecrets(url)));
    }
  }

  /** Closes a connection that cannot be used. Returns the error, to be thrown. */
  private static <X extends Throwable> X closeAfter(X error, Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      error.addSuppressed(UNKNOWN.of("closing the connection", e));
    } catch (RuntimeException | Error e) {
      error.addSuppressed(e);
    }
    return error;
  }

  /** The statements of all classes, in the dialect of the database. */
  SqlGenerator sql() {
    return sql;
  }

  /** Opens a connection on which no transaction is active yet. */
  Transaction openTransaction(boolean readOnly) {
    if (closed) {
      throw new CoatcheckException(
          "Cannot use a database that is closed: its connections are gone. Open it again.");
    }
    Connection connection = source.get();
    Transaction transaction;
    try {
      // Readers wait for a writer only in memory.
      Set<Thread> others = readOnly && !inMemory ? Set.of() : writers;
      transaction = new Transaction(connection, dialect, failures, others, readOnly);
    } catch (SQLException e) {
      throw closeAfter(failures.of("connecting", e), connection);
    } catch (RuntimeException | Error e) {
      closeAfter(e, connection);
      throw e;
    }
    return prepare(transaction, connection, readOnly);
  }

  /** Joins the transaction of a connection, which must have begun. */
  Transaction join(Connection connection) {
    try {
      Transaction joined = Transaction.join(connection, dialect, failures);
      requireSettings(connection, "join the transaction of a connection");
      return joined;
    } catch (SQLException e) {
      throw failures.of("joining a transaction", e);
    }
  }

  /** Refuses a connection whose settings would change values. */
  private void requireSettings(Connection connection, String action) {
    String check = dialect.settingsCheck().orElse("");
    if (check.isEmpty()) {
      return;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(check)) {
      if (row.next() && row.getString(1) != null) {
        throw new CoatcheckException("Cannot %s: %s.".formatted(action, row.getString(1)));
      }
    } catch (SQLException e) {
      throw failures.of(check, e);
    }
  }

  private Transaction prepare(Transaction transaction, Connection connection, boolean readOnly) {
    try {
      for (String sql : setup) {
        transaction.configure(sql);
      }
      if (hasSetupOfUser) {
        requireSettings(connection, "use a connection as onConnect(...) has set it up");
      }
      if (readOnly) {
        dialect.readOnly(true).ifPresent(transaction::configure);
      }
      return transaction;
    } catch (Throwable e) {
      try (transaction) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    if (!writers.isEmpty()) {
      LOG.warn(
          "A database is closed while a session on threads {} has not committed: without a commit, or if the database is in memory, what it wrote is lost. Close the sessions first.",
          writers.stream().map(Thread::getName).toList());
    }
    if (keeper.isPresent()) {
      try {
        keeper.get().close();
      } catch (SQLException e) {
        throw failures.of("closing the database", e);
      }
    }
  }
}
