package io.github.coatcheck.entity;

import io.github.coatcheck.KeyException;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.SqlColumn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the rows of objects as they are now, and sets in objects what the database made of them.
 */
public final class CurrentRows {
  private static final int ROWS_PER_SELECT = 100;

  private final SessionScope scope;

  public CurrentRows(SessionScope scope) {
    this.scope = scope;
  }

  /** Reads the rows that equal objects of a class in some columns. */
  public <T> List<T> read(EntitySql<T> sql, List<SqlColumn> match, List<T> entities) {
    List<Object> values = new ArrayList<>();
    for (T entity : entities) {
      values.addAll(values(match, entity));
    }
    return read(sql, match, entities.size(), values.toArray());
  }

  /** Reads the rows that have the values of so many objects in some columns, and one more. */
  <T> List<T> read(EntitySql<T> sql, List<SqlColumn> match, int size, Object[] values) {
    return scope
        .executor()
        .query(sql.findCurrent(match, size), values, scope.mapper(sql), size + 1);
  }

  private static List<Object> values(List<SqlColumn> columns, Object entity) {
    return columns.stream().map(column -> column.valueOf(entity)).toList();
  }

  /** Sets columns in one object to the values of its row, which is found by the key. */
  <T> T readBack(EntitySql<T> sql, List<ColumnMapping> columns, T entity) {
    return readBack(sql, sql.table().keys(), columns, List.of(entity)).get(0);
  }

  /**
   * Sets columns in objects of a class to the values of their rows. Read by a SELECT, since
   * RETURNING does not show what a trigger changes after the statement.
   */
  public <T> List<T> readBack(
      EntitySql<T> sql, List<SqlColumn> match, List<ColumnMapping> columns, List<T> entities) {
    if (columns.isEmpty()) {
      return entities;
    }
    List<T> changed = new ArrayList<>(entities.size());
    try {
      while (changed.size() < entities.size()) {
        int from = changed.size();
        int size = Math.min(ROWS_PER_SELECT, entities.size() - from);
        readBackPart(sql, match, columns, entities.subList(from, from + size), changed);
      }
      return changed;
    } catch (RuntimeException | Error e) {
      // The rows are stored, so nothing of this transaction may be committed.
      scope.transaction().markFailed(e);
      throw e;
    }
  }

  private <T> void readBackPart(
      EntitySql<T> sql,
      List<SqlColumn> match,
      List<ColumnMapping> columns,
      List<T> entities,
      List<T> changed) {
    EntityMapping<T> mapping = sql.mapping();
    Map<Object, T> rows = new HashMap<>();
    for (T row : read(sql, match, entities)) {
      if (rows.put(comparable(match, row), row) != null) {
        throw new KeyException(
            "Cannot read back what the database made of a row in %s: more than one has the same %s. Make that unique in the table too."
                .formatted(sql.table(), SqlColumn.join(", ", match, SqlColumn::identifier)));
      }
    }
    for (T entity : entities) {
      T row = rows.get(comparable(match, entity));
      // A database may match values that differ in Java, such as texts in another case.
      row = row == null ? readOne(sql, match, entity) : row;
      changed.add(scope.undoLog().assign(mapping, entity, columns, mapping.values(row, columns)));
    }
  }

  /** The values of columns to be compared, arrays by their content. */
  public static List<Object> comparable(List<SqlColumn> columns, Object entity) {
    return values(columns, entity).stream()
        .map(value -> value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value)
        .toList();
  }

  private <T> T readOne(EntitySql<T> sql, List<SqlColumn> match, T entity) {
    return read(sql, match, List.of(entity)).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new KeyException(
                    "Cannot read back what the database made of the row of this %s in %s: no row is found by %s. Roll back, and look for a trigger that removes or renumbers rows, or a policy that hides them."
                        .formatted(
                            sql.mapping().type().getSimpleName(),
                            sql.table(),
                            SqlColumn.join(", ", match, SqlColumn::identifier))));
  }
}
