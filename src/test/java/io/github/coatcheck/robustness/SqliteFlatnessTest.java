package io.github.coatcheck.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that opens a session for each piece of work can do so as long as it likes. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class SqliteFlatnessTest {
  private static final int SESSIONS = Integer.getInteger("coatcheck.sessions", 20_000);

  /** What the heap may grow by, which is less than 60 bytes for each session of a build. */
  private static final long SLACK = 1 << 20;

  @TempDir Path folder;

  @Table
  record Visit(@Column(primaryKey = true, autoincrement = true) Long id, String text) {}

  /** What a process holds: bytes in its heap, and open files. */
  private record Usage(long heap, long files) {
    static Usage now() throws Exception {
      for (int i = 0; i < 3; i++) {
        System.gc();
        Thread.sleep(50); // for what is closed by a cleaner
      }
      return new Usage(
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), openFiles());
    }

    /** None where the system does not tell. */
    private static long openFiles() throws IOException {
      Path files = Path.of("/proc/self/fd");
      if (!Files.exists(files)) {
        return 0;
      }
      try (Stream<Path> open = Files.list(files)) {
        return open.count();
      }
    }
  }

  @Test
  void manySessionsLeaveNothingOpenAndNothingInTheHeap() throws Exception {
    String url =
        "jdbc:sqlite:%s?synchronous=OFF&journal_mode=MEMORY".formatted(folder.resolve("flat.db"));
    OpenJdbc jdbc = new OpenJdbc();
    try (Database byUrl = Database.open(url);
        Database byDataSource = Database.of(jdbc.dataSource(url))) {
      byUrl.createTables(Visit.class);
      useSessions(SESSIONS / 10, byUrl, byDataSource);
      Usage before = Usage.now();
      useSessions(SESSIONS - SESSIONS / 10, byUrl, byDataSource);
      Usage after = Usage.now();

      System.out.printf("%d sessions: %s, then %s%n", SESSIONS, before, after);
      assertThat(jdbc.open()).as("open connections and statements").isZero();
      assertThat(jdbc.opened()).isGreaterThan(SESSIONS);
      assertThat(after.heap).as("bytes in the heap").isLessThan(before.heap + SLACK);
      assertThat(after.files).as("open files").isLessThanOrEqualTo(before.files);
      long rows = byUrl.read(session -> session.count(Visit.class));
      assertThat(rows).isEqualTo(SESSIONS);
    }
  }

  private static void useSessions(int number, Database... databases) {
    for (int i = 0; i < number; i++) {
      try (Session session = databases[i % databases.length].openSession()) {
        Visit visit = session.insert(new Visit(null, "visit " + i));
        if (i % 3 == 0) {
          assertThat(session.list(Visit.class, "where id = ?", visit.id()))
              .isEqualTo(List.of(visit));
        }
        session.commit();
      }
    }
  }
}
