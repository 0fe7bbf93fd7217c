package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More objects than fit into memory go through one insertAll, and through one stream. */
public class StreamMemoryTest {
  public static final int SIZE = 1_000_000;
  private static final int EARLIER = 5;

  @Table("visit")
  public static class Visit {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column int number;

    @Column String page;

    Visit() {}

    Visit(int number) {
      this.number = number;
      this.page = "https://example.org/page/" + number;
    }
  }

  @TempDir Path folder;

  @Test
  void aMillionObjectsPassThroughALittleMemoryEachWithTheKeyOfItsRow() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("visits.db");

    String handedOn = run(Inserting.class, url);

    try (Database database = Database.open(url)) {
      assertThat(handedOn).isEqualTo(SIZE + " objects, checksum " + checksum(database));
      assertThat(count(database, "where number > 0")).isEqualTo(SIZE);
      assertThat(count(database, "where number > 0 and id = number + ?", EARLIER)).isEqualTo(SIZE);
      assertThat(count(database, "where page <> 'https://example.org/page/' || number")).isZero();
    }
  }

  @Test
  void aMillionRowsAreReadInALittleMemoryWhileOthersAreWritten() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("visits.db");
    try (Database database = Database.open(url)) {
      database.createTables(Visit.class);
      database.useTransaction(
          session ->
              session.execute(
                  "insert into visit (number, page) with recursive counter(n) as (select 1 union all select n + 1 from counter where n < ?) select n, 'https://example.org/page/' || n from counter",
                  SIZE));

      String read = run(Reading.class, url);

      assertThat(read).isEqualTo(SIZE + " objects, checksum " + checksum(database));
      assertThat(count(database, "where number < 0")).isEqualTo(SIZE / 1000);
    }
  }

  /** The number of rows that a tail leaves. */
  public static long count(Database database, String tail, Object... parameters) {
    return database.inTransaction(session -> session.count(Visit.class, tail, parameters));
  }

  /** Of the rows of a database. */
  public static long checksum(Database database) {
    String sum = "select sum(id * (number % 1000)) from visit where number > 0";
    return database.inTransaction(session -> session.query(Long.class, sum)).get(0);
  }

  /** Works in a process of its own with little memory, and gives what it says of the objects. */
  public static String run(Class<?> work, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), work.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(output).isZero();
      return output;
    } finally {
      process.destroyForcibly();
    }
  }

  /** The other process, which inserts. */
  static final class Inserting {
    private Inserting() {}

    public static void main(String[] arguments) {
      try (Database database = Database.open(arguments[0]);
          Session session = database.openSession()) {
        database.createTables(Visit.class);
        session.insertAll(IntStream.range(0, EARLIER).mapToObj(i -> new Visit(-i)).toList());
        AtomicLong checksum = new AtomicLong();

        long count =
            session.insertAll(
                IntStream.rangeClosed(1, SIZE).mapToObj(Visit::new).iterator(),
                visit -> checksum.addAndGet(visit.id * (visit.number % 1000)));
        session.commit();

        System.out.println(count + " objects, checksum " + checksum);
      }
    }
  }

  /** The other process, which reads, and writes a row for each thousand, there or elsewhere. */
  public static final class Reading {
    private Reading() {}

    public static void main(String[] arguments) {
      try (Database database = Database.open(arguments[0]);
          Session session = database.openSession();
          Session writer = arguments.length > 1 ? database.openSession() : session;
          Stream<Visit> visits = session.stream(Visit.class, "where number > ?", 0)) {
        AtomicLong checksum = new AtomicLong();

        long count = visits.mapToInt(visit -> read(writer, visit, checksum)).sum();
        writer.commit();

        System.out.println(count + " objects, checksum " + checksum);
      }
    }

    private static int read(Session writer, Visit visit, AtomicLong checksum) {
      checksum.addAndGet(visit.id * (visit.number % 1000));
      if (visit.number % 1000 == 0) {
        writer.insert(new Visit(-visit.number));
      }
      return 1;
    }
  }
}
