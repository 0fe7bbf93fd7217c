package io.github.coatcheck.bulk;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.entity.CurrentRows;
import io.github.coatcheck.entity.DistinctObjects;
import io.github.coatcheck.entity.EntityWriter;
import io.github.coatcheck.entity.SessionScope;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.Sql;
import io.github.coatcheck.sql.SqlColumn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Updates the rows that exist and inserts the others, with the same statements on every database.
 *
 * <p>Databases have clauses for this, with different meanings. {@code ON DUPLICATE KEY UPDATE} of
 * MariaDB takes any unique key that clashes, and {@code REPLACE} deletes the row and what refers to
 * it. An UPDATE finds its row by the one key that is meant. It wastes no generated key, and runs in
 * a batch, as no statement does that returns keys.
 */
public final class Upserter {
  private final SessionScope scope;
  private final BulkInserter inserter;
  private final BulkWriter writer;
  private final CurrentRows rows;

  public Upserter(SessionScope scope, BulkInserter inserter, BulkWriter writer) {
    this.scope = scope;
    this.inserter = inserter;
    this.writer = writer;
    this.rows = new CurrentRows(scope);
  }

  /** Upserts objects by unique columns, or by the key if none is named; all or none. */
  public <T> List<T> upsertAll(Collection<T> objects, List<String> columns) {
    List<T> entities = new ArrayList<>(objects);
    DistinctObjects distinct = new DistinctObjects();
    entities.forEach(distinct::add);
    Positions positions = Positions.of(entities.size());
    return AllOrNone.run(
        scope.transaction(),
        () -> inserter.requireKept(upsertBatch(entities, columns, positions, false)),
        // Two objects may have the same row, or another session has inserted it in the meantime.
        () -> inserter.requireKept(upsertOneByOne(entities, columns, positions)));
  }

  private <T> UpsertSql<T> upsertSql(EntitySql<T> sql, List<String> columns) {
    return scope.sql().addition(List.of(sql, columns), key -> new UpsertSql<>(sql, columns));
  }

  /**
   * Updates the rows that are there, and inserts the others.
   *
   * @param looks whether to look for a row that the UPDATE did not count; most are not there
   */
  private <T> List<T> upsertBatch(
      List<T> entities, List<String> columns, Positions positions, boolean looks) {
    List<T> upserted = new ArrayList<>(entities);
    List<Integer> missing = new ArrayList<>();
    int index = 0;
    for (StatementGroup<T, Optional<Sql>> group : group(entities, columns, positions)) {
      List<Integer> existing = new ArrayList<>();
      UpsertSql<T> upsert = upsertSql(group.sql(), columns);
      for (int count : updateRows(group, upsert)) {
        boolean exists = count > 0 || (looks && isThere(group, upsert));
        (exists ? existing : missing).add(index++);
      }
      readBack(group.sql(), upsert, upserted, existing);
    }
    List<T> inserted = inserter.insertGroups(select(missing, entities), positions.select(missing));
    for (int i = 0; i < inserted.size(); i++) {
      upserted.set(missing.get(i), inserted.get(i));
    }
    return upserted;
  }

  private <T> List<StatementGroup<T, Optional<Sql>>> group(
      List<T> entities, List<String> columns, Positions positions) {
    return StatementGroup.groupConsecutive(
        entities, scope.sql(), positions, (sql, entity) -> upsertSql(sql, columns).update(entity));
  }

  private static <T> List<T> select(List<Integer> indexes, List<T> entities) {
    List<T> selected = new ArrayList<>(indexes.size());
    for (int index : indexes) {
      selected.add(entities.get(index));
    }
    return selected;
  }

  /**
   * Updates the rows of a group and returns the row count of each object: 0 if its key has yet to
   * be generated.
   */
  private <T> int[] updateRows(StatementGroup<T, Optional<Sql>> group, UpsertSql<T> upsert) {
    if (group.statement().isEmpty()) {
      return new int[group.size()];
    }
    int[] counts =
        writer.write(
            group.with(group.statement().get(), group.entities()),
            entity -> readRows(group.sql(), upsert, entity).stream().findFirst(),
            upsert::isWritten);
    for (int count : counts) {
      EntityWriter.requireAtMostOneRow(group.sql().table(), count);
    }
    return counts;
  }

