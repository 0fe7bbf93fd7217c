package io.github.coatcheck.session;

import java.util.List;

/** The result of {@link Database#validate}: where tables do not fit their classes. Immutable. */
public final class Findings {
  private final List<String> findings;

  Findings(List<String> findings) {
    this.findings = List.copyOf(findings);
  }

  /**
   * Whether the tables fit the classes.
   *
   * @return true if there is no finding
   */
  public boolean isEmpty() {
    return findings.isEmpty();
  }

  /**
   * The findings: each tells what fails, where, why, and what to do.
   *
   * @return sentences, those about keys first
   */
  public List<String> toList() {
    return findings;
  }

  /** A report of all findings. */
  @Override
  public String toString() {
    return isEmpty()
        ? "The tables fit the classes."
        : "The tables do not fit the classes:%n- ".formatted()
            + String.join("%n- ".formatted(), findings);
  }
}
