package io.github.coatcheck.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a transaction sets in objects, and takes back when it is undone: each column gets the value
 * that it had before the transaction first set it.
 */
final class ModelObjects {
  private record Place(TrackedObject object, int column) {}

  /** The former values, for the transaction and for each nested one. */
  private final Deque<Map<Place, Object>> former = new ArrayDeque<>();

  ModelObjects() {
    begin();
  }

  /** Begins a nested transaction, or after {@link #commit} and {@link #undo} another one. */
  void begin() {
    former.push(new LinkedHashMap<>());
  }

  /** Sets some columns; returns all values, since a record becomes a copy. */
  Object[] set(TrackedObject object, List<Integer> columns, Object[] row) {
    Object[] values = object.values();
    for (int column : columns) {
      if (!object.table().isRecord()) {
        remember(new Place(object, column), values[column]);
      }
      values[column] = row[column];
    }
    if (!object.table().isRecord()) {
      object.expect(values);
    }
    return values;
  }

  private void remember(Place place, Object value) {
    if (!former.element().containsKey(place)) {
      former.element().put(place, value);
    }
  }

  /** Ends a nested transaction, whose former values the outer one may need. */
  void release() {
    former.pop().forEach(this::remember);
  }

  /** Ends the innermost transaction, and takes back what it set. */
  void undo() {
    former
        .pop()
        .forEach(
            (place, value) -> {
              Object[] values = place.object.values();
              values[place.column] = value;
              place.object.expect(values);
            });
  }

  /** Ends the outermost transaction. */
  void commit() {
    former.pop();
  }

  /** Leaves an object as it is when a transaction is undone. */
  void forget(TrackedObject object) {
    former.forEach(places -> places.keySet().removeIf(place -> place.object == object));
  }
}
