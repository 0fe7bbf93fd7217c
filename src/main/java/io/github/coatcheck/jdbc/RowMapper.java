package io.github.coatcheck.jdbc;

import io.github.coatcheck.ValueException;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.sql.SqlColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.StringJoiner;

/** Makes objects of rows. */
@FunctionalInterface
public interface RowMapper<R> {
  /** Makes an object of one row. */
  @FunctionalInterface
  interface RowReader<R> {
    R read(ResultSet row) throws SQLException;
  }

  /** Looks once at the columns of a result, and gives the reader for all of its rows. */
  RowReader<R> readerOf(ResultSet result) throws SQLException;

  /** For a result that has exactly the columns of a class, in their order. */
  static <T> RowMapper<T> inOrder(EntityMapping<T> mapping, List<SqlColumn> columns) {
    int[] positions = new int[columns.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = i + 1;
    }
    RowReader<T> reader = reader(mapping, columns, positions);
    return result -> reader;
  }

  /** Reads the columns of a class at these positions of a row, counted from 1. */
  static <T> RowReader<T> reader(
      EntityMapping<T> mapping, List<SqlColumn> columns, int[] positions) {
    SqlColumn[] ordered = columns.toArray(new SqlColumn[0]);
    return row -> {
      Object[] values = new Object[positions.length];
      try {
        for (int i = 0; i < values.length; i++) {
          values[i] = ordered[i].decode(cell(row, positions[i], ordered[i].jdbcType()));
        }
      } catch (ValueException e) {
        throw new ValueException(e.getMessage() + key(row, ordered, positions), e.getCause());
      }
      return mapping.create(values);
    };
  }

  /** The key of a row as the end of a message; empty for a class without key. */
  private static String key(ResultSet row, SqlColumn[] columns, int[] positions)
      throws SQLException {
    StringJoiner key = new StringJoiner(", ", " The key of the row: ", ".").setEmptyValue("");
    for (int i = 0; i < columns.length; i++) {
      if (columns[i].isKey()) {
        key.add(row.getString(positions[i]));
      }
    }
    return key.toString();
  }

  /** A cell as the class that its encoding takes; any other way a driver may round or shift it. */
  static Object cell(ResultSet row, int position, Class<?> jdbcType) throws SQLException {
    if (jdbcType == Object.class) {
      return row.getObject(position);
    }
    return jdbcType == String.class ? row.getString(position) : row.getObject(position, jdbcType);
  }
}
