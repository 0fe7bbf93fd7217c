package io.github.coatcheck.dialect;

/** Standard SQL, for databases that no other dialect is for; rows get their keys one by one. */
public final class StandardDialect implements Dialect {
  /** Creates the dialect. */
  public StandardDialect() {}
}
