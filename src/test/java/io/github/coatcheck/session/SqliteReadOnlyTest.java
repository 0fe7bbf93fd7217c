package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.TransientFailureException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who waits for whom on SQLite, in each of its journal modes. */
class SqliteReadOnlyTest {
  private static final Options IMPATIENT = Options.defaults().lockTimeout(Duration.ofMillis(50));

  /** A thread for each task, whatever the number of processors. */
  private static final Executor THREADS = task -> new Thread(task).start();

  @TempDir Path folder;

  private String url() {
    return "jdbc:sqlite:" + folder.resolve("track.db");
  }

  private Database open(String journalMode) {
    Database database = Database.open(url(), IMPATIENT);
    database.execute("PRAGMA journal_mode = " + journalMode);
    database.execute(SqliteTracks.AUTOINCREMENT);
    return database;
  }

  private static SqliteTracks.Track track() {
    return new SqliteTracks.Track(null, "So What");
  }

  private static long count(Session session) {
    return session.count(SqliteTracks.Track.class);
  }

  private static void readAll(Database database) {
    try (Session reader = database.openReadOnlySession()) {
      count(reader);
    }
  }

  @Test
  void inWalModeNobodyWaitsForAnybody() {
    try (Database database = open("WAL");
        Session writer = database.openSession();
        Session early = database.openReadOnlySession();
        Session late = database.openReadOnlySession()) {
      assertThat(count(early)).isZero();
      writer.insert(track());
      assertThat(count(late)).isZero();
      writer.commit();

      assertThat(count(early) + count(late)).isZero();
      early.rollback();
      assertThat(count(early)).isOne();
      writer.insert(track());
      writer.commit();
      assertThat(count(early)).isOne();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "TRUNCATE", "PERSIST"})
  void inTheOtherModesOnlyACommitWaitsForThoseWhoRead(String journalMode) {
    try (Database database = open(journalMode);
        Session writer = database.openSession();
        Session early = database.openReadOnlySession();
        Session late = database.openReadOnlySession()) {
      SqliteTracks.Track track = track();
      assertThat(count(early)).isZero();
      writer.insert(track);
      assertThat(count(late)).isZero();

      assertThatThrownBy(writer::commit).isExactlyInstanceOf(TransientFailureException.class);

      assertThat(track.id).isNull();
      early.rollback();
      late.commit();
      writer.insert(track);
      writer.commit();
      assertThat(count(late)).isOne();
    }
  }

  /** Each waits within its transaction until all four have read. */
  @Test
  void inWalModeFourThreadsReadAtTheSameTime() {
    CyclicBarrier allHaveRead = new CyclicBarrier(4);
    try (Database database = open("WAL")) {
      List<CompletableFuture<Long>> readers =
          Stream.generate(
                  () -> CompletableFuture.supplyAsync(() -> read(database, allHaveRead), THREADS))
              .limit(4)
              .toList();

      assertThat(readers).extracting(CompletableFuture::join).containsOnly(0L);
    }
  }

  private static long read(Database database, CyclicBarrier allHaveRead) {
    try {
      return database.<Long, Exception>read(
          session -> {
            long tracks = count(session);
            allHaveRead.await(10, TimeUnit.SECONDS);
            return tracks;
          });
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aSessionThatHasNotReadYetHoldsNothingUp() {
    try (Database database = open("DELETE");
        Session reader = database.openReadOnlySession()) {
      reader.connection();
      database.useTransaction(writer -> writer.insert(track()));

      assertThat(count(reader)).isOne();
    }
  }

  @Test
  void inMemoryAReaderWaitsForTheWriterAndACommitForThoseWhoRead() {
    try (Database database = Database.open("jdbc:sqlite::memory:", IMPATIENT)) {
      database.execute(SqliteTracks.AUTOINCREMENT);
      try (Session writer = database.openSession();
          Session reader = database.openReadOnlySession()) {
        writer.insert(track());
        assertThatThrownBy(() -> CompletableFuture.runAsync(() -> readAll(database)).join())
            .hasCauseExactlyInstanceOf(TransientFailureException.class);
        writer.commit();
        assertThat(count(reader)).isOne();

        writer.insert(track());
        assertThatThrownBy(writer::commit).isExactlyInstanceOf(TransientFailureException.class);
        reader.commit();
        assertThat(count(reader)).isOne();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void validateDoesNotWaitForTheWriter(String journalMode) {
    try (Database database = open(journalMode);
        Session writer = database.openSession()) {
      writer.insert(track());

      assertThat(database.validate(SqliteTracks.Track.class).toList()).isEmpty();
      writer.commit();
      assertThat(count(writer)).isOne();
    }
  }

  @Test
  void aQueryThatWritesIsRefusedBeforeItIsSent() {
    try (Database database = open("DELETE");
        Session session = database.openReadOnlySession()) {
      assertThatThrownBy(
              () ->
                  session.query(
                      Long.class, "INSERT INTO track (name) VALUES ('So What') RETURNING id"))
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessageStartingWith("Cannot write in a session that was opened to read only");

      assertThat(count(session)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  @Tag("slow")
  void aProcessReadsWhileAnotherOneWrites(String journalMode) throws Exception {
    try (Database database = open(journalMode)) {
      Process writer = start(Writing.class);
      try {
        assertThat(writer.inputReader().readLine()).isEqualTo("written");
        try (Session reader = database.openReadOnlySession()) {
          assertThat(count(reader)).isZero();
        }
        writer.outputWriter().append("go on\n").flush();
        assertThat(writer.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(writer.exitValue()).isZero();
        try (Session reader = database.openReadOnlySession()) {
          assertThat(count(reader)).isOne();
        }
      } finally {
        writer.destroyForcibly();
      }
    }
  }

  private Process start(Class<?> work) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            work.getName(),
            url())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** The other process, which commits when it is told to. */
  static final class Writing {
    private Writing() {}

    public static void main(String[] arguments) throws IOException {
      try (Database database = Database.open(arguments[0]);
          Session session = database.openSession()) {
        session.insert(track());
        System.out.println("written");
        int told = System.in.read();
        session.commit();
        System.exit(told < 0 ? 1 : 0);
      }
    }
  }

  @Test
  @Tag("slow")
  void twoProcessesThatGetInEachOthersWaySucceedByFurtherAttempts() throws Exception {
    try (Database database = open("DELETE")) {
      List<Process> processes = List.of(start(Repeating.class), start(Repeating.class));
      for (Process process : processes) {
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
      }

      try (Session reader = database.openReadOnlySession()) {
        assertThat(count(reader)).isEqualTo(2 * Repeating.TIMES);
      }
    }
  }

  /** The other process, which hardly waits for a lock. */
  static final class Repeating {
    static final int TIMES = 50;

    private Repeating() {}

    public static void main(String[] arguments) {
      Options hasty = Options.defaults().lockTimeout(Duration.ofMillis(1));
      try (Database database = Database.open(arguments[0], hasty)) {
        for (int i = 0; i < TIMES; i++) {
          database.useTransaction(100, session -> session.insert(track()));
        }
      }
    }
  }
}
