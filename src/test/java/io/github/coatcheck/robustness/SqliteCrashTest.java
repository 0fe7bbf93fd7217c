package io.github.coatcheck.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes that write to a file are killed at random moments: what they reported as committed is
 * there, and nothing is there in part.
 */
class SqliteCrashTest {
  private static final int KILLS = 20;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "WAL"})
  void nothingIsLostDoubledOrHalfWhenAProcessIsKilled(String journalMode) throws Exception {
    String url =
        "jdbc:sqlite:%s?journal_mode=%s".formatted(folder.resolve("killed.db"), journalMode);
    Path left = Files.createDirectory(folder.resolve("left"));

    new Crashes(url, SqliteCrashTest::checkIntegrity, left).kill(KILLS);
  }

  private static void checkIntegrity(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("pragma integrity_check")) {
      assertThat(row.getString(1)).isEqualTo("ok");
    }
  }
}
