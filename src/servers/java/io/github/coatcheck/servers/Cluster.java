package io.github.coatcheck.servers;

import io.github.coatcheck.session.Database;
import java.io.IOException;
import java.util.List;

/** The Galera cluster of the script {@code .ci/servers}: three nodes, all of which take writes. */
final class Cluster {
  /** Every read waits until the node has what the others committed before. */
  private static final String CURRENT = "&sessionVariables=wsrep_sync_wait=1";

  private final String hosts;
  private final String login;

  private Cluster(String hosts, String login) {
    this.hosts = hosts;
    this.login = login;
  }

  static Cluster running() {
    String[] parts = Servers.url("COATCHECK_GALERA").split("/", 2);
    return new Cluster(parts[0], parts[1]);
  }

  private String mariadb(String mode, String hosts) {
    return "jdbc:mariadb:" + mode + "//" + hosts + "/" + login + "&sslMode=disable" + CURRENT;
  }

  private String mysql(String hosts) {
    // Without the last option the other hosts take no writes.
    String options = "&sslMode=DISABLED&failOverReadOnly=false";
    return "jdbc:mysql://" + hosts + "/" + login + options + CURRENT;
  }

  /** A URL of every node, for MariaDB's driver. */
  List<String> mariadbNodes() {
    return List.of(hosts.split(",")).stream().map(host -> mariadb("", host)).toList();
  }

  /** A URL of every node, for MySQL's driver. */
  List<String> mysqlNodes() {
    return List.of(hosts.split(",")).stream().map(this::mysql).toList();
  }

  /** A URL of all nodes, of which MariaDB's driver takes the first that it can reach. */
  String mariadbInSequence() {
    return mariadb("sequential:", hosts);
  }

  /** A URL of all nodes, of which MariaDB's driver takes any. */
  String mariadbAtRandom() {
    return mariadb("loadbalance:", hosts);
  }

  /** A URL of all nodes, of which MySQL's driver takes the first that it can reach. */
  String mysqlInSequence() {
    return mysql(hosts);
  }

  /** Kills a node, so that it has no chance to say goodbye. */
  void kill(String node) throws IOException {
    Servers.kill(processIdFile(node));
  }

  private String processIdFile(String node) {
    for (String url : mariadbNodes()) {
      try (Database database = Database.open(url)) {
        String file =
            database
                .inTransaction(
                    session ->
                        session.query(
                            String.class, "select if(@@wsrep_node_name = ?, @@pid_file, '')", node))
                .get(0);
        if (!file.isEmpty()) {
          return file;
        }
      }
    }
    throw new IllegalStateException("No node of the cluster is " + node);
  }

  /** Starts the nodes that do not run, and waits until they are back. */
  void start() throws IOException, InterruptedException {
    Servers.start("galera");
  }
}
