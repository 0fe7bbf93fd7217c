package io.github.coatcheck.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.Column;
import io.github.coatcheck.StaleRowException;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Writers and readers that use one database at the same time, and what must be true afterwards. */
public final class Load {
  private static final int COUNTERS = 3;
  private static final int BATCH = 5;

  /** Few fail even once. The number is great, since SQLite does not let writers queue. */
  private static final int ATTEMPTS = 50;

  /** A row whose text nobody else writes. */
  @Table("load_entry")
  record Entry(@Column(primaryKey = true, autoincrement = true) Long id, String text) {}

  /** A number that many increment, who each read it in another transaction. */
  @Table("load_counter")
  record Counter(
      @Column(primaryKey = true) int id, long number, @Column(version = true) Long version) {
    Counter next() {
      return new Counter(id, number + 1, version);
    }
  }

  private final Database database;

  /** The text of each row that was committed, by the key that its object got. */
  private final Map<Long, String> committed = new HashMap<>();

  private int stale;

  public Load(Database database) {
    this.database = database;
  }

  public void createTables() {
    database.dropTables(Entry.class, Counter.class);
    database.createTables(Entry.class, Counter.class);
    database.useTransaction(
        session ->
            session.insertAll(
                IntStream.range(0, COUNTERS).mapToObj(i -> new Counter(i + 1, 0, null)).toList()));
  }

  /** What one writer was told. */
  private record Report(List<Entry> entries, int stale) {}

  /** Lets some threads write and others read, and notes what the writers were told. */
  public void run(ExecutorService threads, String name, int writers, int rounds) throws Exception {
    List<Callable<Report>> tasks = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      String writer = name + " " + i;
      tasks.add(() -> write(writer, rounds));
      tasks.add(() -> read(rounds));
    }
    try {
      for (Future<Report> report : threads.invokeAll(tasks)) {
        note(report.get());
      }
    } finally {
      threads.shutdown();
    }
  }

  private void note(Report report) {
    report.entries.forEach(entry -> note(entry.id, entry.text));
    stale += report.stale;
  }

  /** Notes a row; no other one may have its key. */
  void note(long id, String text) {
    assertThat(committed.put(id, text)).as("another row with the key %d", id).isNull();
  }

  Map<Long, String> committed() {
    return committed;
  }

  private Report write(String writer, int rounds) {
    List<Entry> entries = new ArrayList<>();
    int stale = 0;
    for (int i = 0; i < rounds; i++) {
      String text = writer + " round " + i;
      entries.add(
          database.inTransaction(
              ATTEMPTS, session -> session.insert(new Entry(null, text + " alone"))));
      List<Entry> batch =
          IntStream.range(0, BATCH).mapToObj(b -> new Entry(null, text + " batch " + b)).toList();
      entries.addAll(database.inTransaction(ATTEMPTS, session -> session.insertAll(batch)));
      stale += increment(text + " increment", entries);
    }
    return new Report(entries, stale);
  }

  /** Increments a counter, with an entry for that, until nobody else did so meanwhile. */
  private int increment(String text, List<Entry> entries) {
    int id = 1 + ThreadLocalRandom.current().nextInt(COUNTERS);
    for (int stale = 0; ; stale++) {
      Counter counter = database.read(session -> session.find(Counter.class, id)).orElseThrow();
      try {
        entries.add(database.inTransaction(ATTEMPTS, session -> increment(session, counter, text)));
        return stale;
      } catch (StaleRowException e) {
        // Somebody else was faster: read the row again.
      }
    }
  }

  private static Entry increment(Session session, Counter counter, String text) {
    session.update(counter.next());
    return session.insert(new Entry(null, text));
  }

  /** Looks at what is committed: never a part of a transaction. */
  private Report read(int rounds) {
    for (int i = 0; i < rounds; i++) {
      database.read(
          session -> {
            checkSums(
                session.query(
                    Long.class,
                    """
                    select sum(number) from load_counter
                    union all select sum(version - 1) from load_counter
                    union all select count(*) from load_entry where text like '%increment'"""));
            return null;
          });
    }
    return new Report(List.of(), 0);
  }

  private static void checkSums(List<Long> sums) {
    assertThat(sums).hasSize(3).containsOnly(sums.get(0));
  }

  /** Compares all rows with what the writers were told. */
  public void check(int writers, int rounds) {
    Map<Long, String> stored = new HashMap<>();
    List<Entry> entries = database.read(session -> session.list(Entry.class));
    entries.forEach(entry -> stored.put(entry.id, entry.text));
    List<Counter> counters = database.read(session -> session.list(Counter.class));

    assertThat(committed).hasSize(writers * rounds * (BATCH + 2));
    assertThat(stored).isEqualTo(committed);
    assertThat(entries).hasSameSizeAs(stored.keySet());
    assertThat(counters.stream().mapToLong(Counter::number).sum())
        .isEqualTo((long) writers * rounds);
    assertThat(counters).allMatch(counter -> counter.version == counter.number + 1);
    read(1);
  }

  /** How many updates were refused, since somebody else had changed the row. */
  public int stale() {
    return stale;
  }
}
