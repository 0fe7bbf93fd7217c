package io.github.coatcheck.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What a session has to do: a plain model of its tables, of the objects, and of transactions. A
 * method returns the values of the objects that the real one returns, or throws {@link Refused}.
 */
final class ModelSession {
  private final ModelObjects objects = new ModelObjects();
  private final Deque<ModelRows> saved = new ArrayDeque<>();
  private final KeyRule keyRule;

  /** The real object that a call returned for one handed in, which has the generated key. */
  private final Function<TrackedObject, Object> stored;

  private ModelRows rows;
  private List<TrackedObject> pending = new ArrayList<>();
  private boolean failed;

  ModelSession(List<ModelTable> tables, KeyRule keyRule, Function<TrackedObject, Object> stored) {
    this.rows = new ModelRows(tables);
    this.keyRule = keyRule;
    this.stored = stored;
    saved.push(rows.copy());
  }

  ModelRows rows() {
    return rows;
  }

  /** Whether reading now would change nothing. */
  boolean isReadable() {
    return !failed && pending.isEmpty();
  }

  // Transactions

  void begin() {
    saved.push(rows.copy());
    objects.begin();
  }

  void release() {
    saved.pop();
    objects.release();
  }

  /** Undoes the innermost transaction. */
  void undo() {
    rows = saved.pop();
    objects.undo();
    failed = false;
  }

  void rollback() {
    pending.clear();
    undo();
    begin();
  }

  void commit() {
    ready();
    saved.pop();
    objects.commit();
    begin();
  }

  /** Ends a nested transaction whose work has returned. */
  void endNested() {
    try {
      ready();
      release();
    } catch (Refused e) {
      undoNested();
      throw e;
    }
  }

  void undoNested() {
    pending.clear();
    undo();
  }

  private void requireNotFailed() {
    if (failed) {
      throw Refused.byFailedSession();
    }
  }

  /** Inserts the pending objects; refuses everything after a failure. */
  void ready() {
    flush();
    requireNotFailed();
  }

  private <R> R allOrNone(Supplier<R> step) {
    begin();
    try {
      R result = step.get();
      release();
      return result;
    } catch (Refused e) {
      undo();
      throw e;
    }
  }

  /** A single statement: after an error of the database the transaction has failed. */
  private <R> R statement(Supplier<R> step) {
    try {
      return allOrNone(step);
    } catch (Refused e) {
      failed |= e.isOfDatabase();
      throw e;
    }
  }

  // Pending objects

  void add(TrackedObject object) {
    if (object.table().isRecord() || pending.contains(object)) {
      throw new Refused(Refusal.WRONG_USE);
    }
    pending.add(object);
  }

  void flush() {
    if (!pending.isEmpty()) {
      requireNotFailed();
      // An error of the database fails the transaction, whether one object is pending or several.
      statement(() -> insertEach(pending));
      pending = new ArrayList<>();
    }
  }

  // Insert

  Object[] insert(TrackedObject object) {
    ready();
    return statement(() -> insertEach(List.of(object))).get(0);
  }

  List<Object[]> insertAll(List<TrackedObject> list) {
    ready();
    return allOrNone(() -> insertEach(list));
  }

  private List<Object[]> insertEach(List<TrackedObject> list) {
    list.forEach(ModelSession::requireInsertable);
    return list.stream().map(this::insertRow).toList();
  }

  private static void requireInsertable(TrackedObject object) {
    if (!object.table().hasGeneratedKey()) {
      requireKey(object);
    }
  }

  private static void requireKey(TrackedObject object) {
    List<Integer> keys = object.table().keys();
    for (int key : keys) {
      if (keys.size() == 1 ? object.isUnset(key) : object.get(key) == null) {
        throw new Refused(Refusal.KEY);
      }
    }
  }

  private Object[] insertRow(TrackedObject object) {
    ModelTable table = object.table();
    Object[] row = object.values();
    List<Integer> set = new ArrayList<>();
    boolean generated = false;
    for (int i = 0; i < row.length; i++) {
      ModelColumn column = table.column(i);
      if (column.isGenerated() && object.isUnset(i)) {
        row[i] = generatedKey(object, i);
        generated = true;
        set.add(i);
      } else if (column.isVersion() && object.isUnset(i)) {
        row[i] = column.type().numbered(1);
        set.add(i);
      } else if (column.hasDefault() && row[i] == null) {
        row[i] = column.type().defaultValue();
        set.add(i);
      }
    }
    rows.insert(table, row, generated);
    return objects.set(object, set, row);
  }

