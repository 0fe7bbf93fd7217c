package io.github.coatcheck.jdbc;

import io.github.coatcheck.KeyException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.KeySource;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.Sql;
import io.github.coatcheck.sql.SqlColumn;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks, once for each class, how its table generates keys.
 *
 * <p>A driver gives a number after any INSERT; whether it is the key of the row, only the table can
 * tell. In {@code id BIGINT PRIMARY KEY} SQLite stores NULL and the driver says 1.
 */
public final class KeyCheck {
  private final Dialect dialect;
  private final Map<EntitySql<?>, KeySource> answers = new ConcurrentHashMap<>();

  public KeyCheck(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Refuses a class whose table does not generate its keys. */
  public void requireGenerated(EntitySql<?> sql, StatementExecutor executor) {
    if (source(sql, executor) == KeySource.NONE) {
      throw new KeyException(refusal(sql));
    }
  }

  /** Why a table that does not generate keys is refused, and the definition that would work. */
  public String refusal(EntitySql<?> sql) {
    SqlColumn key = sql.table().generatedKey();
    return "Cannot insert into %s without a key for %s: the table does not make it. Define the column as %s, or set the key in the program and remove autoincrement."
        .formatted(sql.table(), key, key.generatedKeyDefinition());
  }

  /** How the table of a class generates keys. */
  public KeySource source(EntitySql<?> sql, StatementExecutor executor) {
    KeySource known = answers.get(sql);
    return known == null ? ask(sql, executor) : known;
  }

  private KeySource ask(EntitySql<?> sql, StatementExecutor executor) {
    Sql question = Sql.of(dialect.keySource(sql.mapping().schema()));
    Object[] names = {sql.table().storedName(), sql.table().generatedKey().storedName()};
    String answer = executor.run(question, names, KeyCheck::readAnswer);
    if (answer == null) {
      // There is no such table, as the INSERT will say; once it is there, its answer may differ.
      return KeySource.SINGLE;
    }
    KeySource source = KeySource.valueOf(answer);
    answers.put(sql, source);
    return source;
  }

  private static String readAnswer(Sql question, PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }

  /** Asks again from now on, since tables may have changed. */
  public void forget() {
    answers.clear();
  }
}
