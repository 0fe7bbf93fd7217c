package io.github.coatcheck.dialect;

/** The kinds of failed statements, by what a caller can do. */
public enum Failure {
  /** A constraint forbids the row: send another one. */
  CONSTRAINT(
      "Roll back and correct the row; to go on after such rows, write each in a nested inTransaction."),

  /** A lock or a conflict was in the way: run the whole transaction again. */
  TRANSIENT("Roll back and run the whole transaction again."),

  /** Anything else: repair the program or the database. */
  OTHER(
      "Compare the statement with the tables of this database, and see whether it can be written.");

  private final String remedy;

  Failure(String remedy) {
    this.remedy = remedy;
  }

  /** By the SQLState of standard SQL, which may be null. */
  static Failure ofStandard(String sqlState) {
    if (sqlState == null) {
      return OTHER;
    }
    if (sqlState.startsWith("23")) {
      return CONSTRAINT;
    }
    // A serialization failure, and a lock that was not free in time.
    return sqlState.equals("40001") || sqlState.equals("HYT00") ? TRANSIENT : OTHER;
  }

  /**
   * What to do, as a message says it.
   *
   * @return a sentence
   */
  public String remedy() {
    return remedy;
  }
}
