package io.github.coatcheck.bulk;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.dialect.KeySource;
import io.github.coatcheck.entity.DistinctObjects;
import io.github.coatcheck.entity.EntityInserter;
import io.github.coatcheck.entity.SessionScope;
import io.github.coatcheck.jdbc.GeneratedValues;
import io.github.coatcheck.jdbc.KeyCheck;
import io.github.coatcheck.jdbc.StatementExecutor;
import io.github.coatcheck.jdbc.Transaction;
import io.github.coatcheck.jdbc.UndoLog;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.Insert;
import io.github.coatcheck.sql.Retrieval;
import io.github.coatcheck.sql.Sql;
import io.github.coatcheck.sql.SqlColumn;
import io.github.coatcheck.sql.SqlGenerator;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Inserts many objects by few statements, each key tied to its row with certainty.
 *
 * <p>No driver says which of many keys belongs to which row: SQLite's returns none for a batch,
 * MySQL's adds up from the first, and the rows of {@code RETURNING} come in no defined order (<a
 * href="https://www.sqlite.org/lang_returning.html">RETURNING</a>, section 4). So the keys of a
 * table are, depending on the key check,
 *
 * <ul>
 *   <li><em>sequential</em>: the database generates the key of the first row; the numbers after it
 *       are free as long as this transaction holds the one lock for writing, and are bound to the
 *       other rows like assigned keys. They are not free if a trigger may insert into the same
 *       table, or a conflict replaces a row;
 *   <li><em>returned</em>: each row comes back with its key, and is compared with what was sent;
 *   <li>generated for one row at a time, everywhere else.
 * </ul>
 */
public final class BulkInserter {
  /** How many objects of an iterator are held at a time. */
  private static final int CHUNK = 1000;

  private final SqlGenerator statements;
  private final KeyCheck keyCheck;
  private final StatementExecutor executor;
  private final Transaction transaction;
  private final UndoLog undoLog;
  private final EntityInserter inserter;

  public BulkInserter(SessionScope scope, EntityInserter inserter) {
    this.statements = scope.sql();
    this.keyCheck = scope.keyCheck();
    this.executor = scope.executor();
    this.transaction = scope.transaction();
    this.undoLog = transaction.undoLog();
    this.inserter = inserter;
  }

  /** Inserts objects in their order, all or none. */
  public <T> List<T> insertAll(Collection<T> entities) {
    return insertAsWhole(new ArrayList<>(entities), Positions.of(entities.size()));
  }

  /** Inserts any number of objects in constant memory, all or none. */
  public <T> long insertAll(Iterator<? extends T> entities, Consumer<? super T> then) {
    return transaction.inSavepoint(() -> insertChunks(entities, then));
  }

  private <T> long insertChunks(Iterator<? extends T> entities, Consumer<? super T> then) {
    long count = 0;
    while (entities.hasNext()) {
      List<T> next = next(entities);
      // After the iterator, which may insert objects of its own.
      int mark = undoLog.mark();
      List<T> inserted = insertAsWhole(next, Positions.after(count));
      undoLog.discardFrom(mark);
      inserted.forEach(then);
      count += inserted.size();
    }
    return count;
  }

  private static <T> List<T> next(Iterator<? extends T> entities) {
    List<T> next = new ArrayList<>(CHUNK);
    while (next.size() < CHUNK && entities.hasNext()) {
      next.add(entities.next());
    }
    return next;
  }

  private <T> List<T> insertAsWhole(List<T> entities, Positions positions) {
    if (entities.isEmpty()) {
      return List.of();
    }
    transaction.markDirty();
    try {
      return transaction.inSavepoint(() -> insertGroups(entities, positions));
    } catch (ConstraintViolationException | KeyException e) {
      if (transaction.isFailed()) {
        // The database ended the transaction, as SQLite does by RAISE(ROLLBACK).
        throw e;
      }
      // Among many rows the database does not say which one it refused.
      return transaction.inSavepoint(() -> insertOneByOne(entities, positions));
    }
  }

