package io.github.coatcheck.dialect;

/** The kinds of failed statements, by what a caller can do. */
public enum Failure {
  /** The row violates a constraint: correct the row. */
  CONSTRAINT(
      "Roll back and correct the row; to go on after such rows, write each in a nested inTransaction."),

  /** Another transaction held a lock or caused a conflict: run the whole transaction again. */
  TRANSIENT("Roll back and run the whole transaction again."),

  /** Anything else: repair the program or the database. */
  OTHER(
      "Compare the statement with the tables of this database, and see whether it can be written.");

  private final String remedy;

  Failure(String remedy) {
    this.remedy = remedy;
  }

  /** Classifies a failure by its SQLState of standard SQL, which may be null. */
  static Failure ofStandard(String sqlState) {
    if (sqlState == null) {
      return OTHER;
    }
    if (sqlState.startsWith("23")) {
      return CONSTRAINT;
    }
    // 40001 is a serialization failure, HYT00 a timeout while waiting for a lock.
    return sqlState.equals("40001") || sqlState.equals("HYT00") ? TRANSIENT : OTHER;
  }

  /**
   * The advice for messages.
   *
   * @return a sentence that says what to do
   */
  public String remedy() {
    return remedy;
  }
}
