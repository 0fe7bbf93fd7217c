package io.github.coatcheck.servers;

import io.github.coatcheck.contract.Contract;
import io.github.coatcheck.session.Database;

/** The contract, on MariaDB by its driver, which counts only rows that a statement changes. */
class MariadbAffectedRowsTest extends Contract {
  @Override
  protected Database open() {
    return Database.open(Servers.mariadb() + "&useAffectedRows=true");
  }
}
