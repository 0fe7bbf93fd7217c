package io.github.coatcheck.session;

import io.github.coatcheck.CoatcheckException;
import java.util.List;

/** What {@link Database#validate} found: where tables do not fit their classes. Immutable. */
public final class Findings {
  private final List<String> findings;

  Findings(List<String> findings) {
    this.findings = List.copyOf(findings);
  }

  /**
   * Tells whether the tables fit the classes.
   *
   * @return true if nothing was found
   */
  public boolean isEmpty() {
    return findings.isEmpty();
  }

  /**
   * Returns the findings one by one. Each says what fails, where, why, and what to do.
   *
   * @return sentences, those about keys first; unmodifiable
   */
  public List<String> toList() {
    return findings;
  }

  /**
   * Refuses tables that do not fit, such as when a program starts.
   *
   * @throws CoatcheckException if anything was found, with the report
   */
  public void orThrow() {
    if (!isEmpty()) {
      throw new CoatcheckException(toString());
    }
  }

  /** Returns a report for people: one line, or a heading and one line for each finding. */
  @Override
  public String toString() {
    return isEmpty()
        ? "The tables fit the classes."
        : "The tables do not fit the classes:%n- ".formatted()
            + String.join("%n- ".formatted(), findings);
  }
}
