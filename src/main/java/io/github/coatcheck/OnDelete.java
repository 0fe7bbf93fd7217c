package io.github.coatcheck;

/** What happens to a row when the row to which it refers is deleted. */
public enum OnDelete {
  /** The other row cannot be deleted as long as the row refers to it. */
  RESTRICT,

  /** The row is deleted too. */
  CASCADE,

  /** The column becomes NULL. */
  SET_NULL
}
