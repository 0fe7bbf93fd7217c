package io.github.coatcheck.servers;

import io.github.coatcheck.contract.Contract;
import io.github.coatcheck.session.Database;

/** The contract, on H2 in memory. */
class H2Test extends Contract {
  @Override
  protected Database open() {
    return Database.open("jdbc:h2:mem:contract;DB_CLOSE_DELAY=-1");
  }
}
