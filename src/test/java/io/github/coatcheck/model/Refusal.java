package io.github.coatcheck.model;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.StaleRowException;
import io.github.coatcheck.ValueException;
import java.util.EnumSet;
import java.util.Set;

/** Why a session refuses a call. */
enum Refusal {
  UNIQUE,
  FOREIGN_KEY,
  NOT_NULL,
  STALE,
  KEY,
  VALUE,
  WRONG_USE;

  /** The constraints that the database checks: after such an error a transaction has failed. */
  static final Set<Refusal> CONSTRAINTS = EnumSet.of(UNIQUE, FOREIGN_KEY, NOT_NULL);

  /** Tells the kind of an error; one that no call may throw here is thrown on. */
  static Refusal of(CoatcheckException error) {
    if (error instanceof ConstraintViolationException violation) {
      return switch (violation.kind()) {
        case UNIQUE -> UNIQUE;
        case FOREIGN_KEY -> FOREIGN_KEY;
        case NOT_NULL -> NOT_NULL;
        default -> throw error;
      };
    }
    if (error instanceof StaleRowException) {
      return STALE;
    }
    if (error instanceof KeyException) {
      return KEY;
    }
    if (error instanceof ValueException) {
      return VALUE;
    }
    if (error.getClass() == CoatcheckException.class) {
      return WRONG_USE;
    }
    throw error;
  }
}
