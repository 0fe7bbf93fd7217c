package fileindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentHashTest {
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path directory;
  private final ContentHash hash = new ContentHash();

  @Test
  void hashesAFileOfManyPieces() throws Exception {
    byte[] content = new byte[(1 << 17) + 1];
    content[content.length - 1] = 1;
    Path file = Files.write(directory.resolve("large"), content);

    String expected =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    assertThat(hash.of(file, content.length)).isEqualTo(expected);
  }

  @Test
  void readsNoFurtherThanTheSize() throws IOException {
    Path log = Files.writeString(directory.resolve("log"), "abc, and what was written since");

    assertThat(hash.of(log, 3)).isEqualTo(OF_ABC);
  }

  @Test
  void readsAFileThatShrankToItsEnd() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "abc");

    assertThat(hash.of(file, 1_000)).isEqualTo(OF_ABC);
  }

  @Test
  void isRightAfterAFileThatCouldNotBeRead() throws IOException {
    assertThatThrownBy(() -> hash.of(directory.resolve("missing"), 1))
        .isInstanceOf(NoSuchFileException.class);
    Path file = Files.writeString(directory.resolve("file"), "abc");

    assertThat(hash.of(file, 3)).isEqualTo(OF_ABC);
  }
}
