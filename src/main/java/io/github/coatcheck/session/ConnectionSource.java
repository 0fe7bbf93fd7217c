package io.github.coatcheck.session;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.dialect.Dialects;
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

  /** A URL without its login, and up to its parameters, one of which may be a password. */
  static String withoutSecrets(String url) {
    return url.replaceFirst("//[^/]*@", "//").split("[?;]", 2)[0];
  }

  /** Closes a connection that could not be made ready, and gives the error to throw. */
  static CoatcheckException refused(Connection connection, Exception cause) {
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

  /** Refuses a URL with which each connection would have a database of its own. */
  static void requireShared(String url) {
    if (!Dialects.sharedUrl(url).equals(url)) {
      throw new CoatcheckException(
          "Cannot share the database of %s: each of its connections would see a database of its own. Use Database.open(\"%s\"), or jdbc:sqlite:file:/name?vfs=memdb."
              .formatted(withoutSecrets(url), withoutSecrets(url)));
    }
  }
}
