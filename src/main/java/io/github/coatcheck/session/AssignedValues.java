package io.github.coatcheck.session;

import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.EntityMapping;
import java.util.ArrayList;
import java.util.List;

/** The keys and other values put into objects since a transaction began, to be taken out again. */
final class AssignedValues {
  /** The values that columns of objects had before, all objects the same. */
  private static final class Former<T> {
    private final EntityMapping<T> mapping;
    private final List<T> entities;
    private final List<ColumnMapping> columns;
    private final Object[] values;

    Former(EntityMapping<T> mapping, List<T> entities, List<ColumnMapping> columns) {
      this.mapping = mapping;
      // A copy, since the list may be a part of one that changes.
      this.entities = List.copyOf(entities);
      this.columns = columns;
      this.values = new Object[columns.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = mapping.value(entities.get(0), columns.get(i));
      }
    }

    void restore() {
      entities.forEach(entity -> mapping.with(entity, columns, values));
    }
  }

  private final List<Former<?>> formers = new ArrayList<>();

  /**
   * Notes what objects hold in columns that are about to change, all of them the same, such as no
   * key; a record never changes.
   */
  <T> void remember(EntityMapping<T> mapping, List<T> entities, List<ColumnMapping> columns) {
    if (!mapping.isRecord() && !columns.isEmpty()) {
      formers.add(new Former<>(mapping, entities, columns));
    }
  }

  /** Where the assignments stand now. */
  int mark() {
    return formers.size();
  }

  /** Gives all objects the values that they had at a mark. */
  void restoreTo(int mark) {
    for (int i = formers.size() - 1; i >= mark; i--) {
      formers.remove(i).restore();
    }
  }

  /** Lets the values that were assigned since a mark stay for good. */
  void forgetTo(int mark) {
    formers.subList(mark, formers.size()).clear();
  }
}
