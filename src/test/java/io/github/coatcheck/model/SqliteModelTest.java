package io.github.coatcheck.model;

import io.github.coatcheck.session.Database;

/** Random calls on SQLite in memory, where each key is known beforehand. */
class SqliteModelTest extends ModelTest {
  SqliteModelTest() {
    super(KeyRule.NEXT, 10_000);
  }

  @Override
  protected Database open() {
    return Database.open("jdbc:sqlite::memory:");
  }
}
