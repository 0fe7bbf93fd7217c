package benchmark;

import benchmark.contender.Entry;
import benchmark.contender.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.runner.RunnerException;

/** Verifies everybody, measures in rounds, and writes down what came of it. */
public final class Benchmark {
  private final Settings settings;
  private final Map<String, String> failures = new LinkedHashMap<>();

  private Benchmark(Settings settings) {
    this.settings = settings;
  }

  public static void main(String[] arguments) throws Exception {
    new Benchmark(Settings.of(arguments)).run();
  }

  private void run() throws RunnerException, IOException, InterruptedException {
    Jars jars = new Jars();
    Optional<ColdStart> coldStart = coldStart(jars);
    List<Measurement> measurements = new ArrayList<>();
    Path folder = Path.of(settings.isWhole() ? "results" : "target/results");
    for (Server server : settings.servers()) {
      measurements.addAll(measure(server));
      // After each database, so that a run that is ended early leaves what it has.
      new Report(settings, new Results(measurements), failures, coldStart, jars).write(folder);
    }
    System.out.println(Files.readString(folder.resolve(Report.TEXT)));
    System.out.println("Written to " + folder.toAbsolutePath());
  }

  private Optional<ColdStart> coldStart(Jars jars) throws IOException, InterruptedException {
    if (!settings.isColdStart()) {
      return Optional.empty();
    }
    System.out.println("Cold start");
    ColdStart coldStart = new ColdStart(jars, settings.entries());
    coldStart.run(settings.isQuick() ? 3 : 27);
    return Optional.of(coldStart);
  }

  private List<Measurement> measure(Server server) throws RunnerException {
    List<Measurement> measurements = new ArrayList<>();
    Measuring measuring = new Measuring(settings.isQuick());
    List<Entry> verified = verified(server);
    for (int round = 1; round <= settings.rounds(); round++) {
      // Somebody else begins each round.
      Collections.rotate(verified, 1);
      for (Workload workload : settings.workloads()) {
        List<Entry> entries =
            verified.stream().filter(entry -> workload.isFor(entry, server)).toList();
        System.out.println(server.title() + ", round " + round + ": " + workload.title());
        measurements.addAll(measuring.round(round, server, workload, entries));
      }
    }
    return measurements;
  }

  private List<Entry> verified(Server server) {
    List<Entry> verified = new ArrayList<>();
    for (Entry entry : settings.entries()) {
      if (entry.supports(server)) {
        Optional<String> failure = Verification.failureOf(entry, server);
        failure.ifPresentOrElse(
            why -> failures.put(entry.title() + " on " + server.title(), why),
            () -> verified.add(entry));
      }
    }
    return verified;
  }
}
