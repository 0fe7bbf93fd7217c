package io.github.coatcheck.servers;

import io.github.coatcheck.contract.Contract;
import io.github.coatcheck.session.Database;

/** The contract, on PostgreSQL by its driver. */
class PostgresqlTest extends Contract {
  @Override
  protected Database open() {
    return Database.open(Servers.postgresql());
  }
}
