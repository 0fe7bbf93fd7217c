package io.github.coatcheck.session;

import io.github.coatcheck.CoatcheckException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Objects in their order, each at most once: an object has one key, so it can have one row. */
final class DistinctObjects<T> {
  private final List<T> objects = new ArrayList<>();
  private final Set<Object> identities = Collections.newSetFromMap(new IdentityHashMap<>());

  void add(T object) {
    if (!(object instanceof Record) && !identities.add(object)) {
      throw new CoatcheckException(
          "Cannot insert the same %s twice: it can have the key of one row only. Make an object for each row."
              .formatted(object.getClass().getName()));
    }
    objects.add(object);
  }

  List<T> inOrder() {
    return Collections.unmodifiableList(objects);
  }

  boolean isEmpty() {
    return objects.isEmpty();
  }

  void clear() {
    objects.clear();
    identities.clear();
  }
}
