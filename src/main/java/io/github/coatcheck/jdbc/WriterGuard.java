package io.github.coatcheck.jdbc;

import io.github.coatcheck.CoatcheckException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Refuses a second transaction on a thread where it would wait for the first for ever. */
public final class WriterGuard {
  private final boolean oneWriter;
  private final Set<Thread> writing = ConcurrentHashMap.newKeySet();

  public WriterGuard(boolean oneWriter) {
    this.oneWriter = oneWriter;
  }

  void enter() {
    if (oneWriter && !writing.add(Thread.currentThread())) {
      throw new CoatcheckException(
          "Cannot begin a second transaction on thread %s: another session of this thread has one open, and this database lets one write at a time, so that the second would wait for ever. Commit or roll back the first, or use the one session for both."
              .formatted(Thread.currentThread().getName()));
    }
  }

  void leave() {
    writing.remove(Thread.currentThread());
  }
}
