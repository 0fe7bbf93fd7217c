package io.github.coatcheck.servers;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.OutcomeUnknownException;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Stores batches until it is told to stop, and remembers what it was told of each. */
final class LoadClient implements Runnable {
  static final int BATCH_SIZE = 20;
  private static final int BATCHES_OF_A_SESSION = 50;

  /** What a client knows of a batch. */
  enum Outcome {
    COMMITTED,
    UNKNOWN,
    FAILED
  }

  /** A batch: the items with their keys, if they were committed. */
  record Batch(String name, String node, Outcome outcome, List<Item> items) {}

  private final Database database;
  private final String name;
  private final Queue<Batch> batches = new ConcurrentLinkedQueue<>();
  private volatile String node = "";
  private final AtomicInteger committed = new AtomicInteger();
  private volatile boolean stopped;
  private int begun;

  LoadClient(Database database, String name) {
    this.database = database;
    this.name = name;
  }

  @Override
  public void run() {
    while (!stopped) {
      try (Session session = database.openSession()) {
        for (int i = 0; i < BATCHES_OF_A_SESSION && !stopped && store(session); i++) {
          committed.incrementAndGet();
        }
      } catch (CoatcheckException e) {
        // The node is gone, and the session with it: the next one is on another node.
      }
    }
  }

  /** Stores a batch once, and gives whether it was committed; nothing is run again. */
  private boolean store(Session session) {
    String batch = name + " batch " + begun++;
    try {
      node = session.query(String.class, "select @@wsrep_node_name").get(0);
      List<Item> items = session.insertAll(Item.of(batch, BATCH_SIZE));
      session.commit();
      return note(batch, Outcome.COMMITTED, items);
    } catch (OutcomeUnknownException e) {
      return note(batch, Outcome.UNKNOWN, List.of());
    } catch (CoatcheckException e) {
      return note(batch, Outcome.FAILED, List.of());
    }
  }

  private boolean note(String batch, Outcome outcome, List<Item> items) {
    batches.add(new Batch(batch, node, outcome, items));
    return outcome == Outcome.COMMITTED;
  }

  /** The node on which its last batch began. */
  String node() {
    return node;
  }

  int committed() {
    return committed.get();
  }

  Queue<Batch> batches() {
    return batches;
  }

  void stop() {
    stopped = true;
  }
}