  /** Inserts objects in their order, by as few statements as their keys allow. */
  <T> List<T> insertGroups(List<T> entities, Positions positions) {
    List<T> inserted = new ArrayList<>(entities.size());
    List<StatementGroup<T, Insert>> groups = group(entities, positions);
    requireDistinct(groups);
    for (StatementGroup<T, Insert> group : groups) {
      insertGroup(group, inserted);
    }
    return inserted;
  }

  private <T> List<StatementGroup<T, Insert>> group(List<T> entities, Positions positions) {
    return StatementGroup.groupConsecutive(entities, statements, positions, EntitySql::insert);
  }

  /**
   * Refuses an object that is twice in a list. One whose key is to be generated is found faster, by
   * the key that it has when its turn comes again: that is {@link #requireUnset}.
   */
  private static <T> void requireDistinct(List<StatementGroup<T, Insert>> groups) {
    DistinctObjects distinct = new DistinctObjects();
    for (StatementGroup<T, Insert> group : groups) {
      if (!group.statement().omitsKey()) {
        group.entities().forEach(distinct::add);
      }
    }
  }

  /** Refuses an object that got its key after the list was grouped, being in it twice. */
  private static <T> void requireUnset(StatementGroup<T, Insert> group, T entity) {
    if (group.statement().omitsKey()
        && !group.sql().mapping().isRecord()
        && group.sql().hasKey(entity)) {
      throw DistinctObjects.twice(entity);
    }
  }

  private <T> List<T> insertOneByOne(List<T> entities, Positions positions) {
    List<T> inserted = new ArrayList<>(entities.size());
    for (StatementGroup<T, Insert> group : group(entities, positions)) {
      insertOneByOne(group, inserted);
    }
    return inserted;
  }

  private <T> void insertOneByOne(StatementGroup<T, Insert> group, List<T> inserted) {
    for (int i = 0; i < group.size(); i++) {
      T entity = group.entities().get(i);
      requireUnset(group, entity);
      try {
        inserted.add(inserter.insert(entity));
      } catch (CoatcheckException e) {
        throw group.withPosition(e, i);
      }
    }
  }

  private <T> void insertGroup(StatementGroup<T, Insert> group, List<T> inserted) {
    if (group.size() > 1 && group.statement().generatesNothing()) {
      insertWithAssignedKeys(group, inserted);
      return;
    }
    switch (keySource(group)) {
      case SEQUENTIAL -> insertWithSequentialKeys(withFirstVersions(group), inserted);
      case RETURNED -> insertWithReturnedKeys(withFirstVersions(group), inserted);
      default -> insertOneByOne(group, inserted);
    }
  }

  private KeySource keySource(StatementGroup<?, Insert> group) {
    Insert insert = group.statement();
    if (group.size() == 1 || !insert.omitsKey() || insert.defaultsQuery().isPresent()) {
      return KeySource.SINGLE;
    }
    KeySource source = keyCheck.source(group.sql(), executor);
    boolean hasDefaults = insert.sql().retrieval().way() == Retrieval.Way.RETURNED_ROW;
    // Default values are known only from rows that come back.
    return source == KeySource.SEQUENTIAL && hasDefaults ? KeySource.RETURNED : source;
  }

  /** Gives objects without a version the first one, before they are bound. */
  private <T> StatementGroup<T, Insert> withFirstVersions(StatementGroup<T, Insert> group) {
    Insert insert = group.statement();
    if (insert.versions().isEmpty()) {
      return group;
    }
    EntityMapping<T> mapping = group.sql().mapping();
    undoLog.record(mapping, group.entities(), insert.versions());
    Object[] firstVersions = insert.firstVersions().toArray();
    List<T> versioned = new ArrayList<>(group.size());
    for (T entity : group.entities()) {
      versioned.add(mapping.with(entity, insert.versions(), firstVersions));
    }
    return group.with(insert, versioned);
  }

