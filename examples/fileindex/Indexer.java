package fileindex;

import io.github.coatcheck.session.Session;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Walks a tree and stores its folders and files.
 *
 * <p>Links are not followed; they and whatever else is no regular file, such as a pipe, are left
 * out. What is kept in memory is the folders between the top and the current one, and the files of
 * one INSERT: the rows are records, of which the session keeps nothing.
 */
final class Indexer extends SimpleFileVisitor<Path> {
  private static final int FILES_AT_ONCE = 1_000;

  private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final Session session;
  private final Set<Path> leftOut;
  private final Progress progress;
  private final ContentHash hash = new ContentHash();
  private final Deque<Folder> path = new ArrayDeque<>();
  private final List<IndexedFile> waiting = new ArrayList<>();

  Indexer(Session session, Set<Path> leftOut, Progress progress) {
    this.session = session;
    this.leftOut = leftOut;
    this.progress = progress;
  }

  /** Stores a folder with all that is in it. */
  void index(Path top) throws IOException {
    Files.walkFileTree(top, this);
    storeWaiting();
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    // One by one, since the rows of all that is in the folder need its key.
    path.push(session.insert(path.isEmpty() ? Folder.top() : path.peek().child(Names.of(folder))));
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
    path.pop();
    if (failure != null) {
      progress.unreadable(folder, failure);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile() && !leftOut.contains(file)) {
      waiting.add(indexed(file, attributes));
      progress.done(file, attributes.size());
    }
    if (waiting.size() == FILES_AT_ONCE) {
      storeWaiting();
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    if (path.isEmpty()) {
      throw failure;
    }
    progress.unreadable(file, failure);
    return FileVisitResult.CONTINUE;
  }

  private IndexedFile indexed(Path file, BasicFileAttributes attributes) {
    String name = Names.of(file);
    return new IndexedFile(
        null,
        path.element().id(),
        name,
        Names.extension(name),
        attributes.size(),
        storable(attributes.lastModifiedTime().toInstant()),
        hashOrNull(file, attributes.size()),
        attributes.fileKey() == null ? null : attributes.fileKey().toString());
  }

  /** Nothing for a date that some file systems allow, but no text of a date can hold in order. */
  private static Instant storable(Instant modified) {
    return modified.isBefore(EARLIEST) || modified.isAfter(LATEST) ? null : modified;
  }

  private String hashOrNull(Path file, long size) {
    try {
      return hash.of(file, size);
    } catch (IOException e) {
      progress.unreadable(file, e);
      return null;
    }
  }

  private void storeWaiting() {
    session.insertAll(waiting);
    waiting.clear();
  }
}
