package benchmark;

import java.util.Collection;

/** The middle of some figures, which a single outlier does not move. */
final class Median {
  private Median() {}

  static double of(Collection<Double> figures) {
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
