package io.github.coatcheck.session;

import io.github.coatcheck.contract.ConvertersContract;
import io.github.coatcheck.contract.DefaultsContract;
import io.github.coatcheck.contract.EntityValuesContract;
import io.github.coatcheck.contract.HostileNamesContract;
import io.github.coatcheck.contract.TimeContract;
import io.github.coatcheck.contract.TimeValuesContract;
import io.github.coatcheck.contract.ValuesContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contracts of values and names, on SQLite in memory and on a file. */
class SqliteValuesContractTest {
  @Nested
  class ValuesInMemory extends ValuesContract {
    @Override
    protected Database open() {
      return Database.open("jdbc:sqlite::memory:");
    }
  }

  @Nested
  class TimeValuesInMemory extends TimeValuesContract {
    @Override
    protected Database open() {
      return Database.open("jdbc:sqlite::memory:");
    }
  }

  @Nested
  class EntityValuesInMemory extends EntityValuesContract {
    @Override
    protected Database open() {
      return Database.open("jdbc:sqlite::memory:");
    }
  }

  @Nested
  class TimeOrderInMemory extends TimeContract {
    @Override
    protected Database open() {
      return Database.open("jdbc:sqlite::memory:");
    }
  }

  @Nested
  class ConvertersInMemory extends ConvertersContract {
    @Override
    protected Database open() {
      return Database.open("jdbc:sqlite::memory:");
    }
  }

  @Nested
  class DefaultsInMemory extends DefaultsContract {
    @Override
    protected Database open() {
      return Database.open("jdbc:sqlite::memory:");
    }
  }

  @Nested
  class HostileNamesInMemory extends HostileNamesContract {
    @Override
    protected Database open() {
      return Database.open("jdbc:sqlite::memory:");
    }
  }

  @Nested
  class ValuesInAFile extends ValuesContract {
    @TempDir Path folder;

    @Override
    protected Database open() {
      return Database.open("jdbc:sqlite:" + folder.resolve("values.db"));
    }
  }

  @Nested
  class TimeValuesInAFile extends TimeValuesContract {
    @TempDir Path folder;

    @Override
    protected Database open() {
      return Database.open("jdbc:sqlite:" + folder.resolve("values.db"));
    }
  }

  @Nested
  class EntityValuesInAFile extends EntityValuesContract {
    @TempDir Path folder;

    @Override
    protected Database open() {
      return Database.open("jdbc:sqlite:" + folder.resolve("values.db"));
    }
  }

  @Nested
  class TimeOrderInAFile extends TimeContract {
    @TempDir Path folder;

    @Override
    protected Database open() {
      return Database.open("jdbc:sqlite:" + folder.resolve("values.db"));
    }
  }

  @Nested
  class ConvertersInAFile extends ConvertersContract {
    @TempDir Path folder;

    @Override
    protected Database open() {
      return Database.open("jdbc:sqlite:" + folder.resolve("values.db"));
    }
  }

  @Nested
  class DefaultsInAFile extends DefaultsContract {
    @TempDir Path folder;

    @Override
    protected Database open() {
      return Database.open("jdbc:sqlite:" + folder.resolve("values.db"));
    }
  }

  @Nested
  class HostileNamesInAFile extends HostileNamesContract {
    @TempDir Path folder;

    @Override
    protected Database open() {
      return Database.open("jdbc:sqlite:" + folder.resolve("values.db"));
    }
  }
}
