package io.github.coatcheck.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.StreamMemoryTest;
import io.github.coatcheck.session.StreamMemoryTest.Reading;
import io.github.coatcheck.session.StreamMemoryTest.Visit;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** More rows than fit into memory are read from servers in one stream, while others are written. */
class ServerStreamTest {
  /** The databases by their drivers, each with a table function that counts. */
  enum Server {
    H2("system_range(1, ?) as numbers(n)"),
    POSTGRESQL("generate_series(1, ?) as numbers(n)"),
    POSTGRESQL18("generate_series(1, ?) as numbers(n)"),
    MARIADB("(select seq as n from seq_1_to_100000000 limit ?) as numbers"),
    MYSQL("(select seq as n from seq_1_to_100000000 limit ?) as numbers");

    private final String numbers;

    Server(String numbers) {
      this.numbers = numbers;
    }

    String url(Path folder) {
      return switch (this) {
        case H2 ->
            "jdbc:h2:file:" + folder.resolve("visits") + ";CASE_INSENSITIVE_IDENTIFIERS=TRUE";
        case POSTGRESQL -> Servers.postgresql();
        case POSTGRESQL18 -> Servers.postgresql18();
        case MARIADB -> Servers.mariadb();
        // Without it this driver reads all rows at once.
        case MYSQL -> Servers.mysql() + "&useCursorFetch=true";
      };
    }
  }

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void aMillionRowsAreReadInALittleMemoryWhileOthersAreWritten(Server server) throws Exception {
    String url = server.url(folder);
    try (Database database = Database.open(url)) {
      database.dropTables(Visit.class);
      database.createTables(Visit.class);
      database.useTransaction(
          session ->
              session.execute(
                  "insert into visit (number, page) select n, concat('https://example.org/page/', n) from "
                      + server.numbers,
                  StreamMemoryTest.SIZE));
    }

    // MariaDB's driver holds all rows left when their session does anything else.
    String read =
        server == Server.MARIADB
            ? StreamMemoryTest.run(Reading.class, url, "elsewhere")
            : StreamMemoryTest.run(Reading.class, url);

    try (Database database = Database.open(url)) {
      assertThat(read)
          .isEqualTo(
              StreamMemoryTest.SIZE + " objects, checksum " + StreamMemoryTest.checksum(database));
      assertThat(StreamMemoryTest.count(database, "where number < 0"))
          .isEqualTo(StreamMemoryTest.SIZE / 1000);
      database.dropTables(Visit.class);
    }
  }
}
