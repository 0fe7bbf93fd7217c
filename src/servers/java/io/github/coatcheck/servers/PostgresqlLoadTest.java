package io.github.coatcheck.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.coatcheck.robustness.Load;
import io.github.coatcheck.session.Database;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads share a pool of connections: each row has its own key, and no update gets lost. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PostgresqlLoadTest {
  private static final int WRITERS = 8;
  private static final int ROUNDS = Integer.getInteger("coatcheck.rounds", 50);

  @Test
  void threadsWriteAndReadByAPool() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(Servers.postgresql());
    config.setMaximumPoolSize(WRITERS);
    try (HikariDataSource pool = new HikariDataSource(config);
        Database database = Database.of(pool)) {
      Load load = new Load(database);
      load.createTables();

      load.run(Executors.newCachedThreadPool(), "thread", WRITERS, ROUNDS);

      load.check(WRITERS, ROUNDS);
      assertThat(load.stale()).as("updates of a stale row").isPositive();
    }
  }
}
