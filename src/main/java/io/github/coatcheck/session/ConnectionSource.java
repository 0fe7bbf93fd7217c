package io.github.coatcheck.session;

import io.github.coatcheck.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Matcher;

/** What gives connections: a driver by a URL, or a pool. */
@FunctionalInterface
interface ConnectionSource {
  Connection connect() throws SQLException;

  /** Connects, or says to what it could not. */
  default Connection connectTo(String name) {
    try {
      return connect();
    } catch (SQLException e) {
      throw new DatabaseException(
          "Cannot connect to %s: %s. Check that name, and that the driver is on the class path."
              .formatted(
                  name,
                  String.valueOf(e.getMessage())
                      .replaceAll("jdbc:\\S+", Matcher.quoteReplacement(name))),
          "connect",
          e.getSQLState(),
          e);
    }
  }
}
