package io.github.coatcheck.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.coatcheck.session.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many threads and processes use one file: each row has its own key, and no update gets lost. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SqliteLoadTest {
  private static final int WRITERS = 6;
  private static final int PROCESSES = 3;
  private static final int ROUNDS = Integer.getInteger("coatcheck.rounds", 25);

  @TempDir Path folder;

  private String url;
  private Database database;
  private Load load;

  @BeforeEach
  void createTables() {
    url = "jdbc:sqlite:%s?journal_mode=WAL&synchronous=NORMAL".formatted(folder.resolve("load.db"));
    database = Database.open(url);
    load = new Load(database);
    load.createTables();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void threadsWriteAndReadOneFile() throws Exception {
    load.run(Executors.newCachedThreadPool(), "thread", WRITERS, ROUNDS);

    load.check(WRITERS, ROUNDS);
    assertThat(load.stale()).as("updates of a stale row").isPositive();
  }

  @Test
  void virtualThreadsWriteAndReadOneFile() throws Exception {
    int version = Runtime.version().feature();
    assumeThat(version).as("virtual threads are in Java since 21").isGreaterThanOrEqualTo(21);
    // Looked up, since the tests are compiled for Java 17.
    ExecutorService threads =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);

    load.run(threads, "virtual thread", WRITERS, ROUNDS);

    load.check(WRITERS, ROUNDS);
  }

  @Test
  void processesWriteAndReadOneFile() throws Exception {
    List<Process> processes = new ArrayList<>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(start("process " + i));
      }
      for (Process process : processes) {
        noteRows(process);
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
    }

    load.check(PROCESSES * 2, ROUNDS);
  }

  private Process start(String name) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What makes it start fast.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dcoatcheck.log=ERROR");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(LoadProcess.class.getName(), url, name, "2", "" + ROUNDS));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Notes the rows that a process stored, when it is done. */
  private void noteRows(Process process) throws IOException, InterruptedException {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" ", 2);
        load.note(Long.parseLong(parts[0]), parts[1]);
      }
    }
    assertThat(process.waitFor()).as("exit value").isZero();
  }
}
