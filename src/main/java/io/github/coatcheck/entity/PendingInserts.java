package io.github.coatcheck.entity;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.mapping.EntityMapping;
import io.github.coatcheck.mapping.Mappings;
import java.util.ArrayList;
import java.util.List;

/** The objects that were added to a session and are not inserted yet. */
public final class PendingInserts {
  private final List<Object> entities = new ArrayList<>();
  private final DistinctObjects distinct = new DistinctObjects();

  /** Adds an object. Refuses a record, whose key could not be set later. */
  public void add(Object entity) {
    EntityMapping<?> mapping = Mappings.of(entity);
    if (mapping.isRecord()) {
      throw new CoatcheckException(
          "Cannot add a %s: it is a record, which cannot change, so its key could not be put into it. Use insert or insertAll, which return the copies that have their keys."
              .formatted(mapping.type().getName()));
    }
    mapping.requireTable();
    mapping.requireKeys();
    distinct.add(entity);
    entities.add(entity);
  }

  public boolean isEmpty() {
    return entities.isEmpty();
  }

  /** Takes all objects out, in the order in which they were added. */
  public List<Object> take() {
    List<Object> taken = List.copyOf(entities);
    clear();
    return taken;
  }

  /** Puts objects back that were not inserted, before those that were added since. */
  public void putBack(List<Object> taken) {
    taken.forEach(distinct::add);
    entities.addAll(0, taken);
  }

  /** Removes all objects. */
  public void clear() {
    entities.clear();
    distinct.clear();
  }
}
