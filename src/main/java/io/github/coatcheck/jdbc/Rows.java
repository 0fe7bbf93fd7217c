package io.github.coatcheck.jdbc;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.DatabaseException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Spliterators;
import java.util.function.Consumer;

/** The rows of a SELECT, each read when a stream asks for it, until the transaction ends. */
final class Rows<R> extends Spliterators.AbstractSpliterator<R> {
  private final Transaction transaction;
  private final Runnable requireOpen;
  private final String select;
  private final PreparedStatement statement;
  private final ResultSet result;
  private final RowMapper.RowReader<R> reader;
  private boolean ended;

  Rows(
      Transaction transaction,
      Runnable requireOpen,
      String select,
      PreparedStatement statement,
      RowMapper<R> mapper)
      throws SQLException {
    super(Long.MAX_VALUE, ORDERED);
    this.transaction = transaction;
    this.requireOpen = requireOpen;
    this.select = select;
    this.statement = statement;
    this.result = statement.executeQuery();
    this.reader = mapper.of(result);
  }

  @Override
  public boolean tryAdvance(Consumer<? super R> action) {
    if (ended) {
      return false;
    }
    requireOpen.run();
    requireReadable();
    R object = next();
    if (ended) {
      close();
      return false;
    }
    action.accept(object);
    return true;
  }

  private void requireReadable() {
    transaction.requireHealth();
    if (!transaction.streams().contains(statement)) {
      // SQLite's driver would begin again with the first row.
      throw new CoatcheckException(
          "Cannot read on in a stream that is closed: it ends with the transaction in which it was opened, a nested one too. Read it to its end before, or read a list.%nThe statement: %s"
              .formatted(select));
    }
  }

  private R next() {
    try {
      ended = !result.next();
      return ended ? null : reader.read(result);
    } catch (SQLException e) {
      throw closedAfter(transaction.failed(select, e));
    } catch (RuntimeException e) {
      throw closedAfter(e);
    }
  }

  private RuntimeException closedAfter(RuntimeException cause) {
    try {
      close();
    } catch (DatabaseException e) {
      cause.addSuppressed(e);
    }
    return cause;
  }

  void close() {
    try {
      transaction.streams().close(statement);
    } catch (SQLException e) {
      throw transaction.failed(select, e);
    }
  }
}
