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

  /** What counts: SQLite works in the calling thread, a server elsewhere. */
  double cost() {
    return server.isSqlite() ? cpu : wall;
  }
}
