package io.github.coatcheck.jdbc;

import io.github.coatcheck.ValueException;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.mapping.ObjectCreator;
import io.github.coatcheck.mapping.SourceException;
import java.sql.ResultSet;
import java.sql.SQLException;
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

  /** Returns the mapper for results that have exactly these columns, those of a class in order. */
  static <T> RowMapper<T> of(EntityMapping<T> mapping, List<ResultColumn> columns) {
    return result -> reader(mapping, ResultColumn.in(result, columns));
  }

  /** The same for many results: it takes longer to make, and less to read a row. */
  static <T> RowMapper<T> compiled(EntityMapping<T> mapping, List<ResultColumn> columns) {
    if (columns.stream().anyMatch(column -> column.reader().asksForType())) {
      return of(mapping, columns);
    }
    RowReader<T> reader = compiledReader(mapping, columns);
    return result -> reader;
  }

  private static <T> RowReader<T> compiledReader(
      EntityMapping<T> mapping, List<ResultColumn> columns) {
    ObjectCreator<ResultSet, T> creator =
        mapping.creatorFrom(ResultSet.class, column -> columns.get(column.position()).getter());
    return row -> {
      try {
        return creator.create(row);
      } catch (SourceException e) {
        throw failure(e.getCause(), row, columns);
      }
    };
  }

  /** Returns a reader of the rows of one result. */
  static <T> RowReader<T> reader(EntityMapping<T> mapping, List<ResultColumn> columns) {
    ResultColumn[] ordered = columns.toArray(new ResultColumn[0]);
    return row -> {
      Object[] values = new Object[ordered.length];
      try {
        for (int i = 0; i < values.length; i++) {
          values[i] = ordered[i].read(row);
        }
      } catch (ValueException e) {
        throw withKey(e, row, columns);
      }
      return mapping.create(values);
    };
  }

  /** Returns what a cell threw, with the key of the row. */
  private static RuntimeException failure(
      Throwable cause, ResultSet row, List<ResultColumn> columns) throws SQLException {
    if (cause instanceof SQLException error) {
      throw error;
    }
    return cause instanceof ValueException error
        ? withKey(error, row, columns)
        : (RuntimeException) cause;
  }

  /** The same error, whose message ends with the key of the row, if it has one. */
  static ValueException withKey(ValueException error, ResultSet row, List<ResultColumn> columns)
      throws SQLException {
    StringJoiner key = new StringJoiner(", ", " The key of the row: ", ".").setEmptyValue("");
    for (ResultColumn each : columns) {
      if (each.column().mapping().isKey()) {
        key.add(row.getString(each.position()));
      }
    }
    return new ValueException(error.getMessage() + key, error.getCause());
  }
}
