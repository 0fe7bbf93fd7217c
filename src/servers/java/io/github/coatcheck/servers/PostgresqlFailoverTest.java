package io.github.coatcheck.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.coatcheck.servers.FailoverClient.Tally;
import io.github.coatcheck.servers.FailoverClient.Unit;
import io.github.coatcheck.servers.LoadClient.Outcome;
import io.github.coatcheck.session.Database;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A primary is killed while clients write, and its standby promoted: what was committed is there
 * once, and nothing else.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PostgresqlFailoverTest {
  private static final int KILLS = Integer.getInteger("coatcheck.kills", 3);
  private static final int CLIENTS = 8;

  /** Enough for a client to get on by itself as long as it can connect. */
  private static final int ATTEMPTS = 20;

  /** Does something to the servers while the clients write. */
  private interface Disturbance {
    void happen(List<FailoverClient> clients) throws Exception;
  }

  /** Lets no commit end. */
  private interface Delay {
    void begin(StandbyPair pair) throws Exception;
  }

  @Test
  void nothingIsLostOrDoubledWhenThePrimaryIsKilledAtAnyMoment() throws Exception {
    for (int i = 0; i < KILLS; i++) {
      try (StandbyPair pair = StandbyPair.running()) {
        Map<Outcome, List<Unit>> units =
            run(
                pair,
                pair.url(),
                clients -> {
                  awaitCommits(clients, 20);
                  pair.failOver();
                });

        assertThat(units.keySet()).as("what clients were told").hasSizeGreaterThan(1);
      }
    }
  }

  @Test
  void aCommitOfWhichOnlyTheStandbyKnowsIsUnknownAndThereOnce() throws Exception {
    try (StandbyPair pair = StandbyPair.running()) {
      List<Unit> unknown = losingAnswers(pair, StandbyPair::pauseStandby);

      assertThat(stored(pair.primary()).keySet()).containsAll(names(unknown.stream()));
    }
  }

  @Test
  void aCommitOfWhichOnlyTheKilledPrimaryKnowsIsUnknownAndNotThere() throws Exception {
    try (StandbyPair pair = StandbyPair.running()) {
      List<Unit> unknown = losingAnswers(pair, StandbyPair::disconnectStandby);

      assertThat(stored(pair.primary()).keySet())
          .doesNotContainAnyElementsOf(names(unknown.stream()));
    }
  }

  /** Kills the primary when all clients wait for the end of a commit, and gives those units. */
  private static List<Unit> losingAnswers(StandbyPair pair, Delay delay) throws Exception {
    Map<Outcome, List<Unit>> units =
        run(
            pair,
            pair.urlOfPatientClients(),
            clients -> {
              awaitCommits(clients, 5);
              delay.begin(pair);
              pair.awaitCommits(CLIENTS);
              pair.failOver();
            });

    assertThat(units.get(Outcome.UNKNOWN)).hasSize(CLIENTS);
    return units.get(Outcome.UNKNOWN);
  }

  /** Half of the clients use a pool, and every other one tries each unit of work only once. */
  private static Map<Outcome, List<Unit>> run(StandbyPair pair, String url, Disturbance disturbance)
      throws Exception {
    pair.primary().dropTables(Item.class, Tally.class);
    pair.primary().createTables(Item.class, Tally.class);
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(CLIENTS);
    try (HikariDataSource pool = new HikariDataSource(config);
        Database pooled = Database.of(pool);
        Database unpooled = Database.open(url)) {
      List<FailoverClient> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Database database = i < CLIENTS / 2 ? pooled : unpooled;
        clients.add(new FailoverClient(database, "client " + i, i % 2 == 0 ? 1 : ATTEMPTS));
      }
      write(pair.primary(), clients, disturbance);
      return judge(pair.primary(), clients);
    }
  }

  private static void write(
      Database database, List<FailoverClient> clients, Disturbance disturbance) throws Exception {
    database.useTransaction(
        session ->
            session.insertAll(
                clients.stream().map(client -> new Tally(client.name(), "", null)).toList()));
    ExecutorService executor = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<Void>> ends = clients.stream().map(executor::submit).toList();
      disturbance.happen(clients);
      awaitCommits(clients, 20);
      clients.forEach(FailoverClient::stop);
      for (Future<Void> end : ends) {
        end.get();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  /** Waits until every client has committed so many units more. */
  private static void awaitCommits(List<FailoverClient> clients, int more)
      throws InterruptedException {
    List<Integer> goals = clients.stream().map(client -> client.committed() + more).toList();
    for (int i = 0; i < clients.size(); i++) {
      while (clients.get(i).committed() < goals.get(i)) {
        Thread.sleep(10);
      }
    }
  }

  /** Compares what is stored with what the clients were told, which is returned. */
  private static Map<Outcome, List<Unit>> judge(Database database, List<FailoverClient> clients) {
    Map<String, List<Item>> stored = stored(database);
    Map<Outcome, List<Unit>> units =
        clients.stream()
            .map(FailoverClient::units)
            .flatMap(Collection::stream)
            .collect(Collectors.groupingBy(Unit::outcome));
    List<Unit> committed = units.getOrDefault(Outcome.COMMITTED, List.of());
    List<Unit> unknown = units.getOrDefault(Outcome.UNKNOWN, List.of());
    List<Unit> failed = units.getOrDefault(Outcome.FAILED, List.of());
    List<Unit> there = unknown.stream().filter(unit -> stored.containsKey(unit.name())).toList();

    assertThat(committed)
        .allSatisfy(
            unit ->
                assertThat(stored.get(unit.name()))
                    .containsExactlyInAnyOrderElementsOf(unit.items()));
    assertThat(there)
        .allSatisfy(
            unit ->
                assertThat(stored.get(unit.name()).stream().map(Item::name))
                    .containsExactlyInAnyOrderElementsOf(
                        Item.of(unit.name(), FailoverClient.BATCH_SIZE).stream()
                            .map(Item::name)
                            .toList()));
    assertThat(stored.keySet())
        .containsExactlyInAnyOrderElementsOf(
            names(Stream.of(committed, there).flatMap(List::stream)));
    List<Tally> tallies = database.read(session -> session.list(Tally.class));
    assertThat(tallies)
        .hasSize(CLIENTS)
        .allSatisfy(tally -> assertThat(tally).isEqualTo(tally(tally.client(), clients, stored)));

    System.out.printf(
        "A primary killed under %d clients: %d units of %d rows committed, all there once; %d of unknown outcome, %d of them there and %d not; %d failed before their commit, none of them there%n",
        CLIENTS,
        committed.size(),
        FailoverClient.BATCH_SIZE,
        unknown.size(),
        there.size(),
        unknown.size() - there.size(),
        failed.size());
    return units;
  }

  /** The items by the unit of work that they belong to. */
  private static Map<String, List<Item>> stored(Database database) {
    return database.read(session -> session.list(Item.class)).stream()
        .collect(Collectors.groupingBy(item -> item.name().replaceAll(" item .*", "")));
  }

  /** What the units that are there have made of the row of their client, which began at 1. */
  private static Tally tally(
      String name, List<FailoverClient> clients, Map<String, List<Item>> stored) {
    List<String> there =
        clients.stream()
            .filter(client -> client.name().equals(name))
            .flatMap(client -> names(client.units().stream()).stream())
            .filter(stored::containsKey)
            .toList();
    return new Tally(name, there.get(there.size() - 1), 1L + there.size());
  }

  private static List<String> names(Stream<Unit> units) {
    return units.map(Unit::name).toList();
  }
}
