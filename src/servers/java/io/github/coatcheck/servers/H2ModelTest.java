package io.github.coatcheck.servers;

import io.github.coatcheck.model.KeyRule;
import io.github.coatcheck.model.ModelTest;
import io.github.coatcheck.session.Database;

/** Random calls on H2. */
class H2ModelTest extends ModelTest {
  H2ModelTest() {
    super(KeyRule.NEW, 500);
  }

  @Override
  protected Database open() {
    return Database.open("jdbc:h2:mem:model;DB_CLOSE_DELAY=-1");
  }
}
