package io.github.coatcheck.bulk;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.dialect.KeySource;
import io.github.coatcheck.entity.CurrentRows;
import io.github.coatcheck.entity.DistinctObjects;
import io.github.coatcheck.entity.EntityInserter;
import io.github.coatcheck.entity.SessionScope;
import io.github.coatcheck.jdbc.GeneratedValues;
import io.github.coatcheck.jdbc.KeyCheck;
import io.github.coatcheck.jdbc.RowMapper;
import io.github.coatcheck.jdbc.StatementExecutor;
import io.github.coatcheck.jdbc.Transaction;
import io.github.coatcheck.jdbc.UndoLog;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.mapping.Mappings;
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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inserts many objects with few statements, and finds the generated key of each row reliably.
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
 *   <li><em>drawn</em> from the sequence of the table, and bound;
 *   <li><em>returned</em>: each row comes back with its key, and is compared with what was sent;
 *   <li>generated for one row at a time, everywhere else.
 * </ul>
 */
public final class BulkInserter {
  private static final Logger LOG = LoggerFactory.getLogger(BulkInserter.class);

  /** How many objects of an iterator are in memory at a time. */
  private static final int CHUNK_SIZE = 1000;

  /**
   * What remains of a list is inserted by a statement of its size up to this one, else by powers of
   * two, so that the cache holds few different statements.
   */
  private static final int MAX_OF_ANY_SIZE = 16;

  private final SqlGenerator statements;
  private final KeyCheck keyCheck;
  private final StatementExecutor executor;
  private final Transaction transaction;
  private final UndoLog undoLog;
  private final EntityInserter inserter;
  private final CurrentRows rows;

  public BulkInserter(SessionScope scope, EntityInserter inserter) {
    this.statements = scope.sql();
    this.keyCheck = scope.keyCheck();
    this.executor = scope.executor();
    this.transaction = scope.transaction();
    this.undoLog = transaction.undoLog();
    this.inserter = inserter;
    this.rows = new CurrentRows(scope);
  }

  /** Inserts objects in their order, all or none. */
  public <T> List<T> insertAll(Collection<T> entities) {
    return insertAllOrNone(new ArrayList<>(entities), Positions.of(entities.size()));
  }

  /**
   * Inserts any number of objects in constant memory, all or none, and returns how many. The action
   * receives each object with its key.
   */
  public <T> long insertAll(Iterator<? extends T> entities, Consumer<? super T> action) {
    return transaction.inSavepoint(() -> insertChunks(entities, action));
  }

  private <T> long insertChunks(Iterator<? extends T> entities, Consumer<? super T> action) {
    long count = 0;
    List<T> replaceable = new ArrayList<>();
    while (entities.hasNext()) {
      List<T> chunk = nextChunk(entities);
      // Marked after nextChunk, since the iterator may insert objects of its own.
      int mark = undoLog.mark();
      List<T> inserted = insertAllOrNone(chunk, Positions.after(count));
      undoLog.discardFrom(mark);
      inserted.forEach(action);
      count += inserted.size();
      replaceable.addAll(replaceable(inserted));
    }
    requireKept(replaceable);
    return count;
  }

  private static <T> List<T> nextChunk(Iterator<? extends T> entities) {
    List<T> chunk = new ArrayList<>(CHUNK_SIZE);
    while (chunk.size() < CHUNK_SIZE && entities.hasNext()) {
      chunk.add(entities.next());
    }
    return chunk;
  }

  private <T> List<T> insertAllOrNone(List<T> entities, Positions positions) {
    if (entities.isEmpty()) {
      return List.of();
    }
    return AllOrNone.run(
        transaction,
        () -> requireKept(insertGroups(entities, positions)),
        () -> requireKept(insertOneByOne(entities, positions)));
  }

  /** Refuses objects of which a later one has replaced the row, and returns them otherwise. */
  <T> List<T> requireKept(List<T> stored) {
    if (stored.size() > 1) {
      for (T entity : replaceable(stored)) {
        EntitySql<T> sql = statements.of(Mappings.of(entity));
        RowMapper<Boolean> any = result -> row -> true;
        if (executor.query(sql.find(), sql.keyValues(entity), any, 1).isEmpty()) {
          throw new KeyException(
              "Cannot keep the keys of these objects: a row in %s was replaced by a later one, as ON CONFLICT REPLACE of the table says, so that a %s would have a key without a row. Leave out objects that are replaced, or insert them one at a time."
                  .formatted(sql.table(), sql.mapping().type().getSimpleName()));
        }
      }
    }
    return stored;
  }

