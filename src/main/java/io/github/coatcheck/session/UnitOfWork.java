package io.github.coatcheck.session;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.OutcomeUnknownException;
import io.github.coatcheck.jdbc.Transaction;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Set;

/** A transaction and the values that it put into objects: both stay, or both are taken back. */
final class UnitOfWork {
  /** A part of the work that is done as a whole or not at all. */
  @FunctionalInterface
  interface Step<R, X extends Exception> {
    R run() throws X;
  }

  private final Transaction transaction;
  private final AssignedValues assigned = new AssignedValues();
  private boolean changed;

  UnitOfWork(Transaction transaction) {
    this.transaction = transaction;
  }

  AssignedValues assigned() {
    return assigned;
  }

  /** Notes that something is written, which closing the session would lose. */
  void change() {
    changed = !transaction.isReadOnly();
  }

  /** Refuses to write in a transaction that only reads. */
  void requireWritable() {
    transaction.requireWritable();
  }

  boolean isChanged() {
    return changed;
  }

  Connection begun() {
    return transaction.begun();
  }

  /** Whether a failure stands, so that nothing but a rollback is accepted. */
  boolean isFailed() {
    return transaction.isFailed();
  }

  /** Notes a failure, after which nothing of the transaction may be committed. */
  <X extends CoatcheckException> X failed(X cause) {
    return transaction.failed(cause);
  }

  /** Runs a step; where it throws, what it wrote and assigned is undone, and nothing else. */
  <R, X extends Exception> R inSavepoint(Step<R, X> step) throws X {
    String savepoint = transaction.savepoint();
    Set<Statement> reading = transaction.reading();
    int mark = assigned.mark();
    try {
      R result = step.run();
      transaction.release(savepoint, reading);
      return result;
    } catch (Throwable e) {
      undo(savepoint, reading, mark, e);
      throw e;
    }
  }

  private void undo(String savepoint, Set<Statement> reading, int mark, Throwable cause) {
    try {
      transaction.rollbackTo(savepoint, reading);
    } catch (DatabaseException e) {
      cause.addSuppressed(e);
    } finally {
      assigned.restoreTo(mark);
    }
  }

  void commit() {
    try {
      transaction.commit();
    } catch (OutcomeUnknownException e) {
      changed = false;
      throw e;
    } catch (DatabaseException e) {
      assigned.restoreTo(0);
      throw e;
    }
    assigned.forgetTo(0);
    changed = false;
  }

  void rollback() {
    changed = false;
    try {
      transaction.rollback();
    } finally {
      assigned.restoreTo(0);
    }
  }

  /** Rolls back after a failure, which stays the one that is thrown. */
  void rollbackAfter(Throwable cause) {
    try {
      rollback();
    } catch (DatabaseException e) {
      cause.addSuppressed(e);
    }
  }
}
