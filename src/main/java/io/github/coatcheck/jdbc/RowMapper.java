package io.github.coatcheck.jdbc;

import io.github.coatcheck.ValueException;
import io.github.coatcheck.dialect.Encoding.CellReader;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.sql.SqlColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/** Maps the rows of a result set to objects. */
@FunctionalInterface
public interface RowMapper<R> {
  /** Creates an object from the current row. */
  @FunctionalInterface
  interface RowReader<R> {
    R read(ResultSet row) throws SQLException;
  }

  /** Inspects the columns of a result set once, and returns the reader for all of its rows. */
  RowReader<R> readerFor(ResultSet result) throws SQLException;

  /** Returns the mapper for results that have exactly the columns of a class, in its order. */
  static <T> RowMapper<T> inOrder(EntityMapping<T> mapping, List<SqlColumn> columns) {
    return inOrder(mapping, columns, readers(columns));
  }

  /** The same, with readers that fit the table. */
  static <T> RowMapper<T> inOrder(
      EntityMapping<T> mapping, List<SqlColumn> columns, List<CellReader> readers) {
    int[] positions = inOrder(columns);
    if (readers.stream().noneMatch(CellReader::asksForType)) {
      RowReader<T> reader = reader(mapping, columns, readers, positions);
      return result -> reader;
    }
    return result -> reader(mapping, columns, in(result, readers, positions), positions);
  }

  private static int[] inOrder(List<SqlColumn> columns) {
    int[] positions = new int[columns.size()];
    Arrays.setAll(positions, i -> i + 1);
    return positions;
  }

  /** The readers that fit any table. */
  static List<CellReader> readers(List<SqlColumn> columns) {
    return columns.stream().map(SqlColumn::reader).toList();
  }

  /** The readers that fit the columns at these positions of a result, counted from 1. */
  static List<CellReader> in(ResultSet result, List<CellReader> readers, int[] positions)
      throws SQLException {
    List<CellReader> fitting = new ArrayList<>();
    for (int i = 0; i < positions.length; i++) {
      fitting.add(readers.get(i).in(result, positions[i]));
    }
    return fitting;
  }

  /** Returns a reader that finds the columns at these positions of a row, counted from 1. */
  static <T> RowReader<T> reader(
      EntityMapping<T> mapping,
      List<SqlColumn> columns,
      List<CellReader> readers,
      int[] positions) {
    SqlColumn[] ordered = columns.toArray(new SqlColumn[0]);
    CellReader[] cells = readers.toArray(new CellReader[0]);
    return row -> {
      Object[] values = new Object[positions.length];
      int column = 0;
      try {
        // First all cells, then all values: the compiler optimizes short loops better.
        for (; column < values.length; column++) {
          values[column] = cells[column].read(row, positions[column]);
        }
        for (int i = 0; i < values.length; i++) {
          values[i] = ordered[i].decode(values[i]);
        }
      } catch (IllegalArgumentException e) {
        throw withKey(ordered[column].unreadable(e), row, columns, positions);
      } catch (ValueException e) {
        throw withKey(e, row, columns, positions);
      }
      return mapping.create(values);
    };
  }

  /** Reads the value of a property from a row; throws if it does not fit. */
  static Object readValue(SqlColumn column, ResultSet row, int position) throws SQLException {
    Object cell;
    try {
      cell = column.reader().read(row, position);
    } catch (IllegalArgumentException e) {
      throw column.unreadable(e);
    }
    return column.decode(cell);
  }

  /** The same error, whose message ends with the key of a row in the order of the columns. */
  static ValueException withKey(ValueException error, ResultSet row, List<SqlColumn> columns)
      throws SQLException {
    return withKey(error, row, columns, inOrder(columns));
  }

  /** The same error, whose message ends with the key of the row, if it has one. */
  private static ValueException withKey(
      ValueException error, ResultSet row, List<SqlColumn> columns, int[] positions)
      throws SQLException {
    StringJoiner key = new StringJoiner(", ", " The key of the row: ", ".").setEmptyValue("");
    for (int i = 0; i < positions.length; i++) {
      if (columns.get(i).mapping().isKey()) {
        key.add(row.getString(positions[i]));
      }
    }
    return new ValueException(error.getMessage() + key, error.getCause());
  }
}
