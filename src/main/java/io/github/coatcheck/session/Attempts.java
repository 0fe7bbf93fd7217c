package io.github.coatcheck.session;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.TransientFailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Repeats a transaction after transient failures, each time in a new session. */
final class Attempts {
  /** The longest pauses, after the first failure and after any, in milliseconds. */
  private static final long FIRST_PAUSE = 20;

  private static final long LONGEST_PAUSE = 1000;

  private final int most;
  private final List<TransientFailureException> failures = new ArrayList<>();
  private boolean stored;

  Attempts(int most) {
    if (most < 1) {
      throw new CoatcheckException(
          "Cannot attempt a transaction %d times: it would not be done at all. Give 1 or more."
              .formatted(most));
    }
    this.most = most;
  }

  <R, X extends Exception> R at(Session.Work<R, X> work, Supplier<Session> sessions) throws X {
    while (true) {
      try (Session session = sessions.get()) {
        R result = session.inWhole(work);
        stored = true;
        return result;
      } catch (Throwable e) {
        if (!isToRepeat(e)) {
          failures.stream().filter(earlier -> earlier != e).forEach(e::addSuppressed);
          throw e;
        }
      }
    }
  }

  /** Whether nothing was stored, and there are attempts left. */
  private boolean isToRepeat(Throwable cause) {
    if (stored || !(cause instanceof TransientFailureException failure)) {
      return false;
    }
    failures.add(failure);
    return failures.size() < most && pause();
  }

  /** Waits a random time, so that two transactions do not meet again; false if interrupted. */
  private boolean pause() {
    long longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(failures.size() - 1, 10));
    try {
      Thread.sleep(1 + ThreadLocalRandom.current().nextLong(longest));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
