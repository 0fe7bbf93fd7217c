package io.github.coatcheck.jdbc;

import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Options;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;

/** A database for tests that let its driver err; each of them opens a new one. */
abstract class ErringDatabase {
  ErringDriver driver;
  Database database;

  final void open(boolean autoCommit, Options options, Class<?>... tables) throws SQLException {
    driver = ErringDriver.inAutoCommit(autoCommit);
    database = Database.of(driver.dataSource(), options);
    database.createTables(tables);
  }

  @AfterEach
  final void closeDatabase() throws SQLException {
    driver.heal();
    database.close();
    driver.close();
  }
}
