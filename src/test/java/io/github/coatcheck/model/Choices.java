package io.github.coatcheck.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** The random choices of one step. */
final class Choices {
  private final long seed;
  private final Random random;
  private long made;

  Choices(Step step) {
    this.seed = step.seed();
    this.random = new Random(seed);
  }

  boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  /** A number from 1 to a limit. */
  int upTo(int limit) {
    return 1 + random.nextInt(limit);
  }

  <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Some elements of a list, at least one, in their order. */
  <T> List<T> some(List<T> list) {
    List<T> some = new ArrayList<>(list);
    some.removeIf(element -> some.size() > 1 && oneIn(2));
    return some.isEmpty() ? List.of(any(list)) : some;
  }

  /** An id for a new object, the same whatever other steps there are. */
  long newId() {
    made++;
    return mix(seed + made);
  }

  /**
   * Some objects in random order. Each has a random rank of its own, so the same are chosen where
   * others are missing.
   */
  List<TrackedObject> objects(
      List<TrackedObject> objects, int count, Predicate<TrackedObject> condition) {
    return objects.stream()
        .filter(condition)
        .sorted(Comparator.comparingLong(object -> mix(seed ^ object.id())))
        .limit(count)
        .toList();
  }

  private static long mix(long number) {
    return new Random(number).nextLong();
  }
}
