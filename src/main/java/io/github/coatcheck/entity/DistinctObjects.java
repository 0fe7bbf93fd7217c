package io.github.coatcheck.entity;

import io.github.coatcheck.CoatcheckException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Refuses an object that comes twice: it has one key, so it can have one row. */
public final class DistinctObjects {
  private final Set<Object> identities = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Adds an object, which is refused if it was added before. Equal records are two objects. */
  public void add(Object object) {
    if (object != null && !(object instanceof Record) && !identities.add(object)) {
      throw twice(object);
    }
  }

  /** The error for an object that comes twice. */
  public static CoatcheckException twice(Object object) {
    return new CoatcheckException(
        "Cannot store the same %s twice: it can have the key of one row only. Make an object for each row."
            .formatted(object.getClass().getName()));
  }

  void clear() {
    identities.clear();
  }
}
