package io.github.coatcheck.jdbc;

import io.github.coatcheck.KeyException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.SqlColumn;
import io.github.coatcheck.sql.SqlStatement;
import io.github.coatcheck.sql.TableDefinitions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks, once for each class, whether its table makes the keys that it is expected to make.
 *
 * <p>A driver gives a number after any INSERT; whether it is the key of the row, only the table can
 * tell. In {@code id BIGINT PRIMARY KEY} SQLite stores NULL and the driver says 1.
 */
public final class KeyCheck {
  private final Dialect dialect;
  private final TableDefinitions definitions;
  private final SqlStatement question;
  private final Set<EntitySql<?>> passed = ConcurrentHashMap.newKeySet();

  public KeyCheck(Dialect dialect, TableDefinitions definitions) {
    this.dialect = dialect;
    this.definitions = definitions;
    this.question = SqlStatement.of(dialect.keyCheck());
  }

  /** Refuses a class whose table does not make its keys. */
  public void require(EntitySql<?> entity, StatementExecutor executor) {
    if (!passed.contains(entity)) {
      SqlColumn key = entity.generatedKey();
      RowMapper<Integer> answer = RowMapper.scalar(Integer.class, dialect);
      Integer made = executor.query(question, entity.keyCheckValues(), answer, 1).get(0);
      if (made != null && made == 0) {
        throw new KeyException(
            "Cannot insert into %s without a key for %s: the table does not make it. Define the column as %s, or set the key in the program and remove autoincrement."
                .formatted(entity.table(), key, definitions.column(key, List.of(key))));
      }
      if (made != null) {
        passed.add(entity);
      }
    }
  }
}
