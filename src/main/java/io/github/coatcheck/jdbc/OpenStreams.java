package io.github.coatcheck.jdbc;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The statements of streams whose rows are not all read yet; each ends with its transaction. */
final class OpenStreams {
  private final Set<Statement> statements = new LinkedHashSet<>();

  void add(Statement statement) {
    statements.add(statement);
  }

  boolean contains(Statement statement) {
    return statements.contains(statement);
  }

  /** Those that are open now. */
  Set<Statement> all() {
    return Set.copyOf(statements);
  }

  /** Closes a statement whose rows were read, unless that is done. */
  void close(Statement statement) throws SQLException {
    if (statements.remove(statement)) {
      statement.close();
    }
  }

  /** Closes the streams that were opened in a part of the work that ends. */
  void closeBut(Set<Statement> kept) throws SQLException {
    for (Statement statement : List.copyOf(statements)) {
      if (!kept.contains(statement)) {
        close(statement);
      }
    }
  }
}
