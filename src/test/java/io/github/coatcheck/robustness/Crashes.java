package io.github.coatcheck.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.robustness.Ledger.Row;
import io.github.coatcheck.session.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Kills processes that write to one database, and compares its rows with what they reported.
 *
 * <p>{@code -Dcoatcheck.kills=500} sets the number of kills, {@code -Dcoatcheck.seed=1} repeats
 * what the processes write and how long they live.
 */
public final class Crashes {
  /** Looks at a database that may still be at work for a process that is gone. */
  @FunctionalInterface
  public interface Inspection {
    void run(Statement statement) throws SQLException;
  }

  /** The end of a process by SIGKILL, as a shell sees it. */
  private static final int KILLED = 128 + 9;

  private static final int LONGEST_LIFE = 200;

  private final String url;
  private final Inspection inspection;
  private final Path folder;
  private final Ledger ledger = new Ledger();

  /**
   * @param folder what the processes leave behind
   */
  public Crashes(String url, Inspection inspection, Path folder) {
    this.url = url;
    this.inspection = inspection;
    this.folder = folder;
  }

  /**
   * Starts a process and kills it, so many times, unless a system property tells another number.
   */
  public void kill(int times) throws Exception {
    int kills = Integer.getInteger("coatcheck.kills", times);
    long seed = Long.getLong("coatcheck.seed", System.nanoTime());
    Random random = new Random(seed);
    System.out.printf("%s: %d kills with seed %d%n", url, kills, seed);
    try (Database database = Database.open(url)) {
      database.dropTables(Note.class);
      database.createTables(Note.class);
    }
    for (int i = 1; i <= kills; i++) {
      String firstWord = random.nextInt(5) == 0 ? "begins" : "done";
      int life = random.nextInt(LONGEST_LIFE);
      runAndKill(firstWord, life, "p" + i, String.valueOf(random.nextLong()));
      ledger.check("after kill " + i + ", with seed " + seed, storedRows());
    }
    System.out.println(ledger);
  }

  /** Kills a process some milliseconds after it said a word for the first time. */
  private void runAndKill(String firstWord, int life, String... arguments) throws Exception {
    Process process = start(arguments);
    try (BufferedReader lines = process.inputReader()) {
      String line;
      do {
        line = lines.readLine();
        assertThat(line).as("what the process reports").isNotNull();
        ledger.read(line);
      } while (!line.startsWith(firstWord));
      // By its handle: the process itself would close the pipe with what it has reported.
      CompletableFuture.delayedExecutor(life, TimeUnit.MILLISECONDS)
          .execute(process.toHandle()::destroyForcibly);
      lines.lines().forEach(ledger::read);
      assertThat(process.waitFor()).as("exit value").isEqualTo(KILLED);
    } finally {
      process.destroyForcibly();
    }
    removeFilesOfDriver();
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What makes it start fast; and its driver unpacks a library, which a killed process leaves.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"));
    command.addAll(List.of("-Djava.io.tmpdir=" + folder, "--enable-native-access=ALL-UNNAMED"));
    command.add("-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider");
    command.add("-Dslf4j.internal.verbosity=WARN");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(CrashingWriter.class.getName(), url));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private void removeFilesOfDriver() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private Map<Long, Row> storedRows() throws SQLException {
    Map<Long, Row> rows = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      inspection.run(statement);
      try (ResultSet row = statement.executeQuery("select id, slot, text from note")) {
        while (row.next()) {
          rows.put(row.getLong(1), new Row(row.getString(2), row.getString(3)));
        }
      }
    }
    return rows;
  }
}
