package io.github.coatcheck.session;

import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.jdbc.Failures;
import io.github.coatcheck.jdbc.KeyCheck;
import io.github.coatcheck.jdbc.WriterGuard;
import io.github.coatcheck.sql.SqlGenerator;
import io.github.coatcheck.sql.TableDefinitions;
import java.util.ArrayList;
import java.util.List;

/** What all sessions of one database have in common. */
record Shared(
    Dialect dialect,
    SqlGenerator sql,
    TableDefinitions definitions,
    KeyCheck keyCheck,
    Failures failures,
    WriterGuard guard,
    List<String> setup) {

  static Shared of(Dialect dialect, Options options) {
    SqlGenerator sql = new SqlGenerator(dialect);
    TableDefinitions definitions = new TableDefinitions(sql, dialect);
    List<String> setup = new ArrayList<>(dialect.connectionSetup());
    options.lockTimeout().ifPresent(time -> setup.add(dialect.lockTimeout(time.toMillis())));
    return new Shared(
        dialect,
        sql,
        definitions,
        new KeyCheck(dialect, definitions),
        new Failures(dialect),
        new WriterGuard(dialect.hasOneWriter()),
        setup);
  }
}
