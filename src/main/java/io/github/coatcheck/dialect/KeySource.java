package io.github.coatcheck.dialect;

/** How a table generates the keys of its rows. */
public enum KeySource {
  /** The table generates no keys: the program must assign each key. */
  NONE,

  /** One key for each row, from which the next key cannot be predicted. */
  SINGLE,

  /** As {@link #SINGLE}, in a table where a new row may replace an earlier one. */
  REPLACING,

  /**
   * Consecutive keys: until the transaction ends, the numbers after a new key are free, so the
   * program can assign them to further rows.
   */
  SEQUENTIAL,

  /**
   * Numbers of a sequence, which the program can draw before it inserts rows, and then assign. No
   * trigger sees a row before it is inserted, so none gives it another key.
   */
  DRAWN,

  /** One key for each row; a statement that inserts many rows can return all of their keys. */
  RETURNED
}
