package benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * The CPU time of the thread that does the work. On a shared machine it hardly moves, while the
 * time on the wall doubles.
 */
public final class CpuTime implements InternalProfiler {
  static final String LABEL = "cpu";

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  // static, since JMH keeps the profiler away from the thread that works
  private static volatile long nanoseconds;

  /** Called by the thread that works, before an iteration. */
  static void start() {
    nanoseconds = -THREADS.getCurrentThreadCpuTime();
  }

  /** Called by the thread that works, after an iteration. */
  static void stop() {
    nanoseconds += THREADS.getCurrentThreadCpuTime();
  }

  @Override
  public String getDescription() {
    return "CPU time of the thread that does the work";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {}

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double perOperation = nanoseconds / 1_000.0 / result.getMetadata().getAllOps();
    return List.of(new ScalarResult(LABEL, perOperation, "us/op", AggregationPolicy.AVG));
  }
}