  /**
   * Whether the row of one object is there and its UPDATE need not change it. Refuses one that it
   * should have changed.
   */
  private <T> boolean isThere(StatementGroup<T, Optional<Sql>> group, UpsertSql<T> upsert) {
    T entity = group.entities().get(0);
    List<T> rows = group.statement().isEmpty() ? List.of() : readRows(group.sql(), upsert, entity);
    // One with another key or version is left to the INSERT, whose failure is explained.
    if (rows.isEmpty() || upsert.findMismatch(entity, rows.get(0)).isPresent()) {
      return false;
    }
    if (!upsert.changesNothing(entity, rows.get(0))) {
      throw EntityWriter.kept("upsert into", group.sql().table());
    }
    return true;
  }

  /** Sets what the rows have in the objects at these indexes of a list. */
  private <T> void readBack(
      EntitySql<T> sql, UpsertSql<T> upsert, List<T> entities, List<Integer> indexes) {
    List<T> read =
        rows.readBack(
            sql, upsert.matchColumns(), upsert.refreshedColumns(), select(indexes, entities));
    if (!sql.mapping().versions().isEmpty()) {
      requireDistinctRows(sql, read);
    }
    for (int i = 0; i < read.size(); i++) {
      entities.set(indexes.get(i), read.get(i));
    }
  }

  /** Refuses objects of one row: all would have the version that the last of them wrote. */
  private static <T> void requireDistinctRows(EntitySql<T> sql, List<T> entities) {
    Set<Object> keys = new HashSet<>();
    for (T entity : entities) {
      if (!keys.add(CurrentRows.comparable(sql.table().keys(), entity))) {
        throw new KeyException(
            "Cannot upsert two objects of one row in %s by one statement. Upsert them one by one."
                .formatted(sql.table()));
      }
    }
  }

  private <T> List<T> readRows(EntitySql<T> sql, UpsertSql<T> upsert, T entity) {
    return rows.read(sql, upsert.matchColumns(), List.of(entity));
  }

  private <T> List<T> upsertOneByOne(List<T> entities, List<String> columns, Positions positions) {
    List<T> upserted = new ArrayList<>(entities.size());
    for (T entity : entities) {
      try {
        List<T> one = List.of(entity);
        upserted.addAll(
            scope
                .transaction()
                .inSavepoint(() -> upsertBatch(one, columns, Positions.of(1), true)));
      } catch (ConstraintViolationException | KeyException e) {
        throw positions.prefix(explain(e, entity, columns), upserted.size());
      } catch (CoatcheckException e) {
        throw positions.prefix(e, upserted.size());
      }
    }
    return upserted;
  }

  /** Returns a clearer exception if the row exists but has another key or version. */
  private <T> CoatcheckException explain(CoatcheckException cause, T entity, List<String> columns) {
    if (scope.transaction().isFailed()) {
      return cause;
    }
    EntitySql<T> sql = scope.sqlOf(entity);
    UpsertSql<T> upsert = upsertSql(sql, columns);
    for (T row : readRows(sql, upsert, entity)) {
      Optional<SqlColumn> mismatch = upsert.findMismatch(entity, row);
      if (mismatch.isPresent()) {
        return mismatch.get().isVersion()
            ? EntityWriter.staleVersion("upsert into", sql.table())
            : keyMismatch(sql, columns, mismatch.get());
      }
    }
    return cause;
  }

  private static KeyException keyMismatch(EntitySql<?> sql, List<String> columns, SqlColumn key) {
    return new KeyException(
        "Cannot upsert into %s by %s: the row that it finds for this %s has another key, %s. %s update the row by its key."
            .formatted(
                sql.table(),
                String.join(", ", columns),
                sql.mapping().type().getSimpleName(),
                key,
                key.isGenerated()
                    ? "Leave the key unset, to be given that of the row, or"
                    : "Give the object the key of the row, or"));
  }
}
