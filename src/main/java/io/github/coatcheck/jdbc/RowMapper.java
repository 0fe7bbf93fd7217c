package io.github.coatcheck.jdbc;

import io.github.coatcheck.ValueException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.mapping.ValueTypes;
import io.github.coatcheck.sql.SqlColumn;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

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
      List<String> labels = labels(result);
      int[] positions = new int[columns.size()];
      for (int i = 0; i < positions.length; i++) {
        positions[i] = position(labels, columns.get(i), mapping.type());
      }
      return reader(mapping, columns, positions);
    };
  }

  /** For a result of one column. */
  static <R> RowMapper<R> scalar(Class<R> type, Dialect dialect) {
    return result -> {
      List<String> labels = labels(result);
      requireOne(labels, type);
      return row -> decode(type, labels.get(0), row.getObject(1), dialect);
    };
  }

  private static <T> RowReader<T> reader(
      EntityMapping<T> mapping, List<SqlColumn> columns, int[] positions) {
    SqlColumn[] ordered = columns.toArray(new SqlColumn[0]);
    return row -> {
      Object[] values = new Object[positions.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = ordered[i].decode(row.getObject(positions[i]));
      }
      return mapping.create(values);
    };
  }

  private static List<String> labels(ResultSet result) throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      labels.add(columns.getColumnLabel(i));
    }
    return labels;
  }

  /** Where a column stands in a result, from 1; SQL compares names without regard to case. */
  private static int position(List<String> labels, SqlColumn column, Class<?> type) {
    String name = column.mapping().name().text();
    int count = 0;
    int position = 0;
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i).equalsIgnoreCase(name)) {
        count++;
        position = i + 1;
      }
    }
    if (count != 1) {
      throw new ValueException(
          "Cannot read the rows into %s: the result has %s column %s for %s, but %s. %s"
              .formatted(
                  type.getName(),
                  count == 0 ? "no" : "more than one",
                  name,
                  column,
                  labels,
                  count == 0
                      ? "Select it, or name one of them so with AS."
                      : "Name each differently with AS."));
    }
    return position;
  }

  private static void requireOne(List<String> labels, Class<?> type) {
    if (labels.size() != 1) {
      throw new ValueException(
          "Cannot read rows of %d columns, %s, as %s: a single value takes one column. Select one, or read into a record."
              .formatted(labels.size(), labels, type.getSimpleName()));
    }
  }

  @SuppressWarnings("unchecked") // the encoding of a type gives values of its boxed type
  private static <R> R decode(Class<R> type, String label, Object cell, Dialect dialect) {
    if (cell == null) {
      return null;
    }
    try {
      return (R) dialect.encoding(ValueTypes.boxed(type)).toJava().apply(cell);
    } catch (RuntimeException e) {
      throw new ValueException(
          "Cannot read column %s as %s: %s. Ask for the type that the column has."
              .formatted(label, type.getSimpleName(), e.getMessage()),
          e);
    }
  }
}
