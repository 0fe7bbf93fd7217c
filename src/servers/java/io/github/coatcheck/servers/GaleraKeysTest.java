package io.github.coatcheck.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys on a cluster, each of whose nodes makes keys of its own. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class GaleraKeysTest {
  private static final int BATCHES = 20;
  private static final int BATCH_SIZE = 500;

  private final Cluster cluster = Cluster.running();

  private List<String> nodes(String driver) {
    return driver.equals("mariadb") ? cluster.mariadbNodes() : cluster.mysqlNodes();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql"})
  void allNodesWrittenToAtOnceGiveEachRowAKeyOfItsOwn(String driver) throws Exception {
    List<String> urls = nodes(driver);
    renewTable(urls.get(0));
    List<Callable<List<Item>>> writers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String url = urls.get(i % 3);
      String name = "writer " + i;
      writers.add(() -> write(url, name));
    }

    List<Item> inserted = inParallel(writers);
    inserted.sort(Comparator.comparing(Item::id));

    assertThat(inserted).hasSize(6 * BATCHES * BATCH_SIZE);
    for (String url : urls) {
      assertThat(items(url)).as(url).isEqualTo(inserted);
    }
    System.out.printf(
        "Three nodes at once by the driver of %s: %,d rows, each with the key of its own row%n",
        driver, inserted.size());
  }

  private static void renewTable(String url) {
    try (Database database = Database.open(url)) {
      database.dropTables(Item.class);
      database.createTables(Item.class);
    }
  }

  private static List<Item> write(String url, String name) {
    List<Item> items = new ArrayList<>();
    try (Database database = Database.open(url);
        Session session = database.openSession()) {
      for (int i = 0; i < BATCHES; i++) {
        items.addAll(session.insertAll(Item.of(name + " batch " + i, BATCH_SIZE)));
        session.commit();
      }
    }
    return items;
  }

  private static <T> List<T> inParallel(List<Callable<List<T>>> tasks) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(tasks.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<List<T>> future : executor.invokeAll(tasks)) {
        results.addAll(future.get());
      }
      return results;
    } finally {
      executor.shutdownNow();
    }
  }

  private static List<Item> items(String url) {
    try (Database database = Database.open(url)) {
      return database.inTransaction(session -> session.list(Item.class, "order by id"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql"})
  void keysStayRightWhenTheIncrementOfAnOpenConnectionChanges(String driver) throws Exception {
    String url = nodes(driver).get(0);
    renewTable(url);

    try (Database database = Database.open(url);
        Session session = database.openSession()) {
      awaitIncrement(session, 3);
      insertAndReread(session, "before");
      cluster.kill("node3");
      awaitIncrement(session, 2);
      insertAndReread(session, "meanwhile");
      cluster.start();
      awaitIncrement(session, 3);
      insertAndReread(session, "afterwards");
      System.out.printf(
          "One connection by the driver of %s, its increment 3, 2 and 3 again: %,d rows, each with the key of its own row%n",
          driver, items(url).size());
    } finally {
      cluster.start();
    }
  }

  private static void awaitIncrement(Session session, int increment) throws InterruptedException {
    while (session.query(Integer.class, "select @@auto_increment_increment").get(0) != increment) {
      session.rollback();
      Thread.sleep(100);
    }
  }

  private static void insertAndReread(Session session, String name) {
    List<Item> inserted = new ArrayList<>(session.insertAll(Item.of(name, 1000)));
    inserted.add(session.insert(new Item(null, name)));
    inserted.sort(Comparator.comparing(Item::id));
    session.commit();

    assertThat(session.list(Item.class, "where name like ? order by id", name + "%"))
        .isEqualTo(inserted);
    session.commit();
  }
}
