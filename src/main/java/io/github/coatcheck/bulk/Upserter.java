package io.github.coatcheck.bulk;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.entity.DistinctObjects;
import io.github.coatcheck.entity.EntityWriter;
import io.github.coatcheck.entity.SessionScope;
import io.github.coatcheck.jdbc.RowMapper;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.mapping.Mappings;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.Sql;
import io.github.coatcheck.sql.SqlColumn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Updates the rows that are there and inserts the others, by the same statements on every database.
 *
 * <p>Databases have clauses for this, with different meanings. {@code ON DUPLICATE KEY UPDATE} of
 * MariaDB takes any unique key that clashes, and {@code REPLACE} deletes the row and what refers to
 * it. An UPDATE finds its row by the one key that is meant. It wastes no generated key, and runs in
 * a batch, as no statement does that returns keys.
 */
public final class Upserter {
  /** How many rows one SELECT reads from which objects are refreshed. */
  private static final int ROWS = 100;

  private final SessionScope scope;
  private final BulkInserter inserter;
  private final BulkWriter writer;

  public Upserter(SessionScope scope, BulkInserter inserter, BulkWriter writer) {
    this.scope = scope;
    this.inserter = inserter;
    this.writer = writer;
  }

  /** Upserts objects by a unique column, or by the key if its name is empty; all or none. */
  public <T> List<T> upsertAll(Collection<T> objects, String column) {
    List<T> entities = new ArrayList<>(objects);
    DistinctObjects distinct = new DistinctObjects();
    entities.forEach(distinct::add);
    Positions positions = Positions.of(entities.size());
    scope.transaction().markDirty();
    try {
      return scope.transaction().inSavepoint(() -> upsertBatch(entities, column, positions));
    } catch (ConstraintViolationException | KeyException e) {
      if (scope.transaction().isFailed()) {
        // The database ended the transaction, as SQLite does by RAISE(ROLLBACK).
        throw e;
      }
      // Two objects may mean one row, or another session may have inserted it in between.
      return scope.transaction().inSavepoint(() -> upsertOneByOne(entities, column, positions));
    }
  }

  private <T> UpsertSql<T> statements(EntitySql<T> sql, String column) {
    return scope.sql().addition(List.of(sql, column), key -> new UpsertSql<>(sql, column));
  }

  private <T> List<T> upsertBatch(List<T> entities, String column, Positions positions) {
    List<T> upserted = new ArrayList<>(entities);
    List<Integer> absent = new ArrayList<>();
    int index = 0;
    for (StatementGroup<T, Optional<Sql>> group : group(entities, column, positions)) {
      List<Integer> there = new ArrayList<>();
      for (int count : update(group)) {
        (count == 0 ? absent : there).add(index++);
      }
      refreshFromRows(statements(group.sql(), column), upserted, there);
    }
    List<T> inserted = inserter.insertGroups(select(absent, entities), positions.at(absent));
    for (int i = 0; i < inserted.size(); i++) {
      upserted.set(absent.get(i), inserted.get(i));
    }
    return upserted;
  }

  private <T> List<StatementGroup<T, Optional<Sql>>> group(
      List<T> entities, String column, Positions positions) {
    return StatementGroup.groupConsecutive(
        entities, scope.sql(), positions, (sql, entity) -> statements(sql, column).update(entity));
  }

  private static <T> List<T> select(List<Integer> indexes, List<T> entities) {
    List<T> selected = new ArrayList<>(indexes.size());
    for (int index : indexes) {
      selected.add(entities.get(index));
    }
    return selected;
  }

  /** How many rows the objects of a group have: none if the key is yet to be generated. */
  private <T> int[] update(StatementGroup<T, Optional<Sql>> group) {
    if (group.statement().isEmpty()) {
      return new int[group.size()];
    }
    int[] counts = writer.write(group.with(group.statement().get(), group.entities()));
    for (int count : counts) {
      EntityWriter.requireOneRow(group.sql().table(), count);
    }
    return counts;
  }

  /** Gives objects, by their indexes in a list, the keys, defaults and versions of their rows. */
  private <T> void refreshFromRows(UpsertSql<T> upsert, List<T> entities, List<Integer> indexes) {
    if (upsert.refreshed().isEmpty()) {
      return;
    }
    for (int from = 0; from < indexes.size(); from += ROWS) {
      List<Integer> chunk = indexes.subList(from, Math.min(from + ROWS, indexes.size()));
      Map<Object, T> rows = new HashMap<>();
      for (T row : rows(upsert, select(chunk, entities))) {
        rows.put(upsert.identity(row), row);
      }
      for (int index : chunk) {
        T entity = entities.get(index);
        T row = rows.get(upsert.identity(entity));
        // A database may find what differs in Java, such as texts of another case.
        entities.set(index, refreshed(upsert, entity, row == null ? row(upsert, entity) : row));
      }
    }
  }

  private <T> T refreshed(UpsertSql<T> upsert, T entity, T row) {
    EntityMapping<T> mapping = Mappings.of(entity);
    List<ColumnMapping> columns = upsert.refreshed();
    return scope.undoLog().assign(mapping, entity, columns, mapping.values(row, columns));
  }

  private <T> T row(UpsertSql<T> upsert, T entity) {
    return rows(upsert, List.of(entity)).get(0);
  }

  private <T> List<T> rows(UpsertSql<T> upsert, List<T> entities) {
    List<Object> identities = new ArrayList<>();
    for (T entity : entities) {
      identities.addAll(upsert.identity(entity));
    }
    RowMapper<T> mapper = scope.mapper(scope.sql().of(Mappings.of(entities.get(0))));
    int size = entities.size();
    return scope.executor().query(upsert.find(size), identities.toArray(), mapper, size);
  }

  private <T> List<T> upsertOneByOne(List<T> entities, String column, Positions positions) {
    List<T> upserted = new ArrayList<>(entities.size());
    for (T entity : entities) {
      try {
        List<T> one = List.of(entity);
        upserted.addAll(
            scope.transaction().inSavepoint(() -> upsertBatch(one, column, Positions.of(1))));
      } catch (ConstraintViolationException | KeyException e) {
        throw positions.prefix(explain(e, entity, column), upserted.size());
      } catch (CoatcheckException e) {
        throw positions.prefix(e, upserted.size());
      }
    }
    return upserted;
  }

  /** A better error for an object whose row is there, but has another key or version. */
  private <T> CoatcheckException explain(CoatcheckException cause, T entity, String column) {
    if (scope.transaction().isFailed()) {
      return cause;
    }
    EntitySql<T> sql = scope.sql().of(Mappings.of(entity));
    UpsertSql<T> upsert = statements(sql, column);
    for (T row : rows(upsert, List.of(entity))) {
      Optional<SqlColumn> mismatch = upsert.mismatch(entity, row);
      if (mismatch.isPresent()) {
        return mismatch.get().isVersion()
            ? EntityWriter.staleVersion("upsert into", sql.table())
            : anotherKey(sql, column, mismatch.get());
      }
    }
    return cause;
  }

  private static KeyException anotherKey(EntitySql<?> sql, String column, SqlColumn key) {
    return new KeyException(
        "Cannot upsert into %s by %s: the row that it finds for this %s has another key, %s. Leave the key unset, to be given that of the row, or update the row by its key."
            .formatted(sql.table(), column, sql.mapping().type().getSimpleName(), key));
  }
}
