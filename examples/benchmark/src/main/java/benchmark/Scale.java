package benchmark;

import benchmark.contender.User;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a row costs Coatcheck in a table in a file that grows to ten million rows. */
final class Scale {
  static final Path RESULTS = Path.of("results/scale.csv");

  private static final int STEP = 1_000_000;
  private static final int STEPS = 10;

  /** Rows that are found and updated, all over the table. */
  private static final int SOME = 20_000;

  private static final int MANY = 100_000;

  private final Database database;
  private final StringBuilder csv = new StringBuilder("rows,workload,cpu_us\n");
  private int rows;

  private Scale(Database database) {
    this.database = database;
  }

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of("target/scale.db");
    for (String end : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(Path.of(file + end));
    }
    try (Database database =
        Database.open("jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=NORMAL")) {
      database.createTables(User.class);
      new Scale(database).run();
    }
    Files.delete(file);
  }

  private void run() throws IOException {
    for (int step = 0; step < STEPS; step++) {
      rows += STEP;
      measure("insertAll", STEP, session -> session.insertAll(lastUsers(), user -> {}));
      measure("find", SOME, this::find);
      measure("update", SOME, this::update);
      measure("upsertAll", MANY, session -> session.upsertAll(existing(MANY)));
      measure("stream", rows, Scale::stream);
      System.out.println(rows + " rows");
    }
    Files.writeString(RESULTS, csv);
  }

  /** Measures the CPU time of a transaction, for each of so many rows. */
  private void measure(String workload, int count, Session.Action<RuntimeException> work) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    database.useTransaction(work);
    long elapsed = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    csv.append(String.format(Locale.ROOT, "%d,%s,%.3f%n", rows, workload, elapsed / 1e3 / count));
  }

  /** The users with whom the table gets its number of rows. */
  private Iterator<User> lastUsers() {
    return IntStream.range(rows - STEP, rows).mapToObj(User::of).iterator();
  }

  /** Users whose rows are there, with other values. */
  private List<User> existing(int count) {
    List<User> users = new ArrayList<>(count);
    keys(count)
        .forEach(
            key -> {
              User user = User.of((int) (key % STEP));
              user.setId(key);
              users.add(user);
            });
    return users;
  }

  /** Keys all over the table. */
  private Stream<Long> keys(int count) {
    return IntStream.range(0, count).mapToObj(i -> 1 + i * 7_919_777L % rows);
  }

  private void find(Session session) {
    keys(SOME).forEach(key -> session.find(User.class, key).orElseThrow());
  }

  private void update(Session session) {
    existing(SOME).forEach(session::update);
  }

  private static void stream(Session session) {
    try (Stream<User> users = session.stream(User.class, "")) {
      users.forEach(user -> {});
    }
  }
}
