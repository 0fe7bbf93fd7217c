package io.github.coatcheck.dialect;

/** What a caller can do about a statement that failed. */
public enum Failure {
  /** A constraint forbids the row: send another one. */
  CONSTRAINT,

  /** A lock or a conflict was in the way: run the whole transaction again. */
  TRANSIENT,

  /** Anything else: repair the program or the database. */
  OTHER
}
