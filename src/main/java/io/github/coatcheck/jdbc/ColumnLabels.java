package io.github.coatcheck.jdbc;

import io.github.coatcheck.ValueException;
import io.github.coatcheck.sql.SqlColumn;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The names of the columns of a result, which SQL compares without regard to case. */
final class ColumnLabels {
  private final List<String> labels;

  private ColumnLabels(List<String> labels) {
    this.labels = labels;
  }

  static ColumnLabels of(ResultSetMetaData metaData) throws SQLException {
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      labels.add(metaData.getColumnLabel(i));
    }
    return new ColumnLabels(labels);
  }

  /** Where each column stands in the result, from 1. */
  int[] positions(Class<?> type, List<SqlColumn> columns) {
    int[] positions = new int[columns.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = position(type, columns.get(i));
    }
    return positions;
  }

  private int position(Class<?> type, SqlColumn column) {
    String name = column.mapping().name().text();
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i).equalsIgnoreCase(name)) {
        found.add(i + 1);
      }
    }
    if (found.size() != 1) {
      throw new ValueException(
          "Cannot read the rows into %s: the result has %s column %s for %s, but %s. %s"
              .formatted(
                  type.getName(),
                  found.isEmpty() ? "no" : "more than one",
                  name,
                  column.mapping(),
                  labels,
                  found.isEmpty()
                      ? "Select it, or name one of them so with AS."
                      : "Name each differently with AS."));
    }
    return found.get(0);
  }
}
