package benchmark;

import benchmark.contender.Entry;
import benchmark.contender.Server;

/** What is measured: the methods of {@link Work} by their names. */
enum Workload {
  INSERT_ONE("insertOne"),
  INSERT_ALL_1000("insertAll1000"),
  INSERT_ALL_100000("insertAll100000"),
  FIND_BY_ID("findById"),
  LIST_10000("list10000"),
  UPDATE("update"),
  DELETE("delete");

  private final String title;

  Workload(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  boolean isFor(Entry entry, Server server) {
    boolean many = this == INSERT_ALL_1000 || this == INSERT_ALL_100000;
    boolean reads = this == FIND_BY_ID || this == LIST_10000;
    return entry.supports(server)
        && (many || entry.isComplete())
        && (reads || server != Server.SQLITE_LOOSE);
  }
}
