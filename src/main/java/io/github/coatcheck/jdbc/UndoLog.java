package io.github.coatcheck.jdbc;

import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.EntityMapping;
import java.util.ArrayList;
import java.util.List;

/** What objects held before a transaction gave them keys, versions and defaults. */
public final class UndoLog {
  /** Each gives objects their former values. */
  private final List<Runnable> undos = new ArrayList<>();

  UndoLog() {}

  /** Gives an object new values, which a rollback takes out again; of a record it gives a copy. */
  public <T> T assign(
      EntityMapping<T> mapping, T entity, List<ColumnMapping> columns, Object[] values) {
    record(mapping, List.of(entity), columns);
    return mapping.with(entity, columns, values);
  }

  /**
   * Notes what objects hold in columns that are about to change, the same in all of them, such as
   * no key. A record never changes.
   */
  public <T> void record(EntityMapping<T> mapping, List<T> entities, List<ColumnMapping> columns) {
    if (mapping.isRecord() || columns.isEmpty()) {
      return;
    }
    Object[] former = mapping.values(entities.get(0), columns);
    // A copy, since the list may be a part of one that changes.
    List<T> recorded = List.copyOf(entities);
    undos.add(
        () -> {
          for (T entity : recorded) {
            mapping.with(entity, columns, former);
          }
        });
  }

  /** How much is recorded now. */
  public int mark() {
    return undos.size();
  }

  /** Gives all objects the values that they had at a mark. */
  public void restoreTo(int mark) {
    for (int i = undos.size() - 1; i >= mark; i--) {
      undos.remove(i).run();
    }
  }

  /** Forgets what was recorded since a mark, so that the new values stay. */
  public void discardFrom(int mark) {
    undos.subList(mark, undos.size()).clear();
  }
}
