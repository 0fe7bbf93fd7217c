package io.github.coatcheck.servers;

import io.github.coatcheck.contract.Contract;
import io.github.coatcheck.session.Database;

/** The contract, on PostgreSQL 18 by its driver. */
class Postgresql18Test extends Contract {
  @Override
  protected Database open() {
    return Database.open(Servers.postgresql18());
  }
}
