package fileindex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens too seldom, or not to every user, to be met in {@link FileIndexTest}. */
class IndexerTest {
  @TempDir private Path tree;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void storesAFileThatVanishesWithoutItsHash() throws IOException {
    Path file = Files.writeString(tree.resolve("gone"), "content");
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    Files.delete(file);

    inIndexer(
        (session, indexer) -> {
          indexer.preVisitDirectory(tree, attributes);
          indexer.visitFile(file, attributes);
          Path empty = Files.createDirectory(tree.resolve("empty"));
          indexer.index(empty);

          assertThat(session.list(IndexedFile.class))
              .singleElement()
              .hasFieldOrPropertyWithValue("size", 7L)
              .hasFieldOrPropertyWithValue("sha256", null);
        });

    assertThat(err.toString(UTF_8))
        .isEqualToNormalizingNewlines(
            "Cannot read %1$s: NoSuchFileException%n1 file, 7 bytes, now at %1$s%n"
                .formatted(file));
  }

  @Test
  void goesOnAfterAFolderThatCannotBeOpened() {
    Path closed = tree.resolve("closed");

    inIndexer(
        (session, indexer) -> {
          indexer.preVisitDirectory(tree, null);
          indexer.visitFileFailed(closed, new AccessDeniedException(closed.toString()));
        });

    assertThat(err.toString(UTF_8))
        .isEqualToNormalizingNewlines("Cannot read %s: AccessDeniedException%n".formatted(closed));
  }

  @Test
  void givesUpWhereTheTopCannotBeOpened() {
    Path missing = tree.resolve("missing");

    assertThatThrownBy(() -> inIndexer((session, indexer) -> indexer.index(missing)))
        .hasRootCauseMessage(missing.toString());
  }

  private interface Work {
    void with(Session session, Indexer indexer) throws IOException;
  }

  private void inIndexer(Work work) {
    Progress progress = new Progress(new PrintStream(err, true, UTF_8), Duration.ZERO);
    try (Database db = Database.open("jdbc:sqlite::memory:")) {
      db.createTables(Folder.class, IndexedFile.class);
      db.useTransaction(session -> work.with(session, new Indexer(session, Set.of(), progress)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
