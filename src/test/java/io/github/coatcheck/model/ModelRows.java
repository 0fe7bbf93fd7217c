package io.github.coatcheck.model;

import io.github.coatcheck.OnDelete;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The rows of all tables as they have to be, and the rules of the tables. */
final class ModelRows {
  /** One table. Its rows are replaced, never changed, so that copies can share them. */
  private static final class Content {
    private final Map<List<Object>, Object[]> rows = new LinkedHashMap<>();
    private final Set<Object> handedOut = new HashSet<>();
    private long greatestKey;

    Content copy() {
      Content copy = new Content();
      copy.rows.putAll(rows);
      copy.handedOut.addAll(handedOut);
      copy.greatestKey = greatestKey;
      return copy;
    }
  }

  private final List<ModelTable> tables;
  private final Map<String, Content> contents = new HashMap<>();

  ModelRows(List<ModelTable> tables) {
    this.tables = tables;
    tables.forEach(table -> contents.put(table.name(), new Content()));
  }

  ModelRows copy() {
    ModelRows copy = new ModelRows(tables);
    contents.forEach((name, content) -> copy.contents.put(name, content.copy()));
    return copy;
  }

  Collection<Object[]> all(ModelTable table) {
    return contents.get(table.name()).rows.values();
  }

  /** The row with a key, or null. */
  Object[] find(ModelTable table, List<Object> key) {
    return contents.get(table.name()).rows.get(key);
  }

  /** The rows that have a value in a column; none has null. */
  List<Object[]> where(ModelTable table, int column, Object value) {
    return all(table).stream()
        .filter(row -> value != null && Objects.deepEquals(row[column], value))
        .toList();
  }

  /** The row that equals an object in some unique columns, or null. */
  Object[] match(ModelTable table, List<Integer> columns, TrackedObject object) {
    Object[] values = object.values();
    return all(table).stream()
        .filter(row -> areEqual(columns, row, values))
        .findFirst()
        .orElse(null);
  }

  /** The key that AUTOINCREMENT gives: one more than the greatest that the table ever had. */
  long nextKey(ModelTable table) {
    return contents.get(table.name()).greatestKey + 1;
  }

  /** Whether a key was generated before, in what is committed or may still be. */
  boolean wasHandedOut(ModelTable table, Object key) {
    return contents.get(table.name()).handedOut.contains(key);
  }

  void insert(ModelTable table, Object[] row, boolean generated) {
    Content content = contents.get(table.name());
    requireValid(table, row, null);
    content.rows.put(table.key(row), row);
    if (table.hasGeneratedKey()) {
      Object key = table.key(row).get(0);
      content.greatestKey = Math.max(content.greatestKey, number(key));
      if (generated) {
        content.handedOut.add(key);
      }
    }
  }

  private static long number(Object key) {
    if (key instanceof Code code) {
      return code.value();
    }
    return key instanceof Number number ? number.longValue() : 0;
  }

  void update(ModelTable table, Object[] old, Object[] row) {
    requireValid(table, row, old);
    contents.get(table.name()).rows.put(table.key(row), row);
  }

  private void requireValid(ModelTable table, Object[] row, Object[] old) {
    EnumSet<Refusal> broken = EnumSet.noneOf(Refusal.class);
    for (int i = 0; i < row.length; i++) {
      ModelColumn column = table.column(i);
      if (row[i] == null && column.isRequired()) {
        broken.add(Refusal.NOT_NULL);
      }
      if (row[i] != null && column.parent() != null && !hasParent(column, row[i])) {
        broken.add(Refusal.FOREIGN_KEY);
      }
    }
    List<List<Integer>> uniqueKeys = new ArrayList<>(table.uniqueKeys());
    uniqueKeys.add(table.keys());
    for (Object[] other : all(table)) {
      if (other != old && uniqueKeys.stream().anyMatch(key -> areEqual(key, other, row))) {
        broken.add(Refusal.UNIQUE);
      }
    }
    if (!broken.isEmpty()) {
      throw new Refused(broken);
    }
  }

  private boolean hasParent(ModelColumn column, Object key) {
    return find(column.parent(), List.of(key)) != null;
  }

  private static boolean areEqual(List<Integer> columns, Object[] one, Object[] other) {
    return columns.stream().allMatch(i -> one[i] != null && one[i].equals(other[i]));
  }

  /** Deletes a row with what has to go with it; may leave part of it done when it refuses. */
  void delete(ModelTable table, Object[] row) {
    remove(table, row);
    for (ModelTable child : tables) {
      for (Object[] left : all(child)) {
        for (int i = 0; i < left.length; i++) {
          ModelColumn column = child.column(i);
          if (left[i] != null && column.parent() != null && !hasParent(column, left[i])) {
            throw new Refused(Refusal.FOREIGN_KEY);
          }
        }
      }
    }
  }

  private void remove(ModelTable table, Object[] row) {
    List<Object> key = table.key(row);
    contents.get(table.name()).rows.remove(key);
    for (ModelTable child : tables) {
      for (int i = 0; i < child.size(); i++) {
        if (table.equals(child.column(i).parent())) {
          removeReferences(child, i, key.get(0));
        }
      }
    }
  }

  private void removeReferences(ModelTable child, int column, Object key) {
    OnDelete onDelete = child.column(column).rules().onDelete();
    for (Object[] row : where(child, column, key)) {
      if (onDelete == OnDelete.CASCADE) {
        remove(child, row);
      } else if (onDelete == OnDelete.SET_NULL) {
        Object[] changed = Arrays.copyOf(row, row.length);
        changed[column] = null;
        contents.get(child.name()).rows.put(child.key(row), changed);
      }
    }
  }
}
