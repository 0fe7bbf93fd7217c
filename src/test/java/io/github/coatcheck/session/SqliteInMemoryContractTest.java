package io.github.coatcheck.session;

import io.github.coatcheck.contract.Contract;
import java.time.Duration;

/** The contract, on SQLite in memory. */
class SqliteInMemoryContractTest extends Contract {
  @Override
  protected Database open() {
    return Database.open(
        "jdbc:sqlite::memory:", Options.defaults().lockTimeout(Duration.ofSeconds(30)));
  }
}
