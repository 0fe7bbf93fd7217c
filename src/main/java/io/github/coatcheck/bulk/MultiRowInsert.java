package io.github.coatcheck.bulk;

import io.github.coatcheck.ValueException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.Insert;
import io.github.coatcheck.sql.Retrieval;
import io.github.coatcheck.sql.Sql;
import io.github.coatcheck.sql.SqlColumn;
import io.github.coatcheck.sql.SqlGenerator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Builds the INSERT of many rows from the INSERT of one row. */
final class MultiRowInsert {
  /** The number of parameters that every database accepts; SQLite accepts the fewest. */
  private static final int MAX_PARAMETERS = 32_766;

  /**
   * The greatest length of all values, in characters and bytes: servers accept a few million bytes.
   */
  private static final int MAX_LENGTH = 1_000_000;

  private final EntitySql<?> sql;
  private final Insert insert;
  private final List<SqlColumn> parameters;
  private final Optional<Sql> arrayStatement;

  /** The statements by their number of rows. */
  private final Map<Integer, Sql> statements = new ConcurrentHashMap<>();

  private MultiRowInsert(EntitySql<?> sql, Insert insert) {
    this.sql = sql;
    this.insert = insert;
    this.parameters = insert.sql().parameters();
    this.arrayStatement =
        insert.generatesNothing() ? sql.insertArrays(parameters) : Optional.empty();
  }

  /** That of the objects of a group, shared by all sessions of the database. */
  static MultiRowInsert of(StatementGroup<?, Insert> group, SqlGenerator generator) {
    return generator.addition(group.statement(), insert -> new MultiRowInsert(group.sql(), insert));
  }

  /** The statement for so many rows; generated values come back with each row. */
  Sql statement(int rows) {
    return statements.computeIfAbsent(
        rows, insert.generatesNothing() ? this::withoutReturning : this::withReturning);
  }

  /** The statement that takes an array for each column, for any number of rows. */
  Optional<Sql> arrayStatement() {
    return arrayStatement;
  }

  /** Turns values row by row into an array for each column. */
  Object[] arrays(Object[] values, Dialect dialect) {
    Object[] arrays = new Object[parameters.size()];
    for (int column = 0; column < arrays.length; column++) {
      List<Object> cells = new ArrayList<>(values.length / arrays.length);
      for (int i = column; i < values.length; i += arrays.length) {
        cells.add(values[i]);
      }
      arrays[column] = dialect.array(cells);
    }
    return arrays;
  }

  private Sql withoutReturning(int rows) {
    return Sql.of(insertText(rows), parameters);
  }

  /**
   * Returns the statement that returns generated columns first, then the bound columns to compare.
   */
  private Sql withReturning(int rows) {
    List<SqlColumn> generated = insert.sql().retrieval().columns();
    List<SqlColumn> returned = new ArrayList<>(generated);
    returned.addAll(parameters);
    String text = sql.returning(insertText(rows), returned).orElseThrow();
    return new Sql(text, parameters, Retrieval.returnedRow(generated));
  }

  private String insertText(int rows) {
    String row = "(" + String.join(", ", Collections.nCopies(parameters.size(), "?")) + ")";
    return sql.insertInto(parameters) + (", " + row).repeat(rows - 1);
  }

  /** Returns how many rows one INSERT may have. */
  static int maxRows(EntitySql<?> sql, int preferredRows) {
    return Math.min(preferredRows, Math.max(1, MAX_PARAMETERS / sql.table().columns().size()));
  }

  /** Returns the values of all objects, row by row. */
  static Object[] values(StatementGroup<?, Insert> group) {
    Sql statement = group.statement().sql();
    int parameterCount = statement.parameters().size();
    Object[] values = new Object[group.size() * parameterCount];
    for (int i = 0; i < group.size(); i++) {
      try {
        statement.fill(values, i * parameterCount, group.entities().get(i));
      } catch (ValueException e) {
        throw group.withPosition(e, i);
      }
    }
    return values;
  }

  /** Whether the values of several rows are too long for one statement. */
  static boolean isTooLong(Object[] values) {
    long length = 0;
    for (Object value : values) {
      if (value instanceof String text) {
        length += text.length();
      } else if (value instanceof byte[] bytes) {
        length += bytes.length;
      }
    }
    return length > MAX_LENGTH;
  }
}
