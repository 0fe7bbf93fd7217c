package io.github.coatcheck.servers;

import io.github.coatcheck.session.Database;
import java.io.IOException;

/**
 * The pair of PostgreSQL servers of the script {@code .ci/servers}: a primary, each of whose
 * commits waits for the standby, and the standby, which takes no writes until it is promoted.
 */
final class StandbyPair implements AutoCloseable {
  private final String url;
  private final Database primary;
  private final Database standby;

  private StandbyPair(String url) {
    this.url = url;
    this.primary = Database.open(url);
    this.standby = Database.open(url.replace("=primary", "=secondary"));
  }

  /** The pair, or a new one if that has lost its primary. */
  static StandbyPair running() throws IOException, InterruptedException {
    String url = Servers.url("COATCHECK_STANDBY");
    Servers.start("standby");
    return new StandbyPair(url);
  }

  /** A URL of both servers, of which the driver takes the one that is the primary. */
  String url() {
    return url;
  }

  /** The primary, whichever of both it is. */
  Database primary() {
    return primary;
  }

  /** A URL of clients whose commits wait until the standby shows them, not only has them. */
  String urlOfPatientClients() {
    return url + "&options=-c%20synchronous_commit=remote_apply";
  }

  /** Lets the standby receive what the primary commits, but not show it. */
  void pauseStandby() {
    standby.read(session -> session.query(String.class, "select pg_wal_replay_pause()"));
  }

  /** Lets the standby receive nothing more, at a moment at which no client is at its commit. */
  void disconnectStandby() throws InterruptedException {
    primary.useTransaction(
        session -> {
          session.execute("lock table item in share mode");
          standby.execute("alter system set primary_conninfo = ''; select pg_reload_conf()");
          awaitCount("pg_stat_replication", 0);
        });
  }

  /** Waits until clients wait at their commit, and the standby has what it can receive of them. */
  void awaitCommits(int clients) throws InterruptedException {
    awaitCount("pg_stat_activity where wait_event = 'SyncRep'", clients);
    awaitCount("pg_stat_replication where flush_lsn < pg_current_wal_lsn()", 0);
  }

  private void awaitCount(String rows, long count) throws InterruptedException {
    while (count(rows) != count) {
      Thread.sleep(10);
    }
  }

  private long count(String rows) {
    return primary
        .read(session -> session.query(Long.class, "select count(*) from " + rows))
        .get(0);
  }

  /** Kills the primary, so that it has no chance to say goodbye, and promotes the standby. */
  void failOver() throws IOException {
    Servers.kill(
        primary.read(session -> session.query(String.class, "show external_pid_file")).get(0));
    standby.read(session -> session.query(Boolean.class, "select pg_promote()"));
  }

  @Override
  public void close() {
    standby.close();
    primary.close();
  }
}
