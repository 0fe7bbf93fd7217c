package io.github.coatcheck.robustness;

/** What a program knows of a transaction. */
enum Stored {
  NO,
  YES,
  UNKNOWN
}
