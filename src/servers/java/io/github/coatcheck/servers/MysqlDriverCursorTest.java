package io.github.coatcheck.servers;

import io.github.coatcheck.contract.Contract;
import io.github.coatcheck.session.Database;

/** The contract, on MariaDB by the driver of MySQL, which reads streams by a cursor. */
class MysqlDriverCursorTest extends Contract {
  @Override
  protected Database open() {
    return Database.open(Servers.mysql() + "&useCursorFetch=true");
  }
}
