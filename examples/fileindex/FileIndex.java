package fileindex;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * Stores a tree of folders and files in a database, and tells where its bytes are.
 *
 * <p>Another run on the same database starts afresh. It touches its own two tables only.
 */
public final class FileIndex {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

  private FileIndex() {}

  /**
   * Runs the tool. It exits with 0, with 1 when it failed, and with 2 when it was called wrongly. A
   * file that cannot be read is no failure: it is told on the error stream.
   *
   * @param arguments the folder and, if it is not to be {@code fileindex.db}, the database file;
   *     see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(run(System.out, System.err, arguments));
  }

  static int run(PrintStream out, PrintStream err, String... arguments) {
    if (List.of(arguments).equals(List.of("--help"))) {
      out.print(Arguments.HELP);
      return 0;
    }
    try {
      run(Arguments.of(arguments), out, new Progress(err, BETWEEN_LINES));
      return 0;
    } catch (Arguments.RefusedException e) {
      err.println(e.getMessage());
      return 2;
    } catch (CoatcheckException e) {
      err.println(e.getMessage());
      return 1;
    } catch (IOException e) {
      err.println("Cannot read the folder: " + e);
      return 1;
    }
  }

  private static void run(Arguments arguments, PrintStream out, Progress progress)
      throws IOException {
    try (Database db = Database.open(arguments.url())) {
      if (arguments.folder().isPresent()) {
        index(db, arguments, progress);
      }
      try (Session session = db.openReadOnlySession()) {
        new Report(new Questions(session), out).print();
      }
    }
  }

  private static void index(Database db, Arguments arguments, Progress progress)
      throws IOException {
    db.createTables(Folder.class, IndexedFile.class);
    // All in one transaction: whatever interrupts it, the index is the former or the new one, and
    // never half of a tree. It is also the fastest way to write. The price is that others must
    // wait for the database, which holds nothing but this index, until the tree is done.
    db.useTransaction(
        session -> {
          clear(session);
          new Indexer(session, arguments.databaseFiles(), progress)
              .index(arguments.folder().orElseThrow());
        });
  }

  private static void clear(Session session) {
    session.execute("delete from indexed_files");
    // Without the index, SQLite would look through all folders for the children of each.
    session.execute(
        "create index if not exists indexed_folders_parent on indexed_folders (parent_id)");
    session.execute("delete from indexed_folders");
  }
}
