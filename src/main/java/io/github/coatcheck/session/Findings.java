package io.github.coatcheck.session;

import java.util.List;

/** What {@link Database#validate} found: where tables do not fit their classes. Immutable. */
public final class Findings {
  private final List<String> findings;

  Findings(List<String> findings) {
    this.findings = List.copyOf(findings);
  }

  /**
   * Whether the tables fit the classes.
   *
   * @return true where nothing was found
   */
  public boolean isEmpty() {
    return findings.isEmpty();
  }

  /**
   * The findings one by one: what fails, where, why, and what to do.
   *
   * @return sentences, those about keys first
   */
  public List<String> toList() {
    return findings;
  }

  /** A report on which a person can act, of one line or of many. */
  @Override
  public String toString() {
    return isEmpty()
        ? "The tables fit the classes."
        : "The tables do not fit the classes:%n- ".formatted()
            + String.join("%n- ".formatted(), findings);
  }
}