  /** Returns the objects in whose tables a new row may replace an earlier one. */
  private <T> List<T> replaceable(List<T> stored) {
    List<T> replaceable = new ArrayList<>();
    Class<?> type = null;
    boolean replaces = false;
    for (T entity : stored) {
      if (entity.getClass() != type) {
        type = entity.getClass();
        EntitySql<?> sql = statements.of(type);
        replaces =
            sql.table().hasGeneratedKey()
                && keyCheck.keySource(sql, executor) == KeySource.REPLACING;
      }
      if (replaces) {
        replaceable.add(entity);
      }
    }
    return replaceable;
  }

  /** Inserts objects in their order, with as few statements as their keys allow. */
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
    return StatementGroup.groupConsecutive(entities, statements, positions, EntitySql::insertFor);
  }

  /**
   * Refuses an object that is in the list twice. This checks objects with explicit keys. If the
   * database generates the key, {@link #requireKeyUnset} is faster: the second time, the object has
   * a key.
   */
  private static <T> void requireDistinct(List<StatementGroup<T, Insert>> groups) {
    DistinctObjects distinct = new DistinctObjects();
    for (StatementGroup<T, Insert> group : groups) {
      if (!group.statement().omitsKey()) {
        group.entities().forEach(distinct::add);
      }
    }
  }

  /** Refuses an object that received a key after the list was grouped, so is in the list twice. */
  private static <T> void requireKeyUnset(StatementGroup<T, Insert> group, T entity) {
    if (group.statement().omitsKey()
        && !group.sql().mapping().isRecord()
        && group.sql().hasKey(entity)) {
      throw DistinctObjects.duplicate(entity);
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
      requireKeyUnset(group, entity);
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
      case DRAWN -> insertWithDrawnKeys(withFirstVersions(group), inserted);
      case RETURNED -> insertWithReturnedKeys(withFirstVersions(group), inserted);
      default -> insertOneByOne(group, inserted);
    }
  }

  private KeySource keySource(StatementGroup<?, Insert> group) {
    Insert insert = group.statement();
    if (group.size() == 1 || !insert.omitsKey()) {
      return KeySource.SINGLE;
    }
    KeySource source = keyCheck.keySource(group.sql(), executor);
    boolean hasDefaults = insert.sql().retrieval().way() == Retrieval.Way.RETURNED_ROW;
    // Default values can be read only from returned rows.
    boolean mustReturn =
        switch (source) {
          case SEQUENTIAL -> hasDefaults;
          case DRAWN -> hasDefaults || !keyCheck.hasTypesOf(group.sql(), executor);
          default -> false;
        };
    return mustReturn ? KeySource.RETURNED : source;
  }

  /** Sets the first version in objects that have none, before their values are bound. */
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

  /**
   * Inserts the first object with a generated key, and the other objects with the consecutive keys.
   */
  private <T> void insertWithSequentialKeys(StatementGroup<T, Insert> group, List<T> inserted) {
    SqlColumn column = group.sql().table().generatedKey();
    recordGenerated(group);
    insertOneByOne(group.part(0, 1), inserted);
    long key = column.keyNumber(column.mapping().get(inserted.get(inserted.size() - 1)));
    StatementGroup<T, Insert> remaining = group.part(1, group.size());
    if (key > Long.MAX_VALUE - remaining.size()) {
      // Only the database knows which key follows the greatest one.
      insertOneByOne(remaining, inserted);
      return;
    }
    LongSupplier keys = new AtomicLong(key)::incrementAndGet;
    for (StatementGroup<T, Insert> chunk : chunks(remaining, false)) {
      insertWithKeys(chunk, keys, inserted);
    }
  }

  /** Draws the keys of each chunk from the sequence of the table before it is inserted. */
  private <T> void insertWithDrawnKeys(StatementGroup<T, Insert> group, List<T> inserted) {
    recordGenerated(group);
    RowMapper<Long> key = result -> row -> row.getLong(1);
    for (StatementGroup<T, Insert> chunk : chunks(group, true)) {
      Object[] count = {chunk.size()};
      Iterator<Long> keys = executor.query(chunk.sql().drawKeys(), count, key, 0).iterator();
      insertWithKeys(chunk, keys::next, inserted);
    }
  }

  private <T> void recordGenerated(StatementGroup<T, Insert> group) {
    List<ColumnMapping> generated = group.statement().sql().retrieval().properties();
    undoLog.record(group.sql().mapping(), group.entities(), generated);
  }

  /** Inserts objects with keys that no other row gets. */
  private <T> void insertWithKeys(
      StatementGroup<T, Insert> chunk, LongSupplier keys, List<T> inserted) {
    SqlColumn column = chunk.sql().table().generatedKey();
    List<T> withKeys =
        assignGenerated(chunk, () -> new Object[] {column.decodeKey(keys.getAsLong())});
    insertChunk(chunk.with(chunk.sql().insertFor(withKeys.get(0)), withKeys), inserted);
  }

  /** Splits a group; where its statement takes arrays, they can have any size. */
  private <T> List<StatementGroup<T, Insert>> chunks(
      StatementGroup<T, Insert> group, boolean arrays) {
    int preferred = statements.dialect().rowsPerInsert(group.size());
    int maxRows = MultiRowInsert.maxRows(group.sql(), preferred);
    return group.chunks(maxRows, arrays ? maxRows : MAX_OF_ANY_SIZE);
  }

  private <T> void insertWithAssignedKeys(StatementGroup<T, Insert> group, List<T> inserted) {
    boolean arrays = arrayStatement(MultiRowInsert.of(group, statements), group.sql()).isPresent();
    for (StatementGroup<T, Insert> chunk : chunks(withFirstVersions(group), arrays)) {
      insertChunk(chunk, inserted);
    }
  }

  /** Inserts objects with statements that return each row with its key. */
  private <T> void insertWithReturnedKeys(StatementGroup<T, Insert> group, List<T> inserted) {
    if (group.statement().sql().parameters().isEmpty()) {
      insertOneByOne(group, inserted);
      return;
    }
    recordGenerated(group);
    for (StatementGroup<T, Insert> chunk : chunks(group, false)) {
      insertChunk(chunk, inserted);
    }
  }

  /** Inserts objects with one statement, or with several if their values are too long. */
  private <T> void insertChunk(StatementGroup<T, Insert> chunk, List<T> inserted) {
    Object[] values = MultiRowInsert.values(chunk);
    MultiRowInsert insert = MultiRowInsert.of(chunk, statements);
    if (chunk.size() > 1 && MultiRowInsert.isTooLong(values)) {
      chunk.halves().forEach(half -> insertChunk(half, inserted));
      return;
    }
    transaction.markDirty(chunk.sql().table().name());
    List<T> stored = chunk.entities();
    if (chunk.statement().generatesNothing()) {
      executeWithoutReturning(chunk, insert, values);
    } else {
      Sql returning = insert.statement(chunk.size());
      stored = assignGenerated(chunk, executeReturning(chunk, returning, values).iterator()::next);
    }
    List<SqlColumn> keys = chunk.sql().table().keys();
    inserted.addAll(rows.readBack(chunk.sql(), keys, chunk.statement().readBack(), stored));
  }

  private void executeWithoutReturning(
      StatementGroup<?, Insert> chunk, MultiRowInsert insert, Object[] values) {
    Optional<Sql> arrays = arrayStatement(insert, chunk.sql());
    executor.write(
        arrays.orElseGet(() -> insert.statement(chunk.size())),
        arrays.isPresent() ? insert.arrays(values, statements.dialect()) : values,
        (sql, statement) -> execute(sql, statement, chunk.size()));
  }

  /** The statement that takes arrays, if the database has one and the table the right types. */
  private Optional<Sql> arrayStatement(MultiRowInsert insert, EntitySql<?> sql) {
    return insert.arrayStatement().filter(any -> keyCheck.hasTypesOf(sql, executor));
  }

  private List<Object[]> executeReturning(
      StatementGroup<?, Insert> chunk, Sql insert, Object[] values) {
    try {
      return executor.write(
          insert,
          values,
          (sql, statement) -> ReturnedRows.execute(sql, statement, values, chunk.size()));
    } catch (KeyException e) {
      keyCheck.distrust(chunk.sql(), executor);
      LOG.warn(
          "Objects are inserted into {} one by one from now on, which is slow: rows do not come back as they were sent. Look for a trigger that changes them, or a column that rounds values. The first failure: {}",
          chunk.sql().table(),
          e.getMessage());
      throw e;
    }
  }

  private static int execute(Sql insert, PreparedStatement statement, int expected)
      throws SQLException {
    int rows = statement.executeUpdate();
    GeneratedValues.requireCount(insert, expected, rows);
    return rows;
  }

  /** Sets the generated columns of each object to the next values. */
  private static <T> List<T> assignGenerated(
      StatementGroup<T, Insert> chunk, Supplier<Object[]> values) {
    List<T> assigned = new ArrayList<>(chunk.size());
    List<ColumnMapping> columns = chunk.statement().sql().retrieval().properties();
    for (T entity : chunk.entities()) {
      requireKeyUnset(chunk, entity);
      assigned.add(chunk.sql().mapping().with(entity, columns, values.get()));
    }
    return assigned;
  }
}
