package fileindex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the command line says.
 *
 * @param folder the folder to index, links resolved; empty to report on a former run
 * @param database the file of the database, which need not exist before a folder is indexed
 */
record Arguments(Optional<Path> folder, Path database) {
  static final String HELP =
      """
      Usage: FileIndex <folder> [<database file>]    indexes a folder, and reports on it
             FileIndex --report [<database file>]    reports on what was indexed before
             FileIndex --help

      The database file is fileindex.db unless you name another. Another folder replaces the
      former one in it.

      A folder counts all that is below it. One that holds nothing but another folder is left out
      of the report, since that one is there. Empty files are no duplicates. Copies have a line
      each; several names of one file, which are hard links, stand on one line, with = between.
      """;

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
      throw new RefusedException("Name a folder, and perhaps a database file. See --help.");
    }
    Path database = database(arguments.length == 2 ? arguments[1] : "fileindex.db");
    if (!arguments[0].equals("--report")) {
      return new Arguments(Optional.of(folder(arguments[0])), database);
    }
    if (!Files.isRegularFile(database)) {
      // SQLite would make an empty one.
      throw new RefusedException(
          "Cannot report on %s: there is no such file. Index a folder before.".formatted(database));
    }
    return new Arguments(Optional.empty(), database);
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
