package io.github.coatcheck.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.coatcheck.servers.LoadClient.Batch;
import io.github.coatcheck.servers.LoadClient.Outcome;
import io.github.coatcheck.session.Database;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node is killed in the middle of a load: what was committed is there once, and nothing else. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class GaleraKillTest {
  private static final int CLIENTS = 8;

  private final Cluster cluster = Cluster.running();

  @AfterEach
  void startTheKilledNodeAgain() throws Exception {
    cluster.start();
  }

  @Test
  void clientsOfMariadbsDriverGoOnWithTheNextNode() throws Exception {
    try (Database database = Database.open(cluster.mariadbInSequence())) {
      assertNothingIsLostOrDoubled("MariaDB's driver, sequential", database);
    }
  }

  @Test
  void clientsOfMariadbsDriverGoOnWithAnyOtherNode() throws Exception {
    try (Database database = Database.open(cluster.mariadbAtRandom())) {
      assertNothingIsLostOrDoubled("MariaDB's driver, loadbalance", database);
    }
  }

  @Test
  void clientsOfMysqlsDriverGoOnWithTheNextNode() throws Exception {
    try (Database database = Database.open(cluster.mysqlInSequence())) {
      assertNothingIsLostOrDoubled("MySQL's driver", database);
    }
  }

  @Test
  void clientsOfAPoolGoOnWithAnyOtherNode() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(cluster.mariadbAtRandom());
    config.setMaximumPoolSize(CLIENTS);
    try (HikariDataSource pool = new HikariDataSource(config);
        Database database = Database.of(pool)) {
      assertNothingIsLostOrDoubled("HikariCP and MariaDB's driver, loadbalance", database);
    }
  }

  private void assertNothingIsLostOrDoubled(String title, Database database) throws Exception {
    database.dropTables(Item.class);
    database.createTables(Item.class);
    List<LoadClient> clients =
        IntStream.range(0, CLIENTS).mapToObj(i -> new LoadClient(database, "client " + i)).toList();
    ExecutorService executor = Executors.newFixedThreadPool(CLIENTS);
    try {
      clients.forEach(executor::execute);
      awaitBatches(clients, 20);
      String victim = busiest(clients);
      List<LoadClient> there =
          clients.stream().filter(client -> client.node().equals(victim)).toList();
      cluster.kill(victim);
      awaitBatches(clients, 20);
      clients.forEach(LoadClient::stop);
      executor.shutdown();
      assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
      judge(
          "%s: %s killed under %d of %d clients".formatted(title, victim, there.size(), CLIENTS),
          victim,
          clients,
          database);
    } finally {
      clients.forEach(LoadClient::stop);
      executor.shutdownNow();
    }
  }

  /** Waits until every client has committed so many batches more. */
  private static void awaitBatches(List<LoadClient> clients, int more) throws InterruptedException {
    List<Integer> goals = clients.stream().map(client -> client.committed() + more).toList();
    for (int i = 0; i < clients.size(); i++) {
      while (clients.get(i).committed() < goals.get(i)) {
        Thread.sleep(10);
      }
    }
  }

  private static String busiest(List<LoadClient> clients) {
    Map<String, Long> counts =
        clients.stream().collect(Collectors.groupingBy(LoadClient::node, Collectors.counting()));
    return counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  private static void judge(
      String title, String victim, List<LoadClient> clients, Database database) {
    Map<String, List<Item>> stored =
        database.inTransaction(session -> session.list(Item.class)).stream()
            .collect(Collectors.groupingBy(item -> item.name().replaceAll(" item .*", "")));
    Map<Outcome, List<Batch>> batches =
        clients.stream()
            .map(LoadClient::batches)
            .flatMap(Collection::stream)
            .collect(Collectors.groupingBy(Batch::outcome));
    Function<Outcome, List<Batch>> of = outcome -> batches.getOrDefault(outcome, List.of());
    long there =
        of.apply(Outcome.UNKNOWN).stream()
            .filter(batch -> stored.containsKey(batch.name()))
            .count();
    System.out.printf(
        "%s: %d batches of %d rows committed, all there once; %d of unknown outcome, %d of them there and %d not; %d failed before their commit, none of them there%n",
        title,
        of.apply(Outcome.COMMITTED).size(),
        LoadClient.BATCH_SIZE,
        of.apply(Outcome.UNKNOWN).size(),
        there,
        of.apply(Outcome.UNKNOWN).size() - there,
        of.apply(Outcome.FAILED).size());

    assertThat(of.apply(Outcome.COMMITTED))
        .allSatisfy(
            batch ->
                assertThat(stored.get(batch.name()))
                    .containsExactlyInAnyOrderElementsOf(batch.items()));
    assertThat(of.apply(Outcome.UNKNOWN))
        .allSatisfy(
            batch ->
                assertThat(names(stored.getOrDefault(batch.name(), List.of())))
                    .isIn(List.of(), names(Item.of(batch.name(), LoadClient.BATCH_SIZE))));
    assertThat(of.apply(Outcome.FAILED))
        .allSatisfy(batch -> assertThat(stored).doesNotContainKey(batch.name()));
    assertThat(of.apply(Outcome.UNKNOWN).size() + of.apply(Outcome.FAILED).size()).isPositive();
  }

  private static List<String> names(List<Item> items) {
    return items.stream().map(Item::name).sorted().toList();
  }
}
