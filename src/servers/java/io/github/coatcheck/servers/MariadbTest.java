package io.github.coatcheck.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.StaleRowException;
import io.github.coatcheck.contract.Contract;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract, on MariaDB by its driver, which sends batches row by row. */
class MariadbTest extends Contract {
  @Override
  protected Database open() {
    return Database.open(Servers.mariadb() + "&useBulkStmts=false&useBulkStmtsForInserts=false");
  }

  @Test
  void aRowThatAnotherSessionDeletedIsGoneAlthoughASelectStillShowsIt() {
    try (Database database = open();
        Session session = database.openSession()) {
      database.dropTables(Item.class);
      database.createTables(Item.class);
      List<Item> items = database.inTransaction(other -> other.insertAll(Item.of("old", 2)));
      assertThat(session.list(Item.class)).hasSize(2);
      database.useTransaction(other -> other.deleteAll(items));

      assertThatThrownBy(() -> session.update(items.get(0)))
          .isExactlyInstanceOf(StaleRowException.class);
      assertThat(session.delete(items.get(1))).isFalse();
      assertThat(session.list(Item.class)).hasSize(2);
    }
  }
}
