package io.github.coatcheck.model;

/** Which keys a database generates. */
public enum KeyRule {
  /** As AUTOINCREMENT of SQLite: one more than the greatest key that the table ever had. */
  NEXT,

  /** Any key that no row has and that was never generated; explicit keys are negative then. */
  NEW
}
