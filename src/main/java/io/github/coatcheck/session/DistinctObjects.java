package io.github.coatcheck.session;

import io.github.coatcheck.CoatcheckException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;

/** Objects in their order, each at most once: an object has one key, so it can have one row. */
final class DistinctObjects<T> {
  private final List<T> objects;
  private final IdentityHashMap<Object, Boolean> identities;

  DistinctObjects(int expected) {
    this.objects = new ArrayList<>(expected);
    this.identities = new IdentityHashMap<>(expected);
  }

  static <T> DistinctObjects<T> of(Collection<T> objects) {
    DistinctObjects<T> distinct = new DistinctObjects<>(objects.size());
    objects.forEach(distinct::add);
    return distinct;
  }

  void add(T object) {
    if (object != null && !(object instanceof Record) && identities.put(object, true) != null) {
      throw twice(object);
    }
    objects.add(object);
  }

  static CoatcheckException twice(Object object) {
    return new CoatcheckException(
        "Cannot store the same %s twice: it can have the key of one row only. Make an object for each row."
            .formatted(object.getClass().getName()));
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