  private Object generatedKey(TrackedObject object, int column) {
    ModelTable table = object.table();
    if (keyRule == KeyRule.NEXT) {
      return table.column(column).type().numbered(Math.toIntExact(rows.nextKey(table)));
    }
    Object key = object.type().values(stored.apply(object))[column];
    // In a call that was refused no object has a key; any new value does for what is undone.
    boolean isNew = !table.column(column).isUnset(key) && !rows.wasHandedOut(table, key);
    return isNew ? key : new Object();
  }

  /** Leaves an object as it is at a rollback. */
  void forget(TrackedObject object) {
    objects.forget(object);
  }

  // Update and delete

  Object[] update(TrackedObject object, List<Integer> columns) {
    ready();
    requireIdentified(object);
    return statement(() -> updateGroup(List.of(object), columns)).get(0);
  }

  List<Object[]> updateAll(List<TrackedObject> list) {
    ready();
    list.forEach(ModelSession::requireIdentified);
    return allOrNone(
        () ->
            groups(list, TrackedObject::table).stream()
                .flatMap(group -> updateGroup(group, group.get(0).table().changeable()).stream())
                .toList());
  }

  private static void requireIdentified(TrackedObject object) {
    requireKey(object);
    for (int version : versions(object.table())) {
      if (object.get(version) == null) {
        throw new Refused(Refusal.VALUE);
      }
    }
  }

  private static List<Integer> versions(ModelTable table) {
    return IntStream.range(0, table.size())
        .filter(i -> table.column(i).isVersion())
        .boxed()
        .toList();
  }

  /** Runs the statement of each object, then looks which of them found no row. */
  private List<Object[]> updateGroup(List<TrackedObject> group, List<Integer> columns) {
    List<TrackedObject> stale = new ArrayList<>();
    for (TrackedObject object : group) {
      Object[] row = ownRow(object);
      if (row == null) {
        stale.add(object);
      } else {
        rows.update(object.table(), row, changed(object, row, columns));
      }
    }
    for (TrackedObject object : stale) {
      // Another object of the list may have given the row the very version that this one has. Then
      // the session takes the row for one that the database does not change.
      throw new Refused(ownRow(object) == null ? Refusal.STALE : Refusal.WRONG_USE);
    }
    List<Integer> versions = versions(group.get(0).table());
    return group.stream()
        .map(object -> objects.set(object, versions, nextVersion(object, object.values())))
        .toList();
  }

  /** The row with the key and version of an object, or null. */
  private Object[] ownRow(TrackedObject object) {
    Object[] row = rows.find(object.table(), object.table().key(object.values()));
    boolean current =
        row != null
            && versions(object.table()).stream().allMatch(i -> row[i].equals(object.get(i)));
    return current ? row : null;
  }

  private static Object[] changed(TrackedObject object, Object[] row, List<Integer> columns) {
    Object[] changed = nextVersion(object, row);
    columns.forEach(i -> changed[i] = object.get(i));
    return changed;
  }

  private static Object[] nextVersion(TrackedObject object, Object[] row) {
    Object[] next = row.clone();
    for (int i : versions(object.table())) {
      next[i] = object.table().column(i).type().numbered(((Number) row[i]).intValue() + 1);
    }
    return next;
  }

  boolean delete(TrackedObject object) {
    ready();
    requireIdentified(object);
    return statement(() -> deleteGroup(List.of(object))) == 1;
  }

  boolean delete(ModelTable table, List<Object> key) {
    ready();
    return statement(
        () -> {
          Object[] row = rows.find(table, key);
          if (row != null) {
            rows.delete(table, row);
          }
          return row != null;
        });
  }

  int deleteAll(List<TrackedObject> list) {
    ready();
    list.forEach(ModelSession::requireIdentified);
    return allOrNone(
        () -> groups(list, TrackedObject::table).stream().mapToInt(this::deleteGroup).sum());
  }

  private int deleteGroup(List<TrackedObject> group) {
    List<TrackedObject> unmatched = new ArrayList<>();
    for (TrackedObject object : group) {
      Object[] row = ownRow(object);
      if (row == null) {
        unmatched.add(object);
      } else {
        rows.delete(object.table(), row);
      }
    }
    for (TrackedObject object : unmatched) {
      if (rows.find(object.table(), object.table().key(object.values())) != null) {
        throw new Refused(Refusal.STALE);
      }
    }
    return group.size() - unmatched.size();
  }

  /** Cuts a list where the sort of its objects changes. */
  private static List<List<TrackedObject>> groups(
      List<TrackedObject> list, Function<TrackedObject, Object> sort) {
    List<List<TrackedObject>> groups = new ArrayList<>();
    for (TrackedObject object : list) {
      List<TrackedObject> last = groups.isEmpty() ? List.of() : groups.get(groups.size() - 1);
      if (last.isEmpty() || !sort.apply(last.get(0)).equals(sort.apply(object))) {
        last = new ArrayList<>();
        groups.add(last);
      }
      last.add(object);
    }
    return groups;
  }

