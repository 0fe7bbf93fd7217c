package io.github.coatcheck.session;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.mapping.Mappings;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.SqlGenerator;
import io.github.coatcheck.sql.SqlStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Objects that stand together in a list and are written by the same statement. */
final class Run<T> {
  /** In characters and bytes: a server takes packets of a few million. */
  private static final int LONGEST = 1_000_000;

  private final EntitySql<T> sql;
  private final SqlStatement statement;
  private final List<T> entities;

  Run(EntitySql<T> sql, SqlStatement statement, List<T> entities) {
    this.sql = sql;
    this.statement = statement;
    this.entities = entities;
  }

  /** Cuts a list where the class changes, or what the statement has to say. */
  static <T> List<Run<T>> cut(
      List<T> entities,
      SqlGenerator generator,
      Numbering numbering,
      BiFunction<EntitySql<T>, T, SqlStatement> statementOf) {
    List<Run<T>> runs = new ArrayList<>();
    int place = 0;
    try {
      while (place < entities.size()) {
        int start = place;
        T first = object(entities, start, numbering);
        EntitySql<T> sql = generator.of(Mappings.of(first));
        SqlStatement statement = statementOf.apply(sql, first);
        place++;
        while (place < entities.size()
            && object(entities, place, numbering).getClass() == sql.mapping().type()
            && statement.equals(statementOf.apply(sql, entities.get(place)))) {
          place++;
        }
        runs.add(new Run<>(sql, statement, entities.subList(start, place)));
      }
    } catch (KeyException | ValueException e) {
      throw numbering.located(e, place);
    }
    return runs;
  }

  private static <T> T object(List<T> entities, int place, Numbering numbering) {
    T entity = entities.get(place);
    if (entity == null) {
      throw new CoatcheckException(
          "Cannot write %s: it is null. Hand in objects only.".formatted(numbering.name(place)));
    }
    return entity;
  }

  EntitySql<T> sql() {
    return sql;
  }

  SqlStatement statement() {
    return statement;
  }

  List<T> entities() {
    return entities;
  }

  Run<T> part(int from, int to) {
    return new Run<>(sql, statement, entities.subList(from, to));
  }

  /** Refuses an object that got its key after the list was cut, being in it twice. */
  void requireUnset(T entity) {
    if (statement.isMakingKey() && !sql.mapping().isRecord() && sql.hasKey(entity)) {
      throw DistinctObjects.twice(entity);
    }
  }

  int size() {
    return entities.size();
  }

  /** The run by as many objects as one statement takes. */
  List<Run<T>> chunks() {
    int most = sql.mostRows();
    List<Run<T>> chunks = new ArrayList<>();
    int from = 0;
    while (from < size()) {
      int left = size() - from;
      // By powers of two, so that the last rows of a list need few statements that are kept.
      int rows = left < most ? Integer.highestOneBit(left) : most;
      chunks.add(part(from, from + rows));
      from += rows;
    }
    return chunks;
  }

  /** Whether values are too long for one statement, which several could do with. */
  boolean isTooLong(Object[] values) {
    long length = 0;
    for (Object value : values) {
      if (value instanceof String text) {
        length += text.length();
      } else if (value instanceof byte[] bytes) {
        length += bytes.length;
      }
    }
    return length > LONGEST && size() > 1;
  }

  List<Run<T>> halves() {
    return List.of(part(0, size() / 2), part(size() / 2, size()));
  }
}
