package io.github.coatcheck.session;

import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.jdbc.Failures;
import io.github.coatcheck.jdbc.KeyCheck;
import io.github.coatcheck.jdbc.WriterGuard;
import io.github.coatcheck.sql.SqlGenerator;
import io.github.coatcheck.sql.TableDefinitions;

/** What all sessions of one database have in common. */
record Shared(
    Dialect dialect,
    SqlGenerator sql,
    TableDefinitions definitions,
    KeyCheck keyCheck,
    Failures failures,
    WriterGuard guard) {

  static Shared of(Dialect dialect) {
    SqlGenerator sql = new SqlGenerator(dialect);
    TableDefinitions definitions = new TableDefinitions(sql, dialect);
    return new Shared(
        dialect,
        sql,
        definitions,
        new KeyCheck(dialect, definitions),
        new Failures(dialect),
        new WriterGuard(dialect.hasOneWriter()));
  }
}
