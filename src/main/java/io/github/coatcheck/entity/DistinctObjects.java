package io.github.coatcheck.entity;

import io.github.coatcheck.CoatcheckException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;

/** Objects in their order, each at most once: an object has one key, so it can have one row. */
public final class DistinctObjects<T> {
  private final List<T> objects;
  private final IdentityHashMap<Object, Boolean> identities;

  private DistinctObjects(int expected) {
    this.objects = new ArrayList<>(expected);
    this.identities = new IdentityHashMap<>(expected);
  }

  public static <T> DistinctObjects<T> none() {
    return new DistinctObjects<>(0);
  }

  public static <T> DistinctObjects<T> of(Collection<T> objects) {
    DistinctObjects<T> distinct = new DistinctObjects<>(objects.size());
    objects.forEach(distinct::add);
    return distinct;
  }

  /** Adds an object, which is refused if it is there already. Equal records are two objects. */
  public void add(T object) {
    if (object != null && !(object instanceof Record) && identities.put(object, true) != null) {
      throw twice(object);
    }
    objects.add(object);
  }

  /** The error for an object that is in a list twice. */
  public static CoatcheckException twice(Object object) {
    return new CoatcheckException(
        "Cannot store the same %s twice: it can have the key of one row only. Make an object for each row."
            .formatted(object.getClass().getName()));
  }

  public List<T> inOrder() {
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
