package io.github.coatcheck.dialect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which statements of the user would end or change the transaction of a session. */
final class SessionRules {
  /** By the first word, the call that does the same. */
  private static final Map<String, String> TRANSACTION_CONTROL =
      Map.of(
          "BEGIN", "Leave it out: the first statement of a session begins its transaction.",
          "START", "Leave it out: the first statement of a session begins its transaction.",
          "COMMIT", "Call session.commit().",
          "END", "Call session.commit().",
          "ROLLBACK", "Call session.rollback().",
          "ABORT", "Call session.rollback().",
          "SAVEPOINT", "Call session.inTransaction(...).",
          "RELEASE", "Call session.inTransaction(...).");

  /** The statements that never commit. */
  private static final Set<String> ROWS =
      Set.of(
          "SELECT",
          "WITH",
          "VALUES",
          "TABLE",
          "SHOW",
          "DESCRIBE",
          "DESC",
          "EXPLAIN",
          "INSERT",
          "UPDATE",
          "DELETE",
          "REPLACE",
          "MERGE",
          "SET");

  private SessionRules() {}

  /** Refuses BEGIN, COMMIT and the like. */
  static Optional<String> refuseTransactionControl(List<String> words) {
    boolean prepares =
        words.size() > 1 && words.get(0).equals("PREPARE") && words.get(1).equals("TRANSACTION");
    String instead = prepares ? "Use connection()." : TRANSACTION_CONTROL.get(words.get(0));
    return instead == null
        ? Optional.empty()
        : Optional.of(
            "it would end or change the transaction without the session's knowledge. " + instead);
  }

  /** Refuses also what commits the transaction implicitly, and any statement that is unknown. */
  static Optional<String> refuseImplicitCommits(List<String> words) {
    boolean allowed =
        ROWS.contains(words.get(0))
            && !(words.get(0).equals("SET")
                && words.stream().anyMatch(w -> w.endsWith("AUTOCOMMIT")));
    return allowed
        ? Optional.empty()
        : Optional.of(
            refuseTransactionControl(words)
                .orElse(
                    "this database may commit the transaction when it runs such a statement. Run it by database.execute(...), or by connection()."));
  }
}
