package io.github.coatcheck.entity;

import io.github.coatcheck.CoatcheckException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Refuses to store an object twice: it can hold the key and the version of one row only. */
public final class DistinctObjects {
  private final Set<Object> identities = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * Adds an object. Refuses one that was added before, but not a record, of which each row gets a
   * copy.
   */
  public void add(Object object) {
    if (object != null && !(object instanceof Record) && !identities.add(object)) {
      throw duplicate(object);
    }
  }

  /** Returns the exception for an object that was added before. */
  public static CoatcheckException duplicate(Object object) {
    return new CoatcheckException(
        "Cannot store the same %s twice: it stands for one row only. Make an object for each row."
            .formatted(object.getClass().getName()));
  }

  void clear() {
    identities.clear();
  }
}
