package io.github.coatcheck.jdbc;

import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.EntityMapping;
import java.util.ArrayList;
import java.util.List;

/** The keys and other values put into objects since a transaction began, to be taken out again. */
public final class AssignedValues {
  /** Each gives objects the values that they had. */
  private final List<Runnable> undos = new ArrayList<>();

  AssignedValues() {}

  /**
   * Notes what objects hold in columns that are about to change, all of them the same, such as no
   * key; a record never changes.
   */
  public <T> void remember(
      EntityMapping<T> mapping, List<T> entities, List<ColumnMapping> columns) {
    if (mapping.isRecord() || columns.isEmpty()) {
      return;
    }
    Object[] former = mapping.values(entities.get(0), columns);
    // A copy, since the list may be a part of one that changes.
    List<T> remembered = List.copyOf(entities);
    undos.add(
        () -> {
          for (T entity : remembered) {
            mapping.with(entity, columns, former);
          }
        });
  }

  /** Where the assignments stand now. */
  public int mark() {
    return undos.size();
  }

  /** Gives all objects the values that they had at a mark. */
  void restoreTo(int mark) {
    for (int i = undos.size() - 1; i >= mark; i--) {
      undos.remove(i).run();
    }
  }

  /** Lets the values that were assigned since a mark stay for good. */
  public void forgetTo(int mark) {
    undos.subList(mark, undos.size()).clear();
  }
}
