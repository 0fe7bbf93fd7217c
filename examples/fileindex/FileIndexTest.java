package fileindex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import io.github.coatcheck.session.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileIndexTest {
  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path tree;
  private Path database;

  @BeforeEach
  void createTree() throws IOException {
    tree = Files.createDirectory(directory.resolve("tree"));
    database = directory.resolve("index.db");
  }

  @Test
  void answersAllQuestionsAboutATree() throws IOException {
    write("readme.TXT", "12345");
    write("empty", "");
    write(".profile", "");
    write("it's; drop table indexed_files --/100% _.txt", "x".repeat(1_000));
    write("a/b/c/d/e/f/g/h/deep.bin", "x".repeat(2_000));
    write("a/b/copy.bin", "x".repeat(2_000));
    write("copies/copy.bin", "x".repeat(2_000));
    write("copies/five.txt", "12345");
    write("copies/other five.txt", "54321");
    Files.createDirectory(tree.resolve("nothing"));

    assertThat(index()).isZero();

    assertThat(out.toString(UTF_8))
        .isEqualToNormalizingNewlines(
            """
            9 files in 12 folders, 7,015 bytes, 0 files unread

            Largest folders
            bytes  files  folder
            7,015      9  .
            4,000      2  ./a/b
            2,010      3  ./copies
            2,000      1  ./a/b/c/d/e/f/g/h
            1,000      1  ./it's; drop table indexed_files --

            Duplicate files
            wasted  copies   size  files
             4,000       3  2,000  ./a/b/c/d/e/f/g/h/deep.bin
                                   ./a/b/copy.bin
                                   ./copies/copy.bin
                 5       2      5  ./copies/five.txt
                                   ./readme.TXT

            Files by extension
            bytes  files  extension
            6,000      3  bin
            1,015      4  txt
                0      2  (none)
            """);
  }

  @Test
  void answersForAnEmptyFolder() {
    assertThat(index()).isZero();

    assertThat(out.toString(UTF_8))
        .isEqualToNormalizingNewlines(
            """
            0 files in 1 folder, 0 bytes, 0 files unread

            Largest folders
            bytes  files  folder

            Duplicate files
            wasted  copies  size  files

            Files by extension
            bytes  files  extension
            """);
  }

  @Test
  void storesWhatItFindsOfAFile() throws IOException {
    Path file = write("docs/abc.Txt", "abc");
    Instant modified = Instant.parse("2020-02-03T04:05:06Z");
    Files.setLastModifiedTime(file, FileTime.from(modified));
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();

    index();

    assertThat(folders()).containsExactly(new Folder(1L, null, "."), new Folder(2L, 1L, "./docs"));
    assertThat(files())
        .containsExactly(
            new IndexedFile(
                1L,
                2L,
                "abc.Txt",
                "txt",
                3,
                modified,
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                key == null ? null : key.toString()));
  }

  @Test
  void storesNamesAsTheyAreAndShowsThemOnOneLine() throws IOException {
    List<String> names = List.of("äöü 漢字 🧥", "line\nbreak", "\"double\" 'single' `back` \\");
    for (String name : names) {
      assumeThatCode(() -> write(name, name)).doesNotThrowAnyException();
      assumeThatCode(() -> write("copy of " + name, name)).doesNotThrowAnyException();
    }

    index();

    assertThat(files()).extracting(IndexedFile::name).containsAll(names);
    assertThat(out.toString(UTF_8))
        .contains("  ./copy of line?break\n")
        .contains("  ./line?break\n");
  }

  @Test
  void reportsAgainWithoutIndexing() throws IOException {
    Path file = write("docs/abc.txt", "abc");
    index();
    String report = out.toString(UTF_8);
    byte[] indexed = Files.readAllBytes(database);
    Files.delete(file);
    out.reset();

    assertThat(run("--report", database.toString())).isZero();

    assertThat(out.toString(UTF_8)).isEqualTo(report).startsWith("1 file in 2 folders, 3 bytes");
    assertThat(database).hasBinaryContent(indexed);
  }

  @Test
  void makesNoDatabaseToReportOn() {
    assertRefused(
        2,
        "Cannot report on %s: there is no such file. Index a folder before.".formatted(database),
        "--report",
        database.toString());

    assertThat(database).doesNotExist();
  }

  @Test
  void printsHelp() {
    assertThat(run("--help")).isZero();

    assertThat(out.toString(UTF_8)).startsWith("Usage: FileIndex <folder> [<database file>]");
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void startsAfreshOnAnotherRun() throws IOException {
    write("old/first.txt", "1");
    index();
    Files.delete(tree.resolve("old/first.txt"));
    write("second.txt", "2");

    index();

    assertThat(folders()).containsExactly(new Folder(3L, null, "."), new Folder(4L, 3L, "./old"));
    assertThat(files()).extracting(IndexedFile::name).containsExactly("second.txt");
  }

  @Test
  void leavesItsOwnDatabaseOut() throws IOException {
    write("file", "");
    database = tree.resolve("index.db");

    index();

    assertThat(files()).extracting(IndexedFile::name).containsExactly("file");
  }

  @Test
  void storesMoreFilesThanItKeepsInMemory() throws IOException {
    for (int i : IntStream.range(0, 2_001).toArray()) {
      write("many/" + i, "");
    }

    index();

    assertThat(files()).hasSize(2_001);
  }

  @Test
  void doesNotFollowLinks() throws IOException {
    write("file", "");
    assumeThatCode(() -> Files.createSymbolicLink(tree.resolve("loop"), tree))
        .doesNotThrowAnyException();
    Files.createSymbolicLink(tree.resolve("nowhere"), tree.resolve("not there"));

    index();

    assertThat(files()).extracting(IndexedFile::name).containsExactly("file");
    assertThat(folders()).hasSize(1);
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void countsHardLinksAsOneCopy() throws IOException {
    Path file = write("file", "12345");
    assumeThat(Files.readAttributes(file, BasicFileAttributes.class).fileKey()).isNotNull();
    Files.createLink(tree.resolve("link"), file);
    write("copy", "12345");

    index();

    assertThat(out.toString(UTF_8).lines())
        .containsSequence("     5       2     5  ./copy", "                      ./file = ./link");
  }

  @Test
  void indexesTheFolderToWhichAnArgumentLinks() throws IOException {
    write("file", "");
    Path link = directory.resolve("link");
    assumeThatCode(() -> Files.createSymbolicLink(link, tree)).doesNotThrowAnyException();

    assertThat(run(link.toString(), database.toString())).isZero();

    assertThat(files()).extracting(IndexedFile::name).containsExactly("file");
  }

  @Test
  void refusesWrongArguments() throws IOException {
    Path file = write("file", "");
    Path missing = tree.resolve("missing");
    String advice = "Name a folder, and perhaps a database file. See --help.";

    assertRefused(2, advice);
    assertRefused(2, advice, "one", "two", "three");
    assertRefused(2, "Cannot index %s: it is not a folder.".formatted(file), file.toString());
    assertRefused(
        2, "Cannot index %s: there is no such folder.".formatted(missing), missing.toString());
    assertRefused(2, "No file can have this name: Nul character not allowed: a\0b", "a\0b");
  }

  @Test
  void refusesWhatIsNoDatabase() throws IOException {
    Path notes = Files.writeString(directory.resolve("notes.txt"), "These are notes. ".repeat(99));

    int exitCode = run(tree.toString(), notes.toString());

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("file is not a database").hasLineCount(2);
    assertThat(notes).content().startsWith("These are notes.");
  }

  private void assertRefused(int exitCode, String message, String... arguments) {
    err.reset();

    assertThat(run(arguments)).isEqualTo(exitCode);

    assertThat(err.toString(UTF_8)).isEqualTo(message + System.lineSeparator());
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  private Path write(String path, String content) throws IOException {
    Path file = tree.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private int index() {
    return run(tree.toString(), database.toString());
  }

  private int run(String... arguments) {
    return FileIndex.run(
        new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), arguments);
  }

  private List<Folder> folders() {
    try (Database db = Database.open("jdbc:sqlite:" + database)) {
      return db.inTransaction(session -> session.list(Folder.class, "order by id"));
    }
  }

  private List<IndexedFile> files() {
    try (Database db = Database.open("jdbc:sqlite:" + database)) {
      return db.inTransaction(session -> session.list(IndexedFile.class, "order by id"));
    }
  }
}
