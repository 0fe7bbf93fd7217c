package io.github.coatcheck.servers;

import io.github.coatcheck.contract.Contract;
import io.github.coatcheck.session.Database;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract, on whatever database the environment names. */
@EnabledIfEnvironmentVariable(
    named = "COATCHECK_URL",
    matches = "jdbc:.+",
    disabledReason = "COATCHECK_URL names no database of your own")
class OwnServerTest extends Contract {
  @Override
  protected Database open() {
    return Database.open(Servers.url("COATCHECK_URL"));
  }
}
