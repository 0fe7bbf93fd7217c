package io.github.coatcheck.session;

import io.github.coatcheck.CoatcheckException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
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
    return next(objects.iterator(), objects.size());
  }

  /** The next objects of an iterator, at most a number of them. */
  static <T> DistinctObjects<T> next(Iterator<? extends T> objects, int most) {
    DistinctObjects<T> distinct = new DistinctObjects<>(most);
    for (int i = 0; i < most && objects.hasNext(); i++) {
      distinct.add(objects.next());
    }
    return distinct;
  }

  void add(T object) {
    if (!(object instanceof Record) && identities.put(object, true) != null) {
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
