package io.github.coatcheck.dialect;

import io.github.coatcheck.ConstraintViolationException.Kind;
import java.util.Optional;

/** The kinds of failed statements, by what a caller can do. */
public enum Failure {
  /** The row violates some constraint: correct the row. */
  CONSTRAINT(Kind.UNKNOWN),

  /** The row refers to no row, or other rows refer to it: correct one of them. */
  FOREIGN_KEY(
      Kind.FOREIGN_KEY,
      "A row refers to one that is not there, or others still refer to a row that is to be deleted. Roll back; insert parents first and delete children first, or declare onDelete."),

  /** A column has no value: give it one. */
  NOT_NULL(
      Kind.NOT_NULL,
      "Roll back and give the column a value; if the class does not have it, database.validate(...) tells what differs."),

  /** The row violates a condition of its table: correct the row. */
  CHECK(Kind.CHECK),

  /** A row with the same key or unique value exists: change that row instead. */
  DUPLICATE(
      Kind.UNIQUE,
      "A row with the same key or unique value exists already; perhaps the object was inserted before. Roll back; to change that row, call update or upsert; to go on after such rows, write each in a nested inTransaction."),

  /** Another transaction held a lock or caused a conflict: run the whole transaction again. */
  TRANSIENT(
      "Another session or program had the lock for too long, or changed the same rows. Roll back and run the whole transaction again, as by database.inTransaction(3, work); close read-only sessions and streams first, keep transactions short, or set a longer Options.lockTimeout."),

  /** The connection is gone: run the whole transaction again, on another one. */
  CONNECTION(
      "The connection is closed or lost, and its transaction with it. Run the whole transaction again; a session closes its connection itself."),

  /** A value does not fit where it is to be stored: correct the value, or the table. */
  VALUE(
      "A value does not fit where the statement has it: it is too long, too great, or of another type. Roll back and correct it; database.validate(...) tells where the table differs from its class."),

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

  /** The text is no SQL of this database: correct it. */
  SYNTAX(
      "Correct the statement: a text has single quotes, or better is a parameter; a name that SQL reserves has double quotes; a condition begins with where."),

  /** Anything else: repair the program or the database. */
  OTHER(
      "Compare the statement with the tables of this database, and see whether the database can be written to.");

  /** Null if no constraint is violated. */
  private final Kind constraint;

  private final String remedy;

  Failure(String remedy) {
    this(null, remedy);
  }

  Failure(Kind constraint) {
    this(
        constraint,
        "Roll back and correct the row; to go on after such rows, write each in a nested inTransaction.");
  }

  Failure(Kind constraint, String remedy) {
    this.constraint = constraint;
    this.remedy = remedy;
  }

  /**
   * Classifies a failure by its SQLState, as standard SQL defines them.
   *
   * @param sqlState the SQLState, or null if the driver reports none
   * @return the kind; {@link #OTHER} if the SQLState does not tell it
   */
  public static Failure ofStandard(String sqlState) {
    if (sqlState == null) {
      return OTHER;
    }
    if (sqlState.startsWith("08")) {
      return CONNECTION;
    }
    if (sqlState.startsWith("22")) {
      return VALUE;
    }
    return switch (sqlState) {
      // The standard has 23000 and 23001; the others are those of PostgreSQL, H2 and HSQLDB.
      case "23001", "23503", "23504", "23506" -> FOREIGN_KEY;
      case "23502", "23507" -> NOT_NULL;
      case "23505" -> DUPLICATE;
      case "23513", "23514" -> CHECK;
      // A serialization failure, and a timeout while waiting for a lock.
      case "40001", "HYT00" -> TRANSIENT;
      case "42S02" -> NO_TABLE;
      case "42S22" -> NO_COLUMN;
      // Syntax errors of standard SQL and PostgreSQL, and of H2 and MariaDB.
      case "42601", "42000", "42001" -> SYNTAX;
      default -> sqlState.startsWith("23") ? CONSTRAINT : OTHER;
    };
  }

  /**
   * The kind of the constraint that is violated.
   *
   * @return the kind, or empty if it is another failure
   */
  public Optional<Kind> constraint() {
    return Optional.ofNullable(constraint);
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
