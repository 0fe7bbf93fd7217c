package benchmark;

import benchmark.contender.Entry;
import benchmark.contender.Server;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs JMH, in rounds: what disturbs the machine for a while then disturbs all contenders. */
final class Measuring {
  /**
   * On a busy machine the compiler would else lag behind, longest for the most indirect; a heap
   * that has yet to find its size collects more often the more there is; and memory that is used
   * for the first time, a small page at a time, would cost more than the work of those who use
   * much.
   */
  private static final String[] ARGUMENTS = {
    "-Xbatch", "-Xms1g", "-Xmx1g", "-Xmn512m", "-XX:+AlwaysPreTouch", "-XX:+UseTransparentHugePages"
  };

  /**
   * What runs the Java of those who talk to a server. Which cores the two happen to be on would
   * else decide more than what they do.
   */
  private static final String ON_ONE_CORE = "./on-one-core";

  /** As a multiple of what the reference costs. */
  private static final double NEAR = 2;

  private final boolean quick;

  Measuring(boolean quick) {
    this.quick = quick;
  }

  /** On SQLite those who come near the reference are measured again, in another process. */
  List<Measurement> round(int round, Server server, Workload workload, List<Entry> entries)
      throws RunnerException {
    Map<Entry, Measurement> measurements = new LinkedHashMap<>();
    measure(round, server, workload, entries, measurements);
    if (server.isSqlite() && !quick) {
      measure(round, server, workload, near(measurements), measurements);
    }
    return List.copyOf(measurements.values());
  }

  /** Those who might change places with others if something disturbed them, the last one first. */
  private static List<Entry> near(Map<Entry, Measurement> measurements) {
    Measurement reference = measurements.get(Entry.REFERENCE);
    List<Entry> near = new ArrayList<>();
    for (Measurement measurement : measurements.values()) {
      if (reference == null || measurement.cost() < NEAR * reference.cost()) {
        near.add(0, measurement.entry());
      }
    }
    return near;
  }

  private void measure(
      int round,
      Server server,
      Workload workload,
      List<Entry> entries,
      Map<Entry, Measurement> measurements)
      throws RunnerException {
    for (RunResult result : run(server, workload, entries)) {
      Measurement measurement = measurement(round, server, workload, result);
      measurements.merge(measurement.entry(), measurement, Measurement::least);
    }
  }

  private Collection<RunResult> run(Server server, Workload workload, List<Entry> entries)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Work.class.getName() + "." + workload.title() + "$")
            .param("server", server.name())
            .param("entry", entries.stream().map(Entry::name).toArray(String[]::new))
            .forks(1)
            .jvmArgsAppend(ARGUMENTS)
            .syncIterations(false)
            .addProfiler(CpuTime.class)
            .verbosity(VerboseMode.SILENT);
    if (server.isElsewhere()) {
      options.jvm(ON_ONE_CORE);
    }
    lengths(options, workload);
    return new Runner(options.build()).run();
  }

  private void lengths(ChainedOptionsBuilder options, Workload workload) {
    boolean isLong = workload == Workload.INSERT_ALL_100000;
    options
        .warmupIterations(isLong || quick ? 1 : 3)
        .warmupTime(TimeValue.milliseconds(quick ? 300 : isLong ? 1_500 : 500))
        .measurementIterations(quick ? 2 : isLong ? 3 : 12)
        .measurementTime(TimeValue.milliseconds(isLong ? 300 : 50));
  }

  /** Takes the least of the iterations: the others are those that something disturbed. */
  private static Measurement measurement(
      int round, Server server, Workload workload, RunResult result) {
    double cpu = Double.MAX_VALUE;
    double wall = Double.MAX_VALUE;
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        cpu = Math.min(cpu, iteration.getSecondaryResults().get(CpuTime.LABEL).getScore());
        wall = Math.min(wall, iteration.getPrimaryResult().getScore());
      }
    }
    Entry entry = Entry.valueOf(result.getParams().getParam("entry"));
    return new Measurement(server, workload, entry, round, cpu, wall);
  }
}
