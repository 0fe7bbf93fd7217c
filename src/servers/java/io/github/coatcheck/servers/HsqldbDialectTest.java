package io.github.coatcheck.servers;

import dialects.HsqldbDialect;
import io.github.coatcheck.contract.Contract;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Options;

/** The contract, on HSQLDB in memory by a dialect that a user wrote. */
class HsqldbDialectTest extends Contract {
  @Override
  protected Database open() {
    return Database.open(
        "jdbc:hsqldb:mem:dialect;hsqldb.tx=mvcc;shutdown=true",
        Options.defaults().dialect(new HsqldbDialect()));
  }
}
