package io.github.coatcheck.jdbc;

import io.github.coatcheck.KeyException;
import io.github.coatcheck.sql.Retrieval;
import io.github.coatcheck.sql.Sql;
import io.github.coatcheck.sql.SqlColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Prepares and executes an INSERT, reads the key and the default values that the database
 * generated, and checks that they belong to exactly one row.
 */
public final class GeneratedValues {
  private static final Object[] NONE = {};

  private GeneratedValues() {}

  /** Prepares a statement so that the driver returns the generated values. */
  static PreparedStatement prepare(Connection connection, Sql sql) throws SQLException {
    if (sql.retrieval().way() != Retrieval.Way.GENERATED_KEY) {
      return connection.prepareStatement(sql.text());
    }
    Optional<String> keyName = sql.retrieval().keyName();
    return keyName.isEmpty()
        ? connection.prepareStatement(sql.text(), Statement.RETURN_GENERATED_KEYS)
        : connection.prepareStatement(sql.text(), new String[] {keyName.get()});
  }

  /**
   * Executes the INSERT of one row, or the SELECT of its default values, and returns the generated
   * values. The parameters must be bound.
   */
  public static Object[] executeAndRead(Sql insert, PreparedStatement statement)
      throws SQLException {
    switch (insert.retrieval().way()) {
      case NOTHING -> {
        requireCount(insert, 1, statement.executeUpdate());
        return NONE;
      }
      case GENERATED_KEY -> {
        // After an INSERT that stored no row, a driver may return the key of an earlier INSERT.
        requireCount(insert, 1, statement.executeUpdate());
        try (ResultSet key = statement.getGeneratedKeys()) {
          return readOneRow(insert, key);
        }
      }
      case RETURNED_ROW -> {
        try (ResultSet row = executeReturning(statement)) {
          return readOneRow(insert, row);
        }
      }
    }
    throw new AssertionError(insert.retrieval().way());
  }

  /** Executes a statement that returns rows. Connector/J refuses executeQuery for an INSERT. */
  public static ResultSet executeReturning(PreparedStatement statement) throws SQLException {
    statement.execute();
    return statement.getResultSet();
  }

  private static Object[] readOneRow(Sql insert, ResultSet rows) throws SQLException {
    Object[] values = null;
    int count = 0;
    while (rows.next()) {
      values = readRow(insert, rows);
      count++;
    }
    requireCount(insert, 1, count);
    return values;
  }

  /** Reads the generated values from the current row. */
  public static Object[] readRow(Sql insert, ResultSet row) throws SQLException {
    List<SqlColumn> columns = insert.retrieval().columns();
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      SqlColumn column = columns.get(i);
      values[i] =
          column.isGenerated()
              ? column.decodeKey(readKey(insert, row, i + 1))
              : new ResultColumn(column, i + 1).read(row);
    }
    return values;
  }

  private static long readKey(Sql insert, ResultSet row, int position) throws SQLException {
    long key = row.getLong(position);
    // getLong returns 0 for NULL. wasNull calls into the database, so only a 0 is checked.
    boolean absent = key == 0 && row.wasNull();
    if (absent) {
      requireCount(insert, 1, 0);
    }
    return key;
  }

  /** Refuses a number of rows or keys that differs from the number of rows that were sent. */
  public static void requireCount(Sql insert, int expected, int actual) {
    if (actual != expected) {
      throw new KeyException(
          "Cannot trust the keys of an INSERT: rows or keys expected %s, came %s. Roll back, and look for a trigger or an ON CONFLICT clause of the table that drops or adds rows.%nThe statement: %s"
              .formatted(expected, actual, insert.text()));
    }
  }
}
