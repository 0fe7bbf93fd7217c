package io.github.coatcheck.dialect;

/** How a table generates the keys of its rows. */
public enum KeySource {
  /** Not at all: each key has to be assigned. */
  NONE,

  /** One key for each row, which says nothing of the next one. */
  SINGLE,

  /**
   * In sequence: as long as the transaction lasts, the numbers after a new key are free, so that
   * they can be assigned to further rows.
   */
  SEQUENTIAL,

  /** One key for each row; a statement that inserts many rows can return them all. */
  RETURNED
}
