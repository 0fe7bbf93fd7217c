package io.github.coatcheck.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Leaves out steps of a sequence as long as it still fails. */
final class Shrinker {
  private final Predicate<List<Step>> fails;

  Shrinker(Predicate<List<Step>> fails) {
    this.fails = fails;
  }

  List<Step> shrink(List<Step> steps) {
    List<Step> smallest = steps;
    for (List<Step> next = steps; next != null; next = smaller(smallest)) {
      smallest = next;
    }
    return smallest;
  }

  private List<Step> smaller(List<Step> steps) {
    return candidates(steps).filter(fails).findFirst().orElse(null);
  }

  /** The same steps without one of them, or with a smaller one in its place. */
  private static Stream<List<Step>> candidates(List<Step> steps) {
    return Stream.iterate(steps.size() - 1, i -> i >= 0, i -> i - 1)
        .flatMap(i -> replacements(steps.get(i)).map(others -> with(steps, i, others)));
  }

  private static Stream<List<Step>> replacements(Step step) {
    return Stream.concat(
        Stream.of(List.<Step>of()),
        step.children().isEmpty()
            ? Stream.of()
            : Stream.concat(
                Stream.of(step.children()),
                candidates(step.children())
                    .map(children -> List.of(new Step(step.action(), step.seed(), children)))));
  }

  private static List<Step> with(List<Step> steps, int index, List<Step> others) {
    List<Step> changed = new ArrayList<>(steps.subList(0, index));
    changed.addAll(others);
    changed.addAll(steps.subList(index + 1, steps.size()));
    return changed;
  }
}
