package io.github.coatcheck.servers;

import io.github.coatcheck.contract.Contract;
import io.github.coatcheck.session.Database;

/** The contract, on MariaDB by the driver of MySQL. */
class MysqlDriverTest extends Contract {
  @Override
  protected Database open() {
    return Database.open(Servers.mysql());
  }
}
