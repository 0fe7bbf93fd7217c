package io.github.coatcheck.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import io.github.coatcheck.TransientFailureException;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes that change the same row: the cluster finds out at the commit. */
@ParameterizedClass
@ValueSource(strings = {"mariadb", "mysql"})
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class GaleraConflictTest {
  private static final int INCREMENTS = 50;

  @Table("counter")
  record Counter(@Column(primaryKey = true) int id, int value) {}

  @Parameter String driver;

  private List<String> nodes;

  @BeforeEach
  void makeTable() {
    Cluster cluster = Cluster.running();
    nodes = driver.equals("mariadb") ? cluster.mariadbNodes() : cluster.mysqlNodes();
    try (Database database = Database.open(nodes.get(0))) {
      database.dropTables(Counter.class);
      database.createTables(Counter.class);
      database.useTransaction(session -> session.insert(new Counter(1, 0)));
    }
  }

  @Test
  void theLaterOfTwoFailsTransientlyAndCanBeRunAgain() {
    try (Database first = Database.open(nodes.get(0));
        Database second = Database.open(nodes.get(1));
        Session winner = first.openSession();
        Session loser = second.openSession()) {
      assertThat(loser.find(Counter.class, 1)).contains(new Counter(1, 0));
      loser.update(new Counter(1, 20));
      winner.update(new Counter(1, 10));
      winner.commit();

      assertThatThrownBy(loser::commit).isInstanceOf(TransientFailureException.class);
      loser.rollback();
      assertThat(loser.find(Counter.class, 1)).contains(new Counter(1, 10));
      loser.update(new Counter(1, 20));
      loser.commit();

      assertThat(winner.find(Counter.class, 1)).contains(new Counter(1, 20));
    }
  }

  @Test
  void noIncrementOfThreeNodesIsLostWhenConflictsAreRunAgain() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(3);
    int conflicts = 0;
    try {
      List<Future<Integer>> counting =
          nodes.stream().map(url -> executor.submit(() -> increment(url))).toList();
      for (Future<Integer> future : counting) {
        conflicts += future.get();
      }
    } finally {
      executor.shutdownNow();
    }

    for (String url : nodes) {
      try (Database database = Database.open(url)) {
        int value =
            database.inTransaction(session -> session.find(Counter.class, 1)).orElseThrow().value();
        assertThat(value).as(url).isEqualTo(3 * INCREMENTS);
      }
    }
    System.out.printf(
        "Three nodes at one row by the driver of %s: %d increments, %d conflicts run again%n",
        driver, 3 * INCREMENTS, conflicts);
  }

  /** Increments the counter, and gives how many conflicts were run again. */
  private static int increment(String url) {
    AtomicInteger attempts = new AtomicInteger();
    try (Database database = Database.open(url)) {
      for (int i = 0; i < INCREMENTS; i++) {
        database.useTransaction(
            1_000,
            session -> {
              attempts.incrementAndGet();
              session.execute("update counter set value = value + 1 where id = 1");
            });
      }
    }
    return attempts.get() - INCREMENTS;
  }
}
