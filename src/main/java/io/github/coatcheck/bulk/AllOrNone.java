package io.github.coatcheck.bulk;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.jdbc.Transaction;
import java.util.function.Predicate;

/** Writes the rows of many objects, all or none. */
final class AllOrNone {
  private AllOrNone() {}

  /**
   * Writes objects with few statements or, if one of them causes a failure, one by one: a database
   * does not say which of many rows it refuses.
   */
  static <R> R run(
      Transaction transaction,
      Transaction.Step<R, RuntimeException> together,
      Transaction.Step<R, RuntimeException> oneByOne) {
    return run(transaction, AllOrNone::isCausedByObject, together, oneByOne);
  }

  /** Writes objects one by one only after a failure that does not tell which of them caused it. */
  static <R> R run(
      Transaction transaction,
      Predicate<CoatcheckException> isOfUnknownObject,
      Transaction.Step<R, RuntimeException> together,
      Transaction.Step<R, RuntimeException> oneByOne) {
    try {
      return transaction.inSavepoint(together);
    } catch (CoatcheckException e) {
      // The database itself may roll back the transaction, as SQLite does for RAISE(ROLLBACK).
      if (!isOfUnknownObject.test(e) || transaction.isFailed()) {
        throw e;
      }
      return transaction.inSavepoint(oneByOne);
    }
  }

  static boolean isCausedByObject(CoatcheckException e) {
    return e instanceof ConstraintViolationException
        || e instanceof KeyException
        || Positions.isDataException(e);
  }
}
