package io.github.coatcheck.bulk;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.mapping.Mappings;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.SqlGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Objects that stand next to each other in a list, are of one class and need the same statement.
 *
 * @param <T> the class
 * @param <S> what describes the statement
 */
final class StatementGroup<T, S> {
  private final EntitySql<T> sql;
  private final S statement;
  private final List<T> entities;

  /** The positions of all objects of the list, in which these begin at an index. */
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

  /** Groups a list, of which each object may be refused. */
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

  /** The objects from one index to another. */
  StatementGroup<T, S> part(int from, int to) {
    return new StatementGroup<>(
        sql, statement, entities.subList(from, to), positions, start + from);
  }

  /** The same objects, or copies of records, for another statement. */
  <R> StatementGroup<T, R> with(R otherStatement, List<T> changed) {
    return new StatementGroup<>(sql, otherStatement, changed, positions, start);
  }

  List<StatementGroup<T, S>> halves() {
    return List.of(part(0, size() / 2), part(size() / 2, size()));
  }

  /** The group in parts of at most so many objects. */
  List<StatementGroup<T, S>> chunks(int most) {
    List<StatementGroup<T, S>> chunks = new ArrayList<>();
    int from = 0;
    while (from < size()) {
      int left = size() - from;
      // The end of a list is cut into powers of two, so that few statements have to be cached.
      int rows = left < most ? Integer.highestOneBit(left) : most;
      chunks.add(part(from, from + rows));
      from += rows;
    }
    return chunks;
  }

  /** The same error with the position of the object at an index of this group. */
  CoatcheckException withPosition(CoatcheckException cause, int index) {
    return positions.prefix(cause, start + index);
  }
}
