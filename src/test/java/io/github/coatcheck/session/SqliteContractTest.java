package io.github.coatcheck.session;

import io.github.coatcheck.contract.BulkContract;
import io.github.coatcheck.contract.KeyContract;
import io.github.coatcheck.contract.TransactionContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contracts, on SQLite in memory and on a file. */
class SqliteContractTest {
  /** Long enough for a slow disk, where threads wait for each other's commits. */
  private static final Options PATIENT = Options.defaults().lockTimeout(Duration.ofSeconds(30));

  @Nested
  class KeysInMemory extends KeyContract {
    @Override
    protected Database open() {
      return Database.open("jdbc:sqlite::memory:");
    }
  }

  @Nested
  class ManyRowsInMemory extends BulkContract {
    @Override
    protected Database open() {
      return Database.open("jdbc:sqlite::memory:");
    }
  }

  @Nested
  class TransactionsInMemory extends TransactionContract {
    @Override
    protected Database open() {
      return Database.open("jdbc:sqlite::memory:", PATIENT);
    }
  }

  @Nested
  class KeysInAFile extends KeyContract {
    @TempDir Path folder;

    @Override
    protected Database open() {
      return Database.open("jdbc:sqlite:" + folder.resolve("keys.db"));
    }
  }

  @Nested
  class ManyRowsInAFile extends BulkContract {
    @TempDir Path folder;

    @Override
    protected Database open() {
      return Database.open("jdbc:sqlite:" + folder.resolve("rows.db"));
    }
  }

  @Nested
  class TransactionsInAFile extends TransactionContract {
    @TempDir Path folder;

    @Override
    protected Database open() {
      return Database.open("jdbc:sqlite:" + folder.resolve("transactions.db"), PATIENT);
    }
  }
}
