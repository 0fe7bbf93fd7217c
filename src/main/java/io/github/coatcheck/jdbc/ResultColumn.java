package io.github.coatcheck.jdbc;

import io.github.coatcheck.dialect.Encoding.CellReader;
import io.github.coatcheck.mapping.SourceException;
import io.github.coatcheck.sql.SqlColumn;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Where a result has a column of a table, counted from 1, and how its cells are read. */
public record ResultColumn(SqlColumn column, CellReader reader, int position) {
  private static final MethodHandle GETTER = findGetter();

  /** A column of any table. */
  public ResultColumn(SqlColumn column, int position) {
    this(column, column.reader(), position);
  }

  /** The columns of a result that has them in order. */
  public static List<ResultColumn> inOrder(List<SqlColumn> columns) {
    return inOrder(columns, 1);
  }

  /** The columns of a result that has them in order, from a position on. */
  public static List<ResultColumn> inOrder(List<SqlColumn> columns, int from) {
    List<ResultColumn> ordered = new ArrayList<>();
    for (SqlColumn column : columns) {
      ordered.add(new ResultColumn(column, from + ordered.size()));
    }
    return ordered;
  }

  /** The same columns, with the readers that fit their types in a result. */
  public static List<ResultColumn> in(ResultSet result, List<ResultColumn> columns)
      throws SQLException {
    List<ResultColumn> fitting = new ArrayList<>();
    for (ResultColumn each : columns) {
      fitting.add(each.readBy(each.reader.in(result, each.position)));
    }
    return fitting;
  }

  /** The same column, read by another reader. */
  ResultColumn readBy(CellReader other) {
    return new ResultColumn(column, other, position);
  }

  /** Reads the value of the property from a row; throws if it does not fit. */
  public Object read(ResultSet row) throws SQLException {
    Object cell;
    try {
      cell = reader.read(row, position);
    } catch (IllegalArgumentException e) {
      throw column.unreadable(e);
    }
    return column.decode(cell);
  }

  /** What reads the value for an object, of type {@code (ResultSet)Object}. */
  MethodHandle getter() {
    return GETTER.bindTo(this);
  }

  private static MethodHandle findGetter() {
    try {
      return MethodHandles.lookup()
          .findVirtual(
              ResultColumn.class, "get", MethodType.methodType(Object.class, ResultSet.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads the value for {@link #getter}. */
  Object get(ResultSet row) {
    try {
      return read(row);
    } catch (SQLException | RuntimeException e) {
      throw new SourceException(e);
    }
  }
}
