package io.github.coatcheck.contract;

import io.github.coatcheck.session.Database;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every contract needs: a database, opened for each test. */
public abstract class DatabaseContract {
  private Database database;

  /** Opens the database, which may hold tables of earlier tests. */
  protected abstract Database open();

  /** The statements that make a trigger; the body is an INSERT that may use {@code NEW.id}. */
  protected List<String> trigger(String name, String time, String table, String body) {
    return List.of(
        "CREATE TRIGGER %s %s INSERT ON %s FOR EACH ROW BEGIN %s; END"
            .formatted(name, time, table, body));
  }

  @BeforeEach
  final void openDatabase() {
    database = open();
  }

  @AfterEach
  final void closeDatabase() {
    database.close();
  }

  protected final Database database() {
    return database;
  }

  /** Makes tables that are new and empty. */
  protected final void create(Class<?>... types) {
    database.dropTables(types);
    database.createTables(types);
  }
}
