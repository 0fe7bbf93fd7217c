package io.github.coatcheck.servers;

import io.github.coatcheck.contract.Contract;
import io.github.coatcheck.session.Database;

/** The contract, on HSQLDB in memory. */
class HsqldbTest extends Contract {
  @Override
  protected Database open() {
    return Database.open("jdbc:hsqldb:mem:contract;hsqldb.tx=mvcc");
  }
}
