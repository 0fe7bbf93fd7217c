package io.github.coatcheck.dialect;

/** The kinds of failed statements, by what a caller can do. */
public enum Failure {
  /** The row violates a constraint: correct the row. */
  CONSTRAINT(
      "Roll back and correct the row; to go on after such rows, write each in a nested inTransaction."),

  /** A row with the same key or unique value exists: change that row instead. */
  DUPLICATE(
      "A row with the same key or unique value exists, as after the same object was inserted before. Roll back; to change that row, call update or upsert; to go on after such rows, write each in a nested inTransaction."),

  /** Another transaction held a lock or caused a conflict: run the whole transaction again. */
  TRANSIENT("Roll back and run the whole transaction again."),

  /** The connection is gone: run the whole transaction again, on another one. */
  CONNECTION(
      "The connection is lost, and its transaction with it. Run the whole transaction again."),

  /** There is no table of this name: create it, or correct the name. */
  NO_TABLE("Correct the name, or create the table, with database.createTables(...) for a class."),

  /** There is no column of this name: correct the name. */
  NO_COLUMN("Correct the name, or add the column to its table."),

  /** The statement runs only outside of transactions. */
  NEEDS_NO_TRANSACTION("Run it by database.execute(...), outside of any transaction."),

  /** Nothing tells the type of a parameter that is null: tell it. */
  UNKNOWN_TYPE(
      "The type of a parameter that is null is not known here: put a cast around it, as in cast(? as int), or give it a name and hand in a record, whose component has a type."),

  /** What was opened is no database. */
  NO_DATABASE("Open another file: this one is no database, or an encrypted one."),

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
      return sqlState.equals("23505") ? DUPLICATE : CONSTRAINT;
    }
    if (sqlState.startsWith("08")) {
      return CONNECTION;
    }
    return switch (sqlState) {
      // A serialization failure, and a timeout while waiting for a lock.
      case "40001", "HYT00" -> TRANSIENT;
      case "42S02" -> NO_TABLE;
      case "42S22" -> NO_COLUMN;
      default -> OTHER;
    };
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
