package io.github.coatcheck.query;

import io.github.coatcheck.ValueException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.Encoding;
import io.github.coatcheck.jdbc.RowMapper;
import io.github.coatcheck.mapping.Converters;
import io.github.coatcheck.mapping.ValueTypes;
import io.github.coatcheck.sql.SqlColumn;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads results of one column. */
final class SingleValue {
  private SingleValue() {}

  /** Whether values of a type are read from one column, and not from columns of their own. */
  static boolean isOneColumn(Class<?> type) {
    return ValueTypes.contains(Converters.storedType(type));
  }

  /** Returns the mapper that reads the only column of a result as a type. */
  static <R> RowMapper<R> mapper(Class<R> type, Dialect dialect) {
    return result -> {
      requireOneColumn(type, result.getMetaData());
      String label = result.getMetaData().getColumnLabel(1);
      Encoding any = dialect.encoding(ValueTypes.boxed(Converters.storedType(type)));
      Encoding encoding = any.readBy(any.reader().in(result, 1));
      return row -> read(type, label, row, encoding);
    };
  }

  private static void requireOneColumn(Class<?> type, ResultSetMetaData columns)
      throws SQLException {
    if (columns.getColumnCount() != 1) {
      List<String> labels = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        labels.add(columns.getColumnLabel(i));
      }
      throw new ValueException(
          "Cannot read rows of %s columns, %s, as %s: a single value takes one column. Select one, or read into a record."
              .formatted(labels.size(), labels, type.getSimpleName()));
    }
  }

  @SuppressWarnings("unchecked") // the encoding of a type gives values of its boxed type
  private static <R> R read(Class<R> type, String label, ResultSet row, Encoding encoding)
      throws SQLException {
    Object value;
    try {
      Object cell = encoding.reader().read(row, 1);
      value = cell == null ? null : Converters.of(type).toJava(encoding.toJava().apply(cell));
    } catch (RuntimeException e) {
      throw new ValueException(
          "Cannot read column %s as %s: %s. Ask for the type that the column has, or convert it in SQL."
              .formatted(label, type.getSimpleName(), SqlColumn.reason(e)),
          e);
    }
    return value == null ? requireNullable(type, label) : (R) value;
  }

  private static <R> R requireNullable(Class<R> type, String label) {
    if (type.isPrimitive()) {
      throw new ValueException(
          "Cannot read column %s as %s: it holds NULL. Ask for %s."
              .formatted(label, type, ValueTypes.boxed(type).getSimpleName()));
    }
    return null;
  }
}
