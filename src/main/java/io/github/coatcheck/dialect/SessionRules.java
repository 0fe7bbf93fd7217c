package io.github.coatcheck.dialect;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which statements of the user would end or change the transaction of a session. */
final class SessionRules {
  /** The first words of the statements that never commit. */
  private static final Pattern ROWS =
      Pattern.compile(
          "SELECT|WITH|VALUES|TABLE|SHOW|DESCRIBE|DESC|EXPLAIN|INSERT|UPDATE|DELETE|REPLACE|MERGE|SET");

  private SessionRules() {}

  /**
   * Refuses BEGIN, COMMIT and the like; where DDL commits the transaction, also any statement that
   * is not known to leave it open.
   */
  static Optional<String> refusal(List<String> words, boolean ddlCommits) {
    String instead = transactionCall(words);
    if (!instead.isEmpty()) {
      return Optional.of(
          "it would end or change the transaction without the session's knowledge. " + instead);
    }
    return ddlCommits && !leavesTransactionOpen(words)
        ? Optional.of(
            "this database may commit the transaction when it runs such a statement. Run it by database.execute(...), or by connection().")
        : Optional.empty();
  }

  /** What to do instead of a statement that controls the transaction; empty for any other. */
  private static String transactionCall(List<String> words) {
    return switch (words.get(0)) {
      case "BEGIN", "START" ->
          "Leave it out: the first statement of a session begins its transaction.";
      case "COMMIT", "END" -> "Call session.commit().";
      case "ROLLBACK", "ABORT" -> "Call session.rollback().";
      case "SAVEPOINT", "RELEASE" -> "Call session.inTransaction(...).";
      case "PREPARE" -> words.indexOf("TRANSACTION") == 1 ? "Use connection()." : "";
      default -> "";
    };
  }

  private static boolean leavesTransactionOpen(List<String> words) {
    String first = words.get(0);
    return ROWS.matcher(first).matches()
        && !(first.equals("SET") && words.stream().anyMatch(word -> word.endsWith("AUTOCOMMIT")));
  }
}
