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
  }

  private final Source source;
  private final List<String> setup;

  private Connections(Source source, List<String> setup) {
    this.source = source;
    this.setup = setup;
  }

  static Connections of(Source source, Dialect dialect, Options options) {
    List<String> setup = new ArrayList<>(dialect.connectionSetup());
    options.lockTimeout().ifPresent(time -> setup.add(dialect.lockTimeout(time.toMillis())));
    return new Connections(source, List.copyOf(setup));
  }

  /** Opens a connection as it comes, to ask it what database this is. */
  static Connection connect(Source source) {
    try {
      return source.connect();
    } catch (SQLException e) {
      throw new DatabaseException(
          "Cannot connect to the database: %s. Check the URL, and that the driver is on the class path."
              .formatted(e.getMessage()),
          "connect",
          e.getSQLState(),
          e);
    }
  }

  Connection open() {
    Connection connection = connect(source);
    try (Statement statement = connection.createStatement()) {
      for (String sql : setup) {
        statement.execute(sql);
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
