package io.github.coatcheck.servers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.contract.Contract;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract, on PostgreSQL by its driver. */
class PostgresqlTest extends Contract {
  @Override
  protected Database open() {
    return Database.open(Servers.postgresql());
  }

  @Test
  void aRowThatAPolicyProtectsIsAnErrorThatNamesPolicies() {
    try (Database database = open();
        Session session = database.openSession()) {
      database.dropTables(Item.class);
      database.createTables(Item.class);
      Item item = session.insert(new Item(null, "protected"));
      for (String sql :
          List.of(
              "CREATE ROLE clerk",
              "GRANT ALL ON item TO clerk",
              "ALTER TABLE item ENABLE ROW LEVEL SECURITY",
              "CREATE POLICY look ON item FOR SELECT USING (true)",
              "SET LOCAL ROLE clerk")) {
        session.execute(sql);
      }

      assertThatThrownBy(() -> session.update(new Item(item.id(), "changed")))
          .hasMessageContaining("a policy for row-level security that keeps such rows");
      assertThatThrownBy(() -> session.delete(item))
          .hasMessageContaining("a policy for row-level security that keeps such rows");
    }
  }
}
