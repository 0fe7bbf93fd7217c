package io.github.coatcheck.query;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.jdbc.RowMapper;
import io.github.coatcheck.jdbc.Transaction;
import io.github.coatcheck.sql.Sql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Streams the rows of a SELECT. Each row is read on demand, at the latest before the transaction
 * ends.
 */
final class RowStream<R> extends AbstractSpliterator<R> implements Transaction.Resource {
  /**
   * How many rows a driver fetches at a time. Without a fetch size, some drivers fetch all rows at
   * once.
   */
  private static final int FETCH_SIZE = 1000;

  private final Transaction transaction;
  private final Runnable requireOpenSession;
  private final Sql select;
  private final PreparedStatement statement;
  private final ResultSet result;
  private final RowMapper.RowReader<R> reader;
  private boolean exhausted;

  /**
   * Executes a statement that the cache does not hold, since the same SELECT may run again before
   * the stream ends.
   */
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
    this.reader = mapper.readerFor(result);
    transaction.closeAtEnd(this);
  }

  Stream<R> toStream() {
    return StreamSupport.stream(this, false).onClose(this::release);
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
      release();
      return false;
    }
    action.accept(object);
    return true;
  }

  private void requireReadable() {
    transaction.requireNotFailed();
    if (!transaction.isOpen(this)) {
      // SQLite's driver would start again at the first row.
      throw new CoatcheckException(
          "Cannot read on in a stream that is closed: it ends with the transaction in which it was opened, a nested one too. Read it to its end before, or read a list.%nThe statement: %s"
              .formatted(select.text()));
    }
  }

  private R next() {
    transaction.enter();
    try {
      exhausted = !result.next();
      return exhausted ? null : reader.read(result);
    } catch (SQLException e) {
      throw releaseAfter(transaction.fail(select.text(), e));
    } catch (RuntimeException e) {
      throw releaseAfter(e);
    } finally {
      transaction.leave();
    }
  }

  private RuntimeException releaseAfter(RuntimeException cause) {
    try {
      release();
    } catch (RuntimeException | Error e) {
      cause.addSuppressed(e);
    }
    return cause;
  }

  /** Closes the statement before the transaction ends. */
  private void release() {
    transaction.close(select.text(), () -> transaction.closeNow(this));
  }

  /** Closes the statement when the transaction ends. */
  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
