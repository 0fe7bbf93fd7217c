package io.github.coatcheck.jdbc;

import io.github.coatcheck.sql.Sql;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Spliterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each statement: its SQL, result or failure, and duration at DEBUG, its values only at TRACE.
 */
final class StatementLog {
  /** Runs a statement. */
  interface Step {
    void run() throws SQLException;
  }

  private static final Logger LOG = LoggerFactory.getLogger("io.github.coatcheck.sql");

  private StatementLog() {}

  /** Returns the start time of a statement in nanoseconds, or 0 if nothing is logged. */
  static long start() {
    return LOG.isDebugEnabled() ? System.nanoTime() : 0;
  }

  /** Runs and logs a statement that has neither values nor a result, such as COMMIT. */
  static void run(String sql, Step statement) throws SQLException {
    long start = start();
    try {
      statement.run();
    } catch (SQLException | RuntimeException | Error e) {
      logFailure(sql, start);
      throw e;
    }
    if (LOG.isDebugEnabled()) {
      LOG.debug("{} -- {}", sql, elapsed(start));
    }
  }

  /** Logs a statement that failed. */
  static void logFailure(String sql, long start) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("{} -- failed, {}", sql, elapsed(start));
    }
  }

  /**
   * Logs a statement that succeeded. The result is a number of rows, the rows, their generated
   * values, the counts of a batch, or a stream; any other result counts as one row.
   */
  static void log(Sql sql, Object[] values, long start, Object result) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("{} -- {}, {}", sql.text(), describe(sql, result), elapsed(start));
      if (values.length > 0) {
        LOG.trace("-- values {}", Arrays.deepToString(values));
      }
    }
  }

  private static String elapsed(long start) {
    return String.format(Locale.ROOT, "%.2f ms", (System.nanoTime() - start) / 1e6);
  }

  private static String describe(Sql sql, Object result) {
    if (result instanceof Object[] generated) {
      // Only the key is logged: the other generated values are data of the user.
      return sql.retrieval().hasKey() ? "key " + generated[0] : "1 row";
    }
    if (result instanceof int[] counts) {
      return "batch of " + counts.length;
    }
    if (result instanceof Spliterator) {
      return "a stream of rows";
    }
    int rows = 1;
    if (result instanceof Integer count) {
      rows = count;
    } else if (result instanceof Collection<?> objects) {
      rows = objects.size();
    }
    return rows == 1 ? "1 row" : rows + " rows";
  }
}
