package io.github.coatcheck.contract;

import io.github.coatcheck.session.Database;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every contract needs: a database, opened for each test. */
public abstract class DatabaseContract {
  private Database database;
  private Product product;

  /** Opens the database, which may hold tables of earlier tests. */
  protected abstract Database open();

  @BeforeEach
  final void openDatabase() throws SQLException {
    database = open();
    product = Product.of(database);
  }

  @AfterEach
  final void closeDatabase() {
    if (database != null) {
      database.close();
    }
  }

  protected final Database database() {
    return database;
  }

  final Product product() {
    return product;
  }

  /** Makes tables that are new and empty. */
  protected final void create(Class<?>... types) {
    database.dropTables(types);
    database.createTables(types);
  }
}
