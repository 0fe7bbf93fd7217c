package io.github.coatcheck.servers;

import io.github.coatcheck.Column;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.OutcomeUnknownException;
import io.github.coatcheck.Table;
import io.github.coatcheck.servers.LoadClient.Outcome;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Does units of work until it is told to stop, and remembers what it was told of each. */
final class FailoverClient implements Callable<Void> {
  static final int BATCH_SIZE = 5;

  /** The row of a client, which each of its units updates: the last one that did, and how many. */
  @Table("tally")
  record Tally(
      @Column(primaryKey = true) String client,
      String unit,
      @Column(version = true) Long version) {}

  /** A unit of work: the items with their keys, if they were committed. */
  record Unit(String name, Outcome outcome, List<Item> items) {}

  private final Database database;
  private final String name;
  private final int attempts;
  private final Queue<Unit> units = new ConcurrentLinkedQueue<>();
  private final AtomicInteger committed = new AtomicInteger();
  private volatile boolean stopped;

  /** A client of a database, which tries each unit so many times. */
  FailoverClient(Database database, String name, int attempts) {
    this.database = database;
    this.name = name;
    this.attempts = attempts;
  }

  @Override
  public Void call() throws InterruptedException {
    for (int i = 0; !stopped; i++) {
      Unit unit = store(name + " unit " + i);
      units.add(unit);
      if (unit.outcome == Outcome.COMMITTED) {
        committed.incrementAndGet();
      } else {
        Thread.sleep(20);
      }
    }
    return null;
  }

  private Unit store(String unit) {
    try {
      List<Item> items = database.inTransaction(attempts, session -> write(session, unit));
      return new Unit(unit, Outcome.COMMITTED, items);
    } catch (OutcomeUnknownException e) {
      return new Unit(unit, Outcome.UNKNOWN, List.of());
    } catch (DatabaseException e) {
      return new Unit(unit, Outcome.FAILED, List.of());
    }
  }

  private List<Item> write(Session session, String unit) {
    Tally tally = session.find(Tally.class, name).orElseThrow();
    session.update(new Tally(name, unit, tally.version));
    List<Item> items = new ArrayList<>(session.insertAll(Item.of(unit, BATCH_SIZE - 1)));
    items.add(session.insert(new Item(null, unit + " item " + (BATCH_SIZE - 1))));
    return items;
  }

  String name() {
    return name;
  }

  int committed() {
    return committed.get();
  }

  Queue<Unit> units() {
    return units;
  }

  void stop() {
    stopped = true;
  }
}
