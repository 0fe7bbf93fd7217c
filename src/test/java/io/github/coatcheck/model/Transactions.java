package io.github.coatcheck.model;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.session.Database;

/** The steps that begin and end transactions. */
final class Transactions {
  /** What the work of a transaction throws to be undone. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Comparison comparison;
  private final ModelSession model;
  private final Database database;

  /** How many transactions are open whose work is given. */
  private int depth;

  Transactions(Comparison comparison, Database database) {
    this.comparison = comparison;
    this.model = comparison.model();
    this.database = database;
  }

  void commit() {
    comparison.checkVoid("commit", () -> comparison.session().commit(), () -> end(model::commit));
  }

  void rollback() {
    comparison.checkVoid(
        "rollback", () -> comparison.session().rollback(), () -> end(model::rollback));
  }

  private void end(Runnable end) {
    if (depth > 0) {
      throw new Refused(Refusal.WRONG_USE);
    }
    end.run();
  }

  /** Closes the session without a commit, and opens another. */
  void close() {
    comparison.checkVoid(
        "close",
        () -> {
          comparison.session().close();
          comparison.use(database.openSession());
        },
        model::rollback);
  }

  /** Does work in a transaction within that of the session. */
  void nest(Runnable work, boolean stops) {
    comparison.note("inTransaction {");
    boolean[] begun = {false};
    CoatcheckException error =
        error(
            () ->
                comparison
                    .session()
                    .useTransaction(
                        session -> {
                          begun[0] = true;
                          model.ready();
                          model.begin();
                          run(work, stops);
                        }));
    comparison.checkVoid(
        stops ? "} stopped" : "}",
        () -> rethrow(error),
        () -> {
          if (!begun[0]) {
            model.ready();
            throw new AssertionError("the nested transaction did not begin");
          } else if (stops) {
            model.undoNested();
          } else {
            model.endNested();
          }
        });
  }

  /** Does work in a transaction that ends with it; the open session is closed before. */
  void transact(Runnable work, boolean stops) {
    comparison.note("close, database.inTransaction {");
    comparison.session().close();
    model.rollback();
    CoatcheckException error =
        error(
            () ->
                database.useTransaction(
                    session -> {
                      comparison.use(session);
                      run(work, stops);
                    }));
    comparison.use(database.openSession());
    comparison.checkVoid(
        stops ? "} stopped" : "}",
        () -> rethrow(error),
        () -> {
          try {
            if (stops) {
              model.rollback();
            } else {
              model.commit();
            }
          } catch (Refused e) {
            model.rollback();
            throw e;
          }
        });
  }

  private void run(Runnable work, boolean stops) {
    depth++;
    try {
      comparison.indented(work);
    } finally {
      depth--;
    }
    if (stops) {
      throw new Stop();
    }
  }

  /** Runs a transaction, and returns the error in which it ended; null for none. */
  private static CoatcheckException error(Runnable transaction) {
    try {
      transaction.run();
      return null;
    } catch (Stop e) {
      return null;
    } catch (CoatcheckException e) {
      return e;
    }
  }

  private static void rethrow(CoatcheckException error) {
    if (error != null) {
      throw error;
    }
  }
}
