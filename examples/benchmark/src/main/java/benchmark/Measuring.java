package benchmark;

import benchmark.contender.Entry;
import benchmark.contender.Server;
import java.util.Collection;
import java.util.List;
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
  private final boolean quick;

  Measuring(boolean quick) {
    this.quick = quick;
  }

  List<Measurement> round(int round, Server server, Workload workload, List<Entry> entries)
      throws RunnerException {
    String[] names = entries.stream().map(Entry::name).toArray(String[]::new);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Work.class.getName() + "." + workload.title() + "$")
            .param("server", server.name())
            .param("entry", names)
            .forks(1)
            // On a busy machine the compiler would else lag behind, longest for the most indirect;
            // and a heap that has yet to find its size collects more often the more there is.
            .jvmArgsAppend("-Xbatch", "-Xms2g", "-Xmx2g", "-Xmn1g")
            .syncIterations(false)
            .addProfiler(CpuTime.class)
            .verbosity(VerboseMode.SILENT);
    lengths(options, workload);
    Collection<RunResult> results = new Runner(options.build()).run();
    return results.stream().map(result -> measurement(round, server, workload, result)).toList();
  }

  private void lengths(ChainedOptionsBuilder options, Workload workload) {
    boolean isLong = workload == Workload.INSERT_ALL_100000;
    options
        .warmupIterations(isLong || quick ? 1 : 3)
        .warmupTime(TimeValue.milliseconds(quick ? 300 : isLong ? 3_000 : 1_000))
        .measurementIterations(isLong || quick ? 2 : 5)
        .measurementTime(TimeValue.milliseconds(quick ? 100 : isLong ? 1_000 : 200));
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
