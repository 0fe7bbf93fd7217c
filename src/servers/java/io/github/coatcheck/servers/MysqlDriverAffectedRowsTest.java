package io.github.coatcheck.servers;

import io.github.coatcheck.contract.Contract;
import io.github.coatcheck.session.Database;

/** The contract, on MariaDB by the driver of MySQL, which counts only rows that change. */
class MysqlDriverAffectedRowsTest extends Contract {
  @Override
  protected Database open() {
    return Database.open(Servers.mysql() + "&useAffectedRows=true");
  }
}
