package io.github.coatcheck.session;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.TransientFailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Repeats a transaction that fails for a transient reason. Each attempt has a session of its own.
 */
final class Attempts {
  /**
   * The longest pause after the first failure, in milliseconds. It doubles after each further
   * failure.
   */
  private static final long FIRST_PAUSE = 20;

  /** The longest pause after any failure, in milliseconds. */
  private static final long LONGEST_PAUSE = 1000;

  private final int maxAttempts;
  private final List<TransientFailureException> failures = new ArrayList<>();
  private boolean committed;

  Attempts(int maxAttempts) {
    if (maxAttempts < 1) {
      throw new CoatcheckException(
          "Cannot attempt a transaction %s times: it would not be done at all. Give 1 or more."
              .formatted(maxAttempts));
    }
    this.maxAttempts = maxAttempts;
  }

  /** Runs the work until an attempt is committed or must not be repeated. */
  <R, X extends Exception> R run(Session.Work<R, X> work, Supplier<Session> sessions) throws X {
    while (true) {
      try (Session session = sessions.get()) {
        R result = session.runAndCommit(work);
        committed = true;
        return result;
      } catch (Throwable e) {
        if (!shouldRepeat(e)) {
          failures.stream().filter(earlier -> earlier != e).forEach(e::addSuppressed);
          throw e;
        }
      }
    }
  }

  /** Whether nothing was committed, an attempt is left, and the pause was not interrupted. */
  private boolean shouldRepeat(Throwable cause) {
    if (committed || !(cause instanceof TransientFailureException failure)) {
      return false;
    }
    failures.add(failure);
    return failures.size() < maxAttempts && pause();
  }

  /**
   * Waits a random time, so that transactions that collided do not collide again. Returns false if
   * interrupted.
   */
  private boolean pause() {
    long longestPause = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(failures.size() - 1, 10));
    try {
      Thread.sleep(1 + ThreadLocalRandom.current().nextLong(longestPause));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
