package io.github.coatcheck.servers;

import io.github.coatcheck.robustness.Crashes;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that write to PostgreSQL are killed at random moments: what they reported as committed
 * is there, and nothing is there in part.
 */
class PostgresqlCrashTest {
  private static final int KILLS = 10;

  @TempDir Path folder;

  @Test
  void nothingIsLostDoubledOrHalfWhenAProcessIsKilled() throws Exception {
    new Crashes(Servers.postgresql(), PostgresqlCrashTest::awaitTransactions, folder).kill(KILLS);
  }

  /** Waits for the end of the transaction of the killed process, whose COMMIT may be under way. */
  private static void awaitTransactions(Statement statement) throws SQLException {
    statement.execute("begin; lock table note; commit");
  }
}
