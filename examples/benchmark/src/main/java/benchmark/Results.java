package benchmark;

import benchmark.contender.Entry;
import benchmark.contender.Server;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** All that was measured, and what follows from it. */
record Results(List<Measurement> measurements) {

  /** The median of what a row cost, in microseconds. */
  OptionalDouble cost(Server server, Workload workload, Entry entry) {
    return median(of(server, workload, entry).map(Measurement::cost));
  }

  /** The median of the ratios to the reference in the same round. */
  OptionalDouble ratio(Server server, Workload workload, Entry entry) {
    return median(
        of(server, workload, entry)
            .flatMap(
                one ->
                    of(server, workload, Entry.REFERENCE)
                        .filter(reference -> reference.round() == one.round())
                        .map(reference -> one.cost() / reference.cost())));
  }

  private Stream<Measurement> of(Server server, Workload workload, Entry entry) {
    return measurements.stream()
        .filter(one -> one.server() == server && one.workload() == workload)
        .filter(one -> one.entry() == entry);
  }

  private static OptionalDouble median(Stream<Double> figures) {
    List<Double> all = figures.toList();
    return all.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Median.of(all));
  }

  String csv() {
    StringBuilder text = new StringBuilder("server,workload,contender,round,cpu_us,wall_us\n");
    for (Measurement one : measurements) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%d,%.4f,%.4f%n",
              one.server().name().toLowerCase(Locale.ROOT),
              one.workload().title(),
              one.entry().title(),
              one.round(),
              one.cpu(),
              one.wall()));
    }
    return text.toString();
  }
}
