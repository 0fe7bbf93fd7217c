package io.github.coatcheck.bulk;

import io.github.coatcheck.KeyException;
import io.github.coatcheck.jdbc.GeneratedValues;
import io.github.coatcheck.jdbc.ResultColumn;
import io.github.coatcheck.sql.Sql;
import io.github.coatcheck.sql.SqlColumn;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the rows that an INSERT of many rows returns.
 *
 * <p>No database guarantees their order. So each row is compared with the values that were bound
 * for the row at its position. If they are equal, the key belongs to that row, or to another row
 * with equal values, in which case the keys are interchangeable.
 */
final class ReturnedRows {
  private ReturnedRows() {}

  /** Executes the INSERT and returns the generated values of each row. */
  static List<Object[]> execute(Sql insert, PreparedStatement statement, Object[] values, int rows)
      throws SQLException {
    List<Object[]> generated = new ArrayList<>(rows);
    try (ResultSet row = GeneratedValues.executeReturning(statement)) {
      List<ResultColumn> columns = boundColumns(insert, row);
      while (row.next()) {
        requireBoundValues(insert, columns, values, generated.size(), row);
        generated.add(GeneratedValues.readRow(insert, row));
      }
    }
    GeneratedValues.requireCount(insert, rows, generated.size());
    // Equal rows cannot reveal a repeated key, so the keys are compared too.
    GeneratedValues.requireCount(
        insert, rows, countDistinctKeys(insert.retrieval().columns().get(0), generated));
    return generated;
  }

  /** The bound columns, which come behind the generated ones. */
  private static List<ResultColumn> boundColumns(Sql insert, ResultSet result) throws SQLException {
    int from = insert.retrieval().columns().size() + 1;
    return ResultColumn.in(result, ResultColumn.inOrder(insert.parameters(), from));
  }

  private static int countDistinctKeys(SqlColumn key, List<Object[]> generated) {
    long[] keys = new long[generated.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = key.keyNumber(generated.get(i)[0]);
    }
    // The keys are mostly in order, so sorting them is faster than a set.
    Arrays.sort(keys);
    int distinct = Math.min(keys.length, 1);
    for (int i = 1; i < keys.length; i++) {
      distinct += keys[i] == keys[i - 1] ? 0 : 1;
    }
    return distinct;
  }

  /** Refuses a returned row that differs from the values that were bound for its position. */
  private static void requireBoundValues(
      Sql insert, List<ResultColumn> columns, Object[] values, int index, ResultSet row)
      throws SQLException {
    int from = index * columns.size();
    for (int i = 0; i < columns.size(); i++) {
      ResultColumn bound = columns.get(i);
      SqlColumn column = bound.column();
      Object cell = bound.reader().read(row, bound.position());
      if (from + i >= values.length || !column.equalsBound(cell, values[from + i])) {
        throw new KeyException(
            "Cannot trust the keys of an INSERT: row %s that came back differs in %s from the one that was sent. Roll back, and look for a trigger of the table that changes rows.%nThe statement: %s"
                .formatted(index + 1, column.identifier(), insert.text()));
      }
    }
  }
}
