package io.github.coatcheck.jdbc;

import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.EntityMapping;
import java.util.ArrayList;
import java.util.List;

/**
 * The values that objects held before a transaction set their keys, versions and default values. A
 * rollback restores them.
 */
public final class UndoLog {
  /** Each entry restores the old values of some objects. */
  private final List<Runnable> undos = new ArrayList<>();

  UndoLog() {}

  /**
   * Sets values in an object and records the old ones; of a Java record, returns a copy instead.
   */
  public <T> T assign(
      EntityMapping<T> mapping, T entity, List<ColumnMapping> columns, Object[] values) {
    record(mapping, List.of(entity), columns);
    return mapping.with(entity, columns, values);
  }

  /**
   * Records the old values of columns that are about to change. They must be the same in all
   * objects, such as no key. Java records are skipped, since they never change.
   */
  public <T> void record(EntityMapping<T> mapping, List<T> entities, List<ColumnMapping> columns) {
    if (mapping.isRecord() || columns.isEmpty()) {
      return;
    }
    Object[] oldValues = mapping.values(entities.get(0), columns);
    // Copied, since the list may be a view of one that changes later.
    List<T> recorded = List.copyOf(entities);
    undos.add(
        () -> {
          for (T entity : recorded) {
            mapping.with(entity, columns, oldValues);
          }
        });
  }

  /** Returns the current end of the log, for {@link #restoreTo} and {@link #discardFrom}. */
  public int mark() {
    return undos.size();
  }

  /** Restores the values that objects held at a mark. */
  public void restoreTo(int mark) {
    for (int i = undos.size() - 1; i >= mark; i--) {
      undos.remove(i).run();
    }
  }

  /** Discards what was recorded since a mark, so that a rollback does not undo it. */
  public void discardFrom(int mark) {
    undos.subList(mark, undos.size()).clear();
  }
}
