package benchmark;

import benchmark.contender.Entry;
import benchmark.contender.Seed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How long {@link Seed} takes in a fresh process that has the jars it needs and no others. */
final class ColdStart {
  /** How JDBC is written in a program that runs once. */
  private static final Entry REFERENCE = Entry.JDBC_NAIVE;

  private final Jars jars;
  private final List<Entry> entries;
  private final Map<Entry, List<Double>> milliseconds = new EnumMap<>(Entry.class);

  ColdStart(Jars jars, List<Entry> entries) {
    this.jars = jars;
    this.entries =
        entries.stream()
            .filter(entry -> entry == REFERENCE || !entry.isByHand())
            .filter(entry -> entry != Entry.HIBERNATE_STATELESS)
            .toList();
  }

  void run(int rounds) throws IOException, InterruptedException {
    List<Entry> order = new ArrayList<>(entries);
    for (int round = 0; round < rounds; round++) {
      for (Entry entry : order) {
        milliseconds.computeIfAbsent(entry, first -> new ArrayList<>()).add(run(entry));
      }
      // Nobody always follows the one who leaves the caches in the greatest disorder.
      Collections.rotate(order, 1);
    }
  }

  private double run(Entry entry) throws IOException, InterruptedException {
    ProcessBuilder seed =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dslf4j.internal.verbosity=ERROR",
            "-cp",
            classPath(entry),
            Seed.class.getName(),
            entry.typeName());
    seed.redirectError(ProcessBuilder.Redirect.INHERIT);
    long start = System.nanoTime();
    Process process = seed.start();
    String output = new String(process.getInputStream().readAllBytes()).trim();
    int exit = process.waitFor();
    double elapsed = (System.nanoTime() - start) / 1e6;
    if (exit != 0 || !output.equals("1")) {
      throw new IOException("The seed of " + entry.title() + " gave " + exit + ": " + output);
    }
    return elapsed;
  }

  private String classPath(Entry entry) {
    return Stream.concat(
            Stream.of(Path.of("target/classes"), jars.of("sqlite-jdbc")), jars.of(entry).stream())
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  String table() throws IOException {
    StringBuilder text =
        new StringBuilder(
            "| | ms, median | least | more than plain JDBC | jars | kB |\n|---|---:|---:|---:|---:|---:|\n");
    for (Entry entry : entries) {
      List<Path> own = jars.of(entry);
      String mark = entry == Entry.COATCHECK ? "**" : "";
      text.append(
          String.format(
              Locale.ROOT,
              "| %1$s%2$s%1$s | %1$s%3$.0f%1$s | %4$.0f | %5$s | %6$d | %7$,d |%n",
              mark,
              entry.title(),
              Median.of(milliseconds.get(entry)),
              milliseconds.get(entry).stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
              difference(entry),
              own.size(),
              Jars.bytes(own) / 1_000));
    }
    return text.toString();
  }

  /** The median of what a round took longer than the reference in the same round. */
  private String difference(Entry entry) {
    List<Double> reference = milliseconds.get(REFERENCE);
    if (reference == null || entry == REFERENCE) {
      return "–";
    }
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < reference.size(); i++) {
      differences.add(milliseconds.get(entry).get(i) - reference.get(i));
    }
    return String.format(Locale.ROOT, "%.0f", Median.of(differences));
  }

  String csv() {
    StringBuilder text = new StringBuilder("contender,round,wall_ms\n");
    milliseconds.forEach(
        (entry, figures) -> {
          for (int i = 0; i < figures.size(); i++) {
            text.append(
                String.format(Locale.ROOT, "%s,%d,%.1f%n", entry.title(), i + 1, figures.get(i)));
          }
        });
    return text.toString();
  }
}
