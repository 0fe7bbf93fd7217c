package io.github.coatcheck.query;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.jdbc.RowMapper;
import io.github.coatcheck.jdbc.Transaction;
import io.github.coatcheck.sql.Sql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The rows of a SELECT, each read when a stream asks for it, until the transaction ends. */
final class RowStream<R> extends Spliterators.AbstractSpliterator<R> implements Transaction.Part {
  /** How many rows a driver reads at a time; without it some read all at once. */
  private static final int FETCH_SIZE = 1000;

  private final Transaction transaction;
  private final Runnable requireOpenSession;
  private final Sql select;
  private final PreparedStatement statement;
  private final ResultSet result;
  private final RowMapper.RowReader<R> reader;
  private boolean exhausted;

  /** Runs a statement of its own, since the same SELECT may run again before the stream ends. */
  RowStream(
      Transaction transaction,
      Runnable requireOpenSession,
      Sql select,
      PreparedStatement statement,
      RowMapper<R> mapper)
      throws SQLException {
    super(Long.MAX_VALUE, ORDERED);
    this.transaction = transaction;
    this.requireOpenSession = requireOpenSession;
    this.select = select;
    this.statement = statement;
    statement.setMaxRows(0);
    statement.setFetchSize(FETCH_SIZE);
    this.result = statement.executeQuery();
    this.reader = mapper.readerOf(result);
    transaction.onEnd(this);
  }

  Stream<R> toStream() {
    return StreamSupport.stream(this, false).onClose(this::end);
  }

  @Override
  public boolean tryAdvance(Consumer<? super R> action) {
    if (exhausted) {
      return false;
    }
    requireOpenSession.run();
    requireReadable();
    R object = next();
    if (exhausted) {
      end();
      return false;
    }
    action.accept(object);
    return true;
  }

  private void requireReadable() {
    transaction.requireHealth();
    if (!transaction.isOpen(this)) {
      // SQLite's driver would begin again with the first row.
      throw new CoatcheckException(
          "Cannot read on in a stream that is closed: it ends with the transaction in which it was opened, a nested one too. Read it to its end before, or read a list.%nThe statement: %s"
              .formatted(select.text()));
    }
  }

  private R next() {
    try {
      exhausted = !result.next();
      return exhausted ? null : reader.read(result);
    } catch (SQLException e) {
      throw endAfter(transaction.failed(select.text(), e));
    } catch (RuntimeException e) {
      throw endAfter(e);
    }
  }

  private RuntimeException endAfter(RuntimeException cause) {
    try {
      end();
    } catch (DatabaseException e) {
      cause.addSuppressed(e);
    }
    return cause;
  }

  private void end() {
    try {
      transaction.end(this);
    } catch (SQLException e) {
      throw transaction.failed(select.text(), e);
    }
  }

  /** Closes the statement, as its transaction ends. */
  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
