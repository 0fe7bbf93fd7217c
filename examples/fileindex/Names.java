package fileindex;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Locale;

/** Names of files, which may hold anything but a slash. */
final class Names {
  private Names() {}

  /** The last name of a path, as it is stored. */
  static String of(Path path) {
    // Windows allows half of a surrogate pair, which is no text and cannot be stored: it becomes ?.
    return new String(path.getFileName().toString().getBytes(UTF_8), UTF_8);
  }

  /** What follows the last dot, in lower case; {@code .profile} and {@code README} have none. */
  static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
  }

  /** A name as it is shown: a line break or an escape would garble the terminal. */
  static String shown(String name) {
    return name.replaceAll("\\p{Cc}", "?");
  }
}
