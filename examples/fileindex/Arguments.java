package fileindex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the command line says.
 *
 * @param folder the folder to index, links resolved
 * @param database the file of the database, which need not exist
 */
record Arguments(Path folder, Path database) {
  /** Why a command line is refused. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }

    RefusedException(String message, Exception cause) {
      super(message, cause);
    }
  }

  static Arguments of(String... arguments) throws RefusedException {
    if (arguments.length < 1 || arguments.length > 2) {
      throw new RefusedException(
          "Usage: FileIndex <folder> [database file, by default fileindex.db]");
    }
    return new Arguments(
        folder(arguments[0]), database(arguments.length == 2 ? arguments[1] : "fileindex.db"));
  }

  private static Path folder(String argument) throws RefusedException {
    Path folder = path(argument);
    if (!Files.isDirectory(folder)) {
      throw new RefusedException(
          Files.exists(folder)
              ? "Cannot index %s: it is not a folder.".formatted(folder)
              : "Cannot index %s: there is no such folder.".formatted(folder));
    }
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw new RefusedException("Cannot index %s: %s.".formatted(folder, e), e);
    }
  }

  private static Path database(String argument) throws RefusedException {
    Path database = path(argument).toAbsolutePath();
    if (database.toString().contains("?")) {
      throw new RefusedException(
          "Cannot write the index to %s: in a JDBC URL a file's name ends at the question mark."
              .formatted(database));
    }
    return database;
  }

  private static Path path(String argument) throws RefusedException {
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      throw new RefusedException("No file can have this name: " + e.getMessage(), e);
    }
  }

  String url() {
    return "jdbc:sqlite:" + database;
  }

  /** The files that SQLite writes for this database, once it is there. */
  Set<Path> databaseFiles() throws IOException {
    Path file = database.toRealPath();
    return Stream.of("", "-journal", "-wal", "-shm")
        .map(suffix -> file.resolveSibling(file.getFileName() + suffix))
        .collect(Collectors.toUnmodifiableSet());
  }
}
