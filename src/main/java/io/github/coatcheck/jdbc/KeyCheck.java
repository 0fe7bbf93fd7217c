package io.github.coatcheck.jdbc;

import io.github.coatcheck.KeyException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.KeySource;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.SqlColumn;
import io.github.coatcheck.sql.SqlStatement;
import io.github.coatcheck.sql.TableDefinitions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Asks, once for each class, how its table makes the keys that it is expected to make.
 *
 * <p>A driver gives a number after any INSERT; whether it is the key of the row, only the table can
 * tell. In {@code id BIGINT PRIMARY KEY} SQLite stores NULL and the driver says 1.
 */
public final class KeyCheck {
  private static final Pattern DEFINITION =
      Pattern.compile("\\b(?:CREATE|DROP|ALTER|ATTACH|DETACH)\\b", Pattern.CASE_INSENSITIVE);

  private final Dialect dialect;
  private final TableDefinitions definitions;
  private final Map<EntitySql<?>, KeySource> answers = new ConcurrentHashMap<>();

  public KeyCheck(Dialect dialect, TableDefinitions definitions) {
    this.dialect = dialect;
    this.definitions = definitions;
  }

  /** Refuses a class whose table does not make its keys. */
  public void require(EntitySql<?> entity, StatementExecutor executor) {
    if (source(entity, executor) == KeySource.NONE) {
      throw new KeyException(refusal(entity));
    }
  }

  /** What is wrong with a table that does not make its keys, and how it would. */
  String refusal(EntitySql<?> entity) {
    SqlColumn key = entity.generatedKey();
    return "Cannot insert into %s without a key for %s: the table does not make it. Define the column as %s, or set the key in the program and remove autoincrement."
        .formatted(entity.table(), key, definitions.column(key, entity));
  }

  /** Asks again after a statement that may have made a table anew. */
  public void forgetAfter(String sql) {
    if (DEFINITION.matcher(sql).find()) {
      answers.clear();
    }
  }

  /** How the table of a class makes keys. */
  public KeySource source(EntitySql<?> entity, StatementExecutor executor) {
    KeySource known = answers.get(entity);
    if (known != null) {
      return known;
    }
    SqlStatement question = SqlStatement.of(dialect.keySource(entity.mapping().schema()));
    RowMapper<KeySource> answer = RowMapper.scalar(KeySource.class, dialect);
    KeySource source = executor.query(question, entity.keySourceValues(), answer, 1).get(0);
    if (source == null) {
      // There is no such table, as the INSERT will say; once it is there, its answer may differ.
      return KeySource.SINGLE;
    }
    answers.put(entity, source);
    return source;
  }
}
