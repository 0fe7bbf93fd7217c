package io.github.coatcheck.jdbc;

import io.github.coatcheck.KeyException;
import io.github.coatcheck.sql.SqlColumn;
import io.github.coatcheck.sql.SqlStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a driver hands back of the rows that an INSERT stored: keys, defaults, whole rows. */
final class MadeValues {
  private MadeValues() {}

  /** Runs an INSERT of one row. */
  static Object[] of(SqlStatement insert, PreparedStatement statement) throws SQLException {
    if (insert.isReturning()) {
      try (ResultSet rows = returned(statement)) {
        return made(insert, rows);
      }
    }
    // After an INSERT that stored no row, a driver may still give the key of an earlier one.
    requireCount(insert, 1, statement.executeUpdate());
    if (insert.isGeneratingKey()) {
      try (ResultSet keys = statement.getGeneratedKeys()) {
        return made(insert, keys);
      }
    }
    return new Object[0];
  }

  /** The values of the one row that a driver is to hand back; any other number is an error. */
  private static Object[] made(SqlStatement insert, ResultSet rows) throws SQLException {
    Object[] made = null;
    int count = 0;
    while (rows.next()) {
      made = madeOfNext(insert, rows);
      count++;
    }
    requireCount(insert, 1, count);
    return made;
  }

  private static Object[] madeOfNext(SqlStatement insert, ResultSet row) throws SQLException {
    Object[] made = new Object[insert.made().size()];
    for (int i = 0; i < made.length; i++) {
      SqlColumn column = insert.made().get(i);
      made[i] =
          column.isGenerated()
              ? key(insert, column, row, i + 1)
              : column.decode(RowMapper.cell(row, i + 1, column.jdbcType()));
    }
    return made;
  }

  private static Object key(SqlStatement insert, SqlColumn column, ResultSet row, int position)
      throws SQLException {
    long key = row.getLong(position);
    // NULL is read as 0, and to ask for it each time costs a call into the database.
    requireCount(insert, 1, key == 0 && row.wasNull() ? 0 : 1);
    return column.decodeKey(key);
  }

  static void requireCount(SqlStatement insert, int expected, int came) {
    if (came != expected) {
      throw new KeyException(
          "Cannot trust the keys of an INSERT: rows or keys expected %d, came %d. Roll back, and look for a trigger or an ON CONFLICT clause of the table that drops or adds rows.%nThe statement: %s"
              .formatted(expected, came, insert.text()));
    }
  }

  /**
   * Runs an INSERT of many rows that hands them back, and gives what the database made of each.
   *
   * <p>No database promises the order of the rows. So each is compared with what was bound for it;
   * where they are equal the key is its own, or that of a row that nothing else tells apart.
   */
  static List<Object[]> ofRows(
      SqlStatement insert, Object[] values, int rows, PreparedStatement statement)
      throws SQLException {
    List<Object[]> made = new ArrayList<>(rows);
    try (ResultSet row = returned(statement)) {
      while (row.next()) {
        requireBound(insert, values, made.size(), row);
        made.add(madeOfNext(insert, row));
      }
    }
    requireCount(insert, rows, made.size());
    // Of equal rows, one that came back twice would differ in nothing from the other.
    requireCount(insert, rows, distinctKeys(made));
    return made;
  }

  private static int distinctKeys(List<Object[]> made) {
    long[] keys = new long[made.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ((Number) made.get(i)[0]).longValue();
    }
    // Mostly they are in order already, which makes this faster than a set.
    Arrays.sort(keys);
    int distinct = Math.min(keys.length, 1);
    for (int i = 1; i < keys.length; i++) {
      distinct += keys[i] == keys[i - 1] ? 0 : 1;
    }
    return distinct;
  }

  private static void requireBound(SqlStatement insert, Object[] values, int index, ResultSet row)
      throws SQLException {
    List<SqlColumn> columns = insert.parameters();
    int from = index * columns.size();
    for (int i = 0; i < columns.size(); i++) {
      SqlColumn column = columns.get(i);
      Object cell = RowMapper.cell(row, insert.made().size() + i + 1, column.jdbcType());
      if (from + i >= values.length || !column.isBound(cell, values[from + i])) {
        throw new KeyException(
            "Cannot trust the keys of an INSERT: row %d that came back differs in %s from the one that was sent. Roll back, and look for a trigger of the table that changes rows.%nThe statement: %s"
                .formatted(index + 1, column.identifier(), insert.text()));
      }
    }
  }

  /** The rows of a statement that may be an INSERT, for which Connector/J refuses executeQuery. */
  private static ResultSet returned(PreparedStatement statement) throws SQLException {
    statement.execute();
    return statement.getResultSet();
  }
}
