package io.github.coatcheck.model;

import java.util.EnumSet;
import java.util.Set;

/**
 * The model refuses a call. A row can break several rules at once; which of them a database names
 * first is its own affair, so each of these reasons is right.
 */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final EnumSet<Refusal> reasons;

  Refused(Set<Refusal> reasons) {
    super(reasons.toString(), null, false, false);
    this.reasons = EnumSet.copyOf(reasons);
  }

  Refused(Refusal reason) {
    this(EnumSet.of(reason));
  }

  /** The refusal of a session that has failed, which checks some arguments before that. */
  static Refused byFailedSession() {
    return new Refused(EnumSet.allOf(Refusal.class));
  }

  boolean allows(Refusal reason) {
    return reasons.contains(reason);
  }

  boolean isOfDatabase() {
    return Refusal.CONSTRAINTS.containsAll(reasons);
  }
}
