package io.github.coatcheck.servers;

import io.github.coatcheck.contract.Contract;
import io.github.coatcheck.dialect.MariaDbDialect;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Options;

/** The contract as MySQL gets it, which has no RETURNING, on MariaDB by the driver of MySQL. */
class MysqlDialectTest extends Contract {
  @Override
  protected Database open() {
    return Database.open(Servers.mysql(), Options.defaults().dialect(new MariaDbDialect(false)));
  }
}
