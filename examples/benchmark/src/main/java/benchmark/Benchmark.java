package benchmark;

import benchmark.contender.Entry;
import benchmark.contender.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
    Results results = new Results(measure());
    Jars jars = new Jars();
    Optional<ColdStart> coldStart = Optional.empty();
    if (settings.isColdStart()) {
      coldStart = Optional.of(new ColdStart(jars, settings.entries()));
      System.out.println("Cold start");
      coldStart.get().run(settings.isQuick() ? 3 : 11);
    }
    Report report = new Report(settings, results, failures, coldStart, jars);
    report.write(Path.of(settings.isWhole() ? "results" : "target/results"));
  }

  private List<Measurement> measure() throws RunnerException {
    List<Measurement> measurements = new ArrayList<>();
    Measuring measuring = new Measuring(settings.isQuick());
    for (Server server : settings.servers()) {
      List<Entry> verified = verified(server);
      for (int round = 1; round <= settings.rounds(); round++) {
        for (Workload workload : settings.workloads()) {
          List<Entry> entries =
              verified.stream().filter(entry -> workload.isFor(entry, server)).toList();
          System.out.println(server.title() + ", round " + round + ": " + workload.title());
          measurements.addAll(measuring.round(round, server, workload, entries));
        }
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
