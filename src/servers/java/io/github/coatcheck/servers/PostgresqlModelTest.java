package io.github.coatcheck.servers;

import io.github.coatcheck.model.KeyRule;
import io.github.coatcheck.model.ModelTest;
import io.github.coatcheck.session.Database;

/** Random calls on PostgreSQL. */
class PostgresqlModelTest extends ModelTest {
  PostgresqlModelTest() {
    super(KeyRule.NEW, 500);
  }

  @Override
  protected Database open() {
    return Database.open(Servers.postgresql());
  }
}
