package io.github.coatcheck.servers;

import io.github.coatcheck.model.KeyRule;
import io.github.coatcheck.model.ModelTest;
import io.github.coatcheck.session.Database;

/** Random calls on MariaDB by its driver. */
class MariadbModelTest extends ModelTest {
  MariadbModelTest() {
    super(KeyRule.NEW, 500);
  }

  @Override
  protected Database open() {
    return Database.open(Servers.mariadb());
  }
}
