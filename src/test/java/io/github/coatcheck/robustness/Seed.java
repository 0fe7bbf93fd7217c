package io.github.coatcheck.robustness;

import java.util.Random;

/** Where a suite gets its random numbers from. {@code -Dcoatcheck.seed} repeats an earlier run. */
final class Seed {
  private Seed() {}

  static Random random(Class<?> suite) {
    long seed = Long.getLong("coatcheck.seed", System.nanoTime());
    System.out.printf("%s with seed %d%n", suite.getSimpleName(), seed);
    return new Random(seed);
  }
}
