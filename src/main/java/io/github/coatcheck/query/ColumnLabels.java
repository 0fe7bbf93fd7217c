package io.github.coatcheck.query;

import io.github.coatcheck.ValueException;
import io.github.coatcheck.jdbc.MissingNames;
import io.github.coatcheck.jdbc.ResultColumn;
import io.github.coatcheck.jdbc.RowMapper;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.sql.SqlColumn;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The column labels of a result, which are compared without regard to case, as in SQL. */
final class ColumnLabels {
  private final List<String> labels;

  private ColumnLabels(List<String> labels) {
    this.labels = labels;
  }

  private static ColumnLabels of(ResultSetMetaData metaData) throws SQLException {
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      labels.add(metaData.getColumnLabel(i));
    }
    return new ColumnLabels(labels);
  }

  /** Returns the mapper that finds the columns of a class in a result by name, in any order. */
  static <T> RowMapper<T> mapper(EntityMapping<T> mapping, List<SqlColumn> columns) {
    return result -> {
      ColumnLabels labels = ColumnLabels.of(result.getMetaData());
      List<ResultColumn> found = new ArrayList<>();
      for (SqlColumn column : columns) {
        int position = labels.requirePosition(mapping.type(), column, columns);
        found.add(new ResultColumn(column, position));
      }
      return RowMapper.reader(mapping, ResultColumn.in(result, found));
    };
  }

  /** Returns the mapper that makes a map of each row, with the values as the driver gives them. */
  static RowMapper<Map<String, Object>> rows() {
    return result -> {
      List<String> labels = ColumnLabels.of(result.getMetaData()).labels;
      if (Set.copyOf(labels).size() < labels.size()) {
        throw new ValueException(
            "Cannot read the rows into maps: the result has equal labels, %s. Name each differently with AS."
                .formatted(labels));
      }
      return row -> {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String label : labels) {
          values.put(label, row.getObject(values.size() + 1));
        }
        return values;
      };
    };
  }

  private int requirePosition(Class<?> type, SqlColumn column, List<SqlColumn> columns) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i).equalsIgnoreCase(name(column))) {
        found.add(i + 1);
      }
    }
    if (found.size() != 1) {
      throw new ValueException(
          "Cannot read the rows into %s: the result has %s column %s for %s, but %s%s"
              .formatted(
                  type.getName(),
                  found.isEmpty() ? "no" : "more than one",
                  name(column),
                  column.mapping(),
                  labels,
                  found.isEmpty() ? explain(column, columns) : ". Name each differently with AS."));
    }
    return found.get(0);
  }

  private static String name(SqlColumn column) {
    return column.mapping().name().text();
  }

  /** Returns the end of a message: which columns the result has instead of a missing one. */
  private String explain(SqlColumn missing, List<SqlColumn> columns) {
    List<String> surplus = new ArrayList<>(labels);
    columns.forEach(column -> surplus.removeIf(name(column)::equalsIgnoreCase));
    boolean some = !surplus.isEmpty() && surplus.size() < labels.size();
    String unused = some ? ", of which %s fit no property".formatted(surplus) : "";
    surplus.removeIf(label -> !MissingNames.areSimilar(name(missing), label));
    String advice =
        surplus.isEmpty()
            ? "Select the column, or give another one its name"
            : "Give %s the name of the column".formatted(String.join(" or ", surplus));
    return "%s. %s: ... AS %s.".formatted(unused, advice, name(missing));
  }
}
