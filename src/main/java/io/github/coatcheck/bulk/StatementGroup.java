package io.github.coatcheck.bulk;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.mapping.Mappings;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.SqlGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Consecutive objects of a list that have the same class and need the same statement.
 *
 * @param <T> the class
 * @param <S> what describes the statement
 */
final class StatementGroup<T, S> {
  private final EntitySql<T> sql;
  private final S statement;
  private final List<T> entities;

  /**
   * The positions of all objects of the list, in which this group begins at index {@code start}.
   */
  private final Positions positions;

  private final int start;

  private StatementGroup(
      EntitySql<T> sql, S statement, List<T> entities, Positions positions, int start) {
    this.sql = sql;
    this.statement = statement;
    this.entities = entities;
    this.positions = positions;
    this.start = start;
  }

  /**
   * Splits a list into groups. If the statement of an object is refused, the error has its
   * position.
   */
  static <T, S> List<StatementGroup<T, S>> groupConsecutive(
      List<T> entities,
      SqlGenerator generator,
      Positions positions,
      BiFunction<EntitySql<T>, T, S> statementOf) {
    List<StatementGroup<T, S>> groups = new ArrayList<>();
    int end = 0;
    try {
      while (end < entities.size()) {
        int start = end;
        EntitySql<T> sql = generator.of(Mappings.of(entities.get(start)));
        S statement = statementOf.apply(sql, entities.get(start));
        end++;
        while (end < entities.size()
            && isOf(sql.mapping().type(), entities.get(end))
            && statement.equals(statementOf.apply(sql, entities.get(end)))) {
          end++;
        }
        List<T> part = entities.subList(start, end);
        groups.add(new StatementGroup<>(sql, statement, part, positions, start));
      }
    } catch (CoatcheckException e) {
      throw positions.prefix(e, end);
    }
    return groups;
  }

  private static boolean isOf(Class<?> type, Object entity) {
    return entity != null && entity.getClass() == type;
  }

  EntitySql<T> sql() {
    return sql;
  }

  S statement() {
    return statement;
  }

  List<T> entities() {
    return entities;
  }

  int size() {
    return entities.size();
  }

  /** Returns the objects from one index, inclusive, to another, exclusive. */
  StatementGroup<T, S> part(int from, int to) {
    return new StatementGroup<>(
        sql, statement, entities.subList(from, to), positions, start + from);
  }

  /** Returns a group of the same objects, or of copies of records, with another statement. */
  <R> StatementGroup<T, R> with(R newStatement, List<T> newEntities) {
    return new StatementGroup<>(sql, newStatement, newEntities, positions, start);
  }

  /** Returns the two halves of the group. */
  List<StatementGroup<T, S>> halves() {
    return List.of(part(0, size() / 2), part(size() / 2, size()));
  }

  /**
   * Splits the group into chunks of at most this size.
   *
   * @param maxOfAnySize above it, the sizes of what remains are powers of two
   */
  List<StatementGroup<T, S>> chunks(int maxSize, int maxOfAnySize) {
    List<StatementGroup<T, S>> chunks = new ArrayList<>();
    int from = 0;
    while (from < size()) {
      int remaining = size() - from;
      int rows = Math.min(remaining, maxSize);
      if (rows < maxSize && rows > maxOfAnySize) {
        rows = Integer.highestOneBit(rows);
      }
      chunks.add(part(from, from + rows));
      from += rows;
    }
    return chunks;
  }

  /** Returns the same exception with the position of the object at an index of this group. */
  CoatcheckException withPosition(CoatcheckException cause, int index) {
    return positions.prefix(cause, start + index);
  }
}