  /** Inserts the first object, and gives the others the consecutive keys. */
  private <T> void insertWithSequentialKeys(StatementGroup<T, Insert> group, List<T> inserted) {
    EntityMapping<T> mapping = group.sql().mapping();
    SqlColumn column = group.sql().table().generatedKey();
    List<ColumnMapping> keyColumn = List.of(column.mapping());
    undoLog.record(mapping, group.entities(), keyColumn);
    insertOneByOne(group.part(0, 1), inserted);
    long key = ((Number) column.mapping().get(inserted.get(inserted.size() - 1))).longValue();
    StatementGroup<T, Insert> others = group.part(1, group.size());
    if (key > Long.MAX_VALUE - others.size()) {
      // Only the database knows what comes after the greatest key.
      insertOneByOne(others, inserted);
      return;
    }
    Object[] values = new Object[1];
    for (StatementGroup<T, Insert> chunk : chunks(others)) {
      List<T> keyed = new ArrayList<>(chunk.size());
      for (T entity : chunk.entities()) {
        requireUnset(chunk, entity);
        key++;
        values[0] = column.decodeKey(key);
        keyed.add(mapping.with(entity, keyColumn, values));
      }
      insertChunk(chunk.with(chunk.sql().insert(keyed.get(0)), keyed), inserted);
    }
  }

  private <T> List<StatementGroup<T, Insert>> chunks(StatementGroup<T, Insert> group) {
    return group.chunks(MultiRowInsert.maxRows(group.sql(), statements.dialect().rowsPerInsert()));
  }

  private <T> void insertWithAssignedKeys(StatementGroup<T, Insert> group, List<T> inserted) {
    for (StatementGroup<T, Insert> chunk : chunks(withFirstVersions(group))) {
      insertChunk(chunk, inserted);
    }
  }

  /** Inserts objects whose rows come back with their keys. */
  private <T> void insertWithReturnedKeys(StatementGroup<T, Insert> group, List<T> inserted) {
    if (group.statement().sql().parameters().isEmpty()) {
      insertOneByOne(group, inserted);
      return;
    }
    List<ColumnMapping> generated = group.statement().sql().retrieval().properties();
    undoLog.record(group.sql().mapping(), group.entities(), generated);
    for (StatementGroup<T, Insert> chunk : chunks(group)) {
      insertChunk(chunk, inserted);
    }
  }

  /** Inserts objects by one statement, or by several if their values are too long. */
  private <T> void insertChunk(StatementGroup<T, Insert> chunk, List<T> inserted) {
    Object[] values = MultiRowInsert.values(chunk);
    Sql insert = MultiRowInsert.of(chunk, statements).statement(chunk.size());
    if (chunk.size() > 1 && MultiRowInsert.isTooLong(values)) {
      chunk.halves().forEach(half -> insertChunk(half, inserted));
    } else if (chunk.statement().generatesNothing()) {
      executor.write(insert, values, (sql, statement) -> execute(sql, statement, chunk.size()));
      inserted.addAll(chunk.entities());
    } else {
      List<Object[]> rows =
          executor.write(
              insert,
              values,
              (sql, statement) -> ReturnedRows.execute(sql, statement, values, chunk.size()));
      assignGenerated(chunk, rows, inserted);
    }
  }

  private static int execute(Sql insert, PreparedStatement statement, int expected)
      throws SQLException {
    int rows = statement.executeUpdate();
    GeneratedValues.requireCount(insert, expected, rows);
    return rows;
  }

  private static <T> void assignGenerated(
      StatementGroup<T, Insert> chunk, List<Object[]> rows, List<T> inserted) {
    List<ColumnMapping> columns = chunk.statement().sql().retrieval().properties();
    for (int i = 0; i < chunk.size(); i++) {
      T entity = chunk.entities().get(i);
      requireUnset(chunk, entity);
      inserted.add(chunk.sql().mapping().with(entity, columns, rows.get(i)));
    }
  }
}