  // Upsert

  List<Object[]> upsertAll(List<TrackedObject> list, List<Integer> columns) {
    ready();
    try {
      return allOrNone(() -> upsertTogether(list, columns));
    } catch (Refused e) {
      return allOrNone(() -> list.stream().map(object -> upsertOne(object, columns)).toList());
    }
  }

  /** Updates the rows that are there, then inserts the others. */
  private List<Object[]> upsertTogether(List<TrackedObject> list, List<Integer> columns) {
    list.forEach(object -> requireUpsertable(object, columns));
    List<Object[]> results = new ArrayList<>();
    List<Integer> missing = new ArrayList<>();
    for (List<TrackedObject> group : groups(list, object -> isMatchable(object, columns))) {
      List<Object[]> matched = group.stream().map(object -> updateMatch(object, columns)).toList();
      requireDistinctRows(group.get(0).table(), matched);
      for (int i = 0; i < group.size(); i++) {
        if (matched.get(i) == null) {
          missing.add(results.size());
        }
        results.add(matched.get(i) == null ? null : refresh(group.get(i), columns));
      }
    }
    missing.forEach(i -> results.set(i, insertRow(list.get(i))));
    return results;
  }

  /** Two objects of one row cannot have a version each from one statement. */
  private static void requireDistinctRows(ModelTable table, List<Object[]> found) {
    List<List<Object>> keys = found.stream().filter(Objects::nonNull).map(table::key).toList();
    if (!versions(table).isEmpty() && Set.copyOf(keys).size() < keys.size()) {
      throw new Refused(Refusal.KEY);
    }
  }

  private static void requireUpsertable(TrackedObject object, List<Integer> columns) {
    requireInsertable(object);
    if (isMatchable(object, columns) && columns.stream().anyMatch(i -> object.get(i) == null)) {
      throw new Refused(Refusal.KEY);
    }
  }

  /** Whether an object can have a row already: not if its key has yet to be generated. */
  private static boolean isMatchable(TrackedObject object, List<Integer> columns) {
    return columns.stream()
        .noneMatch(i -> object.table().column(i).isGenerated() && object.isUnset(i));
  }

  /** Updates the row that equals an object in some columns, and returns it; null for none. */
  private Object[] updateMatch(TrackedObject object, List<Integer> columns) {
    ModelTable table = object.table();
    Object[] row = isMatchable(object, columns) ? rows.match(table, columns, object) : null;
    if (row == null || mismatch(object, row, columns) != null) {
      return null;
    }
    List<Integer> written = new ArrayList<>(table.changeable());
    written.removeIf(i -> table.column(i).hasDefault() && object.get(i) == null);
    rows.update(table, row, changed(object, row, written));
    return row;
  }

  /** The key or version that an object has and that is another in a row; null for none. */
  private static ModelColumn mismatch(TrackedObject object, Object[] row, List<Integer> columns) {
    List<Integer> guards = new ArrayList<>(object.table().keys());
    guards.addAll(versions(object.table()));
    guards.removeAll(columns);
    return guards.stream()
        .filter(i -> !object.isUnset(i) && !Objects.deepEquals(object.get(i), row[i]))
        .map(object.table()::column)
        .findFirst()
        .orElse(null);
  }

  private Object[] refresh(TrackedObject object, List<Integer> columns) {
    ModelTable table = object.table();
    List<Integer> refreshed = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      ModelColumn column = table.column(i);
      if (column.isGenerated() || column.isVersion() || column.hasDefault()) {
        refreshed.add(i);
      }
    }
    refreshed.removeAll(columns);
    return objects.set(object, refreshed, rows.match(table, columns, object));
  }

  private Object[] upsertOne(TrackedObject object, List<Integer> columns) {
    try {
      return allOrNone(() -> upsertTogether(List.of(object), columns)).get(0);
    } catch (Refused e) {
      Object[] row = rows.match(object.table(), columns, object);
      ModelColumn mismatch = row == null ? null : mismatch(object, row, columns);
      if (mismatch == null) {
        throw e;
      }
      throw new Refused(mismatch.isVersion() ? Refusal.STALE : Refusal.KEY);
    }
  }

  // Read

  /** Lets a step read the rows, after the pending objects are inserted. */
  <R> R read(Function<ModelRows, R> step) {
    ready();
    return step.apply(rows);
  }
}
