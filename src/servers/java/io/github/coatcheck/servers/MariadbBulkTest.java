package io.github.coatcheck.servers;

import io.github.coatcheck.contract.Contract;
import io.github.coatcheck.session.Database;

/** The contract, on MariaDB by its driver, which sends batches in bulk. */
class MariadbBulkTest extends Contract {
  @Override
  protected Database open() {
    return Database.open(Servers.mariadb() + "&useBulkStmts=true&useServerPrepStmts=true");
  }
}
