package fileindex;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes the content of one file after another, a piece at a time. */
final class ContentHash {
  private final byte[] buffer = new byte[1 << 16];
  private final MessageDigest digest;

  ContentHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256, but not this one", e);
    }
  }

  /**
   * The SHA-256 of a file in hexadecimal. It is read up to the size that it had when it was listed,
   * so that a log to which somebody writes has an end, and its hash belongs to its size.
   */
  String of(Path file, long size) throws IOException {
    digest.reset();
    try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      long left = size;
      int count = read(content, left);
      while (count > 0) {
        digest.update(buffer, 0, count);
        left -= count;
        count = read(content, left);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private int read(InputStream content, long left) throws IOException {
    return content.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
  }
}
