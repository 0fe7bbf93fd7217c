package io.github.coatcheck.dialect;

/** How a table makes the keys of its rows. */
public enum KeySource {
  /** Not at all: a key has to be given. */
  NONE,

  /** One for each row, of which nothing follows for the next row. */
  SINGLE,

  /** In sequence, so that the numbers after a new key are free while the transaction lasts. */
  RESERVABLE,

  /** One for each row, of many rows that a statement inserts and hands back. */
  RETURNED
}
