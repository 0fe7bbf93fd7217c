package io.github.coatcheck;

/** What happens to a row when the row that it references is deleted. */
public enum OnDelete {
  /** The database refuses to delete the referenced row. */
  RESTRICT,

  /** The database deletes the row too. */
  CASCADE,

  /** The database sets the column to NULL. */
  SET_NULL
}
