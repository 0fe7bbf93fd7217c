package benchmark;

import benchmark.contender.Entry;
import benchmark.contender.Server;

/**
 * What one row cost in one round.
 *
 * @param cpu microseconds of CPU time of the thread that called
 * @param wall microseconds on the wall
 */
record Measurement(
    Server server, Workload workload, Entry entry, int round, double cpu, double wall) {

  /** The least of two: the other is the one that something disturbed. */
  Measurement least(Measurement other) {
    return new Measurement(
        server, workload, entry, round, Math.min(cpu, other.cpu), Math.min(wall, other.wall));
  }

  /** What counts: SQLite works in the calling thread, a server elsewhere. */
  double cost() {
    return server.isSqlite() ? cpu : wall;
  }
}
