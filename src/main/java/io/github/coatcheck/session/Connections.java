package io.github.coatcheck.session;

import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Opens connections and makes them ready. */
final class Connections {
  /** What gives connections: a driver by a URL, or a pool. */
  @FunctionalInterface
  interface Source {
    Connection connect() throws SQLException;

    /** Connects, or says to what it could not. */
    default Connection connectTo(String name) {
      try {
        return connect();
      } catch (SQLException e) {
        throw new DatabaseException(
            "Cannot connect to %s: %s. Check that name, and that the driver is on the class path."
                .formatted(name, e.getMessage()),
            "connect",
            e.getSQLState(),
            e);
      }
    }
  }

  private final Source source;
  private final String name;
  private final List<String> setup;

  private Connections(Source source, String name, List<String> setup) {
    this.source = source;
    this.name = name;
    this.setup = setup;
  }

  static Connections of(Source source, String name, Dialect dialect, Options options) {
    List<String> setup = new ArrayList<>(dialect.connectionSetup());
    options.lockTimeout().ifPresent(time -> setup.add(dialect.lockTimeout(time.toMillis())));
    return new Connections(source, name, List.copyOf(setup));
  }

  Connection open() {
    Connection connection = source.connectTo(name);
    try (Statement statement = connection.createStatement()) {
      boolean autoCommitFound = connection.getAutoCommit();
      // Inside of a transaction SQLite takes no notice of PRAGMA foreign_keys.
      connection.setAutoCommit(true);
      try {
        for (String sql : setup) {
          statement.execute(sql);
        }
      } finally {
        connection.setAutoCommit(autoCommitFound);
      }
      return connection;
    } catch (SQLException e) {
      throw closed(connection, e);
    }
  }

  private DatabaseException closed(Connection connection, SQLException cause) {
    try {
      connection.close();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
    return new DatabaseException(
        "Cannot prepare a connection by %s: %s. Check that the dialect is the database's."
            .formatted(setup, cause.getMessage()),
        String.join("; ", setup),
        cause.getSQLState(),
        cause);
  }
}
