package io.github.coatcheck.model;

import io.github.coatcheck.session.Database;
import java.util.List;

/** One run of a sequence against a database with empty tables. */
final class Run {
  private final Comparison comparison;
  private final Writes writes;
  private final Reads reads;
  private final Transactions transactions;
  private final Database database;

  Run(Database database, List<EntityClass> classes, KeyRule keyRule) {
    this.database = database;
    this.comparison = new Comparison(classes, keyRule);
    this.writes = new Writes(comparison, keyRule);
    this.reads = new Reads(comparison, keyRule);
    this.transactions = new Transactions(comparison, database);
  }

  /** The calls so far, one a line, each with what came of it. */
  String trace() {
    return String.join("\n", comparison.trace());
  }

  /** Runs all steps; throws where the session is not as the model. */
  void run(List<Step> steps) {
    comparison.use(database.openSession());
    try {
      steps.forEach(this::run);
      transactions.close();
    } finally {
      comparison.session().close();
    }
  }

  private void run(Step step) {
    Choices choices = new Choices(step);
    switch (step.action()) {
      case ADD -> writes.add(choices, 1);
      case ADD_ALL -> writes.add(choices, 3);
      case FLUSH -> writes.flush();
      case INSERT -> writes.insert(choices);
      case INSERT_AGAIN -> writes.insertAgain(choices);
      case INSERT_ALL -> writes.insertAll(choices);
      case INSERT_ALL_OF_ITERATOR -> writes.insertAllOfIterator(choices);
      case UPDATE -> writes.update(choices);
      case UPDATE_COLUMNS -> writes.updateColumns(choices);
      case UPDATE_ALL -> writes.updateAll(choices);
      case UPSERT -> writes.upsertAll(choices, 1, true);
      case UPSERT_ALL -> writes.upsertAll(choices, 4, true);
      case UPSERT_BY_UNIQUE_COLUMNS -> writes.upsertAll(choices, 1, false);
      case UPSERT_ALL_BY_UNIQUE_COLUMNS -> writes.upsertAll(choices, 4, false);
      case DELETE -> writes.delete(choices);
      case DELETE_BY_KEY -> writes.deleteByKey(choices);
      case DELETE_ALL -> writes.deleteAll(choices);
      case FIND -> reads.find(choices);
      case LIST -> reads.list(choices);
      case FIRST -> reads.first(choices);
      case COUNT -> reads.count(choices);
      case EXISTS -> reads.exists(choices);
      case STREAM -> reads.stream(choices);
      case QUERY -> reads.query(choices);
      case COMMIT -> transactions.commit();
      case ROLLBACK -> transactions.rollback();
      case CLOSE -> transactions.close();
      case NESTED -> transactions.nest(() -> runAll(step), choices.oneIn(2));
      case TRANSACTION -> transactions.transact(() -> runAll(step), choices.oneIn(3));
    }
  }

  private void runAll(Step step) {
    step.children().forEach(this::run);
  }
}
