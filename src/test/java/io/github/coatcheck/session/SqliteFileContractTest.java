package io.github.coatcheck.session;

import io.github.coatcheck.contract.Contract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/** The contract, on SQLite in a file. */
class SqliteFileContractTest extends Contract {
  @TempDir Path folder;

  @Override
  protected Database open() {
    // Long enough for a slow disk, where threads wait for each other's commits.
    Options patient = Options.defaults().lockTimeout(Duration.ofSeconds(30));
    return Database.open("jdbc:sqlite:" + folder.resolve("contract.db"), patient);
  }
}
