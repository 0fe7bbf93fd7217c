package io.github.coatcheck.servers;

import io.github.coatcheck.contract.Contract;
import io.github.coatcheck.session.Database;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract, on whatever database the environment names. */
@EnabledIfEnvironmentVariable(
    named = "COATCHECK_URL",
    matches = "jdbc:.+",
    disabledReason = "COATCHECK_URL names no database of your own")
class OwnServerTest extends Contract {
  /** Not set if the database was refused, which must stay as it is. */
  private static OwnDatabase database;

  @BeforeAll
  static void requireEmptyDatabase() throws SQLException {
    database = OwnDatabase.requireEmpty(Servers.url("COATCHECK_URL"));
  }

  @Override
  protected Database open() {
    return Database.open(Servers.url("COATCHECK_URL"));
  }

  @AfterAll
  static void dropTables() throws SQLException {
    if (database != null) {
      database.dropTables();
    }
  }
}
