package fileindex;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;

/** Tells how far the work is, a line every so often, and what could not be read. */
final class Progress {
  private final PrintStream out;
  private final long interval;
  private long last = System.nanoTime();
  private long files;
  private long bytes;

  Progress(PrintStream out, Duration interval) {
    this.out = out;
    this.interval = interval.toNanos();
  }

  /** Counts a file that is done. */
  void done(Path file, long size) {
    files++;
    bytes += size;
    long now = System.nanoTime();
    if (now - last >= interval) {
      last = now;
      out.printf(
          "%s, %s, now at %s%n", Count.of(files, "file"), Count.of(bytes, "byte"), shown(file));
    }
  }

  /** Tells of a file or folder that could not be read. */
  void unreadable(Path path, IOException failure) {
    out.printf("Cannot read %s: %s%n", shown(path), reason(failure));
  }

  private static String shown(Path path) {
    return Names.shown(path.toString());
  }

  /** The message of a failure; that of a file system's is often nothing but the path. */
  private static String reason(IOException failure) {
    String reason =
        failure instanceof FileSystemException known ? known.getReason() : failure.getMessage();
    return reason == null ? failure.getClass().getSimpleName() : reason;
  }
}
