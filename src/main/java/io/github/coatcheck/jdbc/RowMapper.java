package io.github.coatcheck.jdbc;

import io.github.coatcheck.ValueException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.Encoding;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.mapping.ValueTypes;
import io.github.coatcheck.sql.SqlColumn;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Makes objects of rows. */
public interface RowMapper<R> {
  /** Makes an object of one row. */
  interface RowReader<R> {
    R read(ResultSet row) throws SQLException;
  }

  /** Looks once at the columns of a result, and gives what reads all of its rows. */
  RowReader<R> of(ResultSet result) throws SQLException;

  /** For a result that has exactly the columns of a class, in its order. */
  static <T> RowMapper<T> inOrder(EntityMapping<T> mapping, List<SqlColumn> columns) {
    int[] positions = new int[columns.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = i + 1;
    }
    RowReader<T> reader = reader(mapping, columns, positions);
    return result -> reader;
  }

  /** For a result of the user's SQL, which has the columns of a class somewhere, by name. */
  static <T> RowMapper<T> byName(EntityMapping<T> mapping, List<SqlColumn> columns) {
    return result -> {
      ColumnLabels labels = ColumnLabels.of(result.getMetaData());
      return reader(mapping, columns, labels.positions(mapping.type(), columns));
    };
  }

  /** For a result of one column. */
  static <R> RowMapper<R> scalar(Class<R> type, Dialect dialect) {
    return result -> {
      requireOneColumn(type, result.getMetaData());
      String label = result.getMetaData().getColumnLabel(1);
      Encoding encoding = dialect.encoding(ValueTypes.boxed(type));
      return row -> decode(type, label, cell(row, 1, encoding.jdbcType()), encoding);
    };
  }

  private static <T> RowReader<T> reader(
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

  /** By what to find a row, where the class says it. */
  private static String key(ResultSet row, SqlColumn[] columns, int[] positions)
      throws SQLException {
    StringJoiner key = new StringJoiner(", ", " The key of the row: ", ".").setEmptyValue("");
    for (int i = 0; i < columns.length; i++) {
      if (columns[i].mapping().isKey()) {
        key.add(row.getString(positions[i]));
      }
    }
    return key.toString();
  }

  /** A cell as the class that carries it; a driver may round it or shift it on any other way. */
  static Object cell(ResultSet row, int position, Class<?> jdbcType) throws SQLException {
    if (jdbcType == Object.class) {
      return row.getObject(position);
    }
    return jdbcType == String.class ? row.getString(position) : row.getObject(position, jdbcType);
  }

  private static void requireOneColumn(Class<?> type, ResultSetMetaData columns)
      throws SQLException {
    if (columns.getColumnCount() != 1) {
      List<String> labels = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        labels.add(columns.getColumnLabel(i));
      }
      throw new ValueException(
          "Cannot read rows of %d columns, %s, as %s: a single value takes one column. Select one, or read into a record."
              .formatted(labels.size(), labels, type.getSimpleName()));
    }
  }

  private static <R> R absent(Class<R> type, String label) {
    if (type.isPrimitive()) {
      throw new ValueException(
          "Cannot read column %s as %s: it holds NULL. Ask for %s."
              .formatted(label, type, ValueTypes.boxed(type).getSimpleName()));
    }
    return null;
  }

  @SuppressWarnings("unchecked") // the encoding of a type gives values of its boxed type
  private static <R> R decode(Class<R> type, String label, Object cell, Encoding encoding) {
    if (cell == null) {
      return absent(type, label);
    }
    try {
      return (R) encoding.toJava().apply(cell);
    } catch (RuntimeException e) {
      throw new ValueException(
          "Cannot read column %s as %s: %s. Ask for the type that the column has."
              .formatted(label, type.getSimpleName(), SqlColumn.reason(e)),
          e);
    }
  }
}
