package benchmark;

import benchmark.contender.Entry;
import benchmark.contender.Server;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table in Markdown of one database: a line for each contender. */
record Table(Results results, Server server) {

  /** How many times as long as the reference everybody takes. */
  String ratios() {
    return table((workload, entry) -> results.ratio(server, workload, entry));
  }

  /** Microseconds for a row. */
  String costs() {
    return table((workload, entry) -> results.cost(server, workload, entry));
  }

  private String table(BiFunction<Workload, Entry, OptionalDouble> figure) {
    List<Workload> workloads =
        Stream.of(Workload.values())
            .filter(one -> results.cost(server, one, Entry.REFERENCE).isPresent())
            .toList();
    String head =
        "| | "
            + workloads.stream().map(Workload::title).collect(Collectors.joining(" | "))
            + " |\n|---|"
            + "---:|".repeat(workloads.size())
            + "\n";
    return Stream.of(Entry.values())
        .filter(entry -> workloads.stream().anyMatch(one -> figure.apply(one, entry).isPresent()))
        .map(entry -> line(entry, workloads, figure))
        .collect(Collectors.joining("", head, ""));
  }

  private static String line(
      Entry entry, List<Workload> workloads, BiFunction<Workload, Entry, OptionalDouble> figure) {
    String mark = entry == Entry.COATCHECK ? "**" : "";
    return workloads.stream()
        .map(workload -> figure.apply(workload, entry))
        .map(value -> value.isPresent() ? mark + rounded(value.getAsDouble()) + mark : "–")
        .collect(Collectors.joining(" | ", "| " + mark + entry.title() + mark + " | ", " |\n"));
  }

  /** Three digits that count, which is more than the measurement is worth. */
  static String rounded(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
  }
}
