package benchmark;

import benchmark.contender.Entry;
import benchmark.contender.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is written down: figures, tables and plots, where Coatcheck loses too.
 *
 * @param failures who was left out, and why
 * @param coldStart how long a fresh process takes, where that was measured
 */
record Report(
    Settings settings,
    Results results,
    Map<String, String> failures,
    Optional<ColdStart> coldStart,
    Jars jars) {
  static final String TEXT = "results.md";

  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Machine machine = Machine.here();
    String text = text(machine);
    Files.writeString(folder.resolve("results.csv"), results.csv());
    Files.writeString(folder.resolve(TEXT), text);
    if (coldStart.isPresent()) {
      Files.writeString(folder.resolve("cold-start.csv"), coldStart.get().csv());
    }
    for (Server server : measured()) {
      for (Theme theme : Theme.values()) {
        Files.writeString(
            folder.resolve(plotName(server, theme)),
            new Plot(results, server, theme, machine).svg());
      }
    }
  }

  /** Ratios and plots need the reference. */
  private List<Server> measured() {
    return settings.servers().stream()
        .filter(
            server ->
                results.measurements().stream()
                    .anyMatch(one -> one.server() == server && one.entry() == Entry.REFERENCE))
        .toList();
  }

  private static String plotName(Server server, Theme theme) {
    return (server.name() + "-" + theme.name()).toLowerCase(Locale.ROOT).replace('_', '-') + ".svg";
  }

  private String text(Machine machine) throws IOException {
    StringBuilder text = new StringBuilder("# What a row costs\n\n");
    text.append(LocalDate.now()).append(", ").append(machine).append(".  \n");
    text.append(versions()).append(".\n\n").append(method());
    measured().forEach(server -> text.append(section(server)));
    if (coldStart.isPresent()) {
      text.append(
              "\n## Cold start\n\nA fresh process creates a table in memory, inserts a row and prints its key; jars without the driver.\n\n")
          .append(coldStart.get().table());
    }
    if (!failures.isEmpty()) {
      text.append("\n## Left out\n\nThese did not do the work as it must be done.\n\n");
      failures.forEach(
          (who, why) -> text.append("- ").append(who).append(": ").append(why).append('\n'));
    }
    return text.toString();
  }

  private String method() {
    return """
        Ratios are to `%s`, hand-written JDBC that keeps its statements and whose keys are certain, measured
        in the same round: 1.00 is as fast, 2.00 takes twice as long. They are medians of %d round%s%s; of a
        round, the least of its iterations counts. SQLite is measured by the CPU time of the calling thread, and once
        more in a second process where the ratio is below 2; a server by the clock, on one core with its client.
        `jdbc-lastrowid` is faster, but its keys are guessed; `jdbc-batch-without-keys` does less than all others, as it
        gives no keys.
        """
        .formatted(
            Entry.REFERENCE.title(),
            settings.rounds(),
            settings.rounds() == 1 ? "" : "s",
            settings.isQuick() ? " of a quick run, too short for conclusions" : "");
  }

  private String versions() {
    Stream<String> libraries =
        settings.entries().stream().flatMap(entry -> entry.artifacts().stream()).distinct();
    return Stream.concat(
            libraries, Stream.of("sqlite-jdbc", "postgresql", "mariadb-java-client", "jmh-core"))
        .map(artifact -> jars.of(artifact).getFileName().toString().replaceAll("\\.jar$", ""))
        .collect(Collectors.joining(", "));
  }

  private String section(Server server) {
    Table table = new Table(results, server);
    String picture =
        """
        <picture>
          <source media="(prefers-color-scheme: dark)" srcset="%s">
          <img alt="The ratios below as dots" src="%s">
        </picture>
        """
            .formatted(plotName(server, Theme.DARK), plotName(server, Theme.LIGHT));
    return "\n## %s\n\n%s\nRatios:\n\n%s\n%s\nMicroseconds for a row:\n\n%s"
        .formatted(server.title(), picture, table.ratios(), losses(server), table.costs());
  }

  private String losses(Server server) {
    String losses =
        settings.workloads().stream()
            .filter(workload -> results.ratio(server, workload, Entry.COATCHECK).isPresent())
            .map(workload -> loss(server, workload))
            .collect(Collectors.joining());
    return losses.isEmpty() ? "" : "Who is faster than Coatcheck:\n\n" + losses;
  }

  private String loss(Server server, Workload workload) {
    double own = results.ratio(server, workload, Entry.COATCHECK).orElseThrow();
    String faster =
        Stream.of(Entry.values())
            .filter(entry -> isBelow(results.ratio(server, workload, entry), own))
            .map(Entry::title)
            .collect(Collectors.joining(", "));
    return "- "
        + workload.title()
        + " ("
        + Table.rounded(own)
        + "): "
        + (faster.isEmpty() ? "nobody" : faster)
        + "\n";
  }

  private static boolean isBelow(OptionalDouble ratio, double limit) {
    return ratio.isPresent() && ratio.getAsDouble() < limit;
  }
}
