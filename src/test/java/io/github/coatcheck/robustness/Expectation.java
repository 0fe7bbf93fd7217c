package io.github.coatcheck.robustness;

import io.github.coatcheck.robustness.Trial.Ended;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the tables may hold: each transaction as a whole or not at all.
 *
 * @param before the rows before a piece of work
 * @param after the rows after it
 */
record Expectation(List<String> before, List<String> after) {
  /** Returns the possible contents after some transactions, more than one if some are unknown. */
  Set<List<String>> of(List<Ended> transactions) {
    Set<List<String>> possible = Set.of(before);
    for (Ended transaction : transactions) {
      Set<List<String>> next = new HashSet<>();
      for (List<String> contents : possible) {
        if (transaction.stored() != Stored.YES) {
          next.add(contents);
        }
        if (transaction.stored() != Stored.NO) {
          next.add(with(contents, transaction));
        }
      }
      possible = next;
    }
    return possible;
  }

  private List<String> with(List<String> contents, Ended transaction) {
    // A piece of work is always in the first transaction.
    List<String> with = new ArrayList<>(transaction.hasPiece() ? after : contents);
    transaction.others().forEach(slot -> with.add(Lines.inserted(slot)));
    with.sort(null);
    return with;
  }
}
