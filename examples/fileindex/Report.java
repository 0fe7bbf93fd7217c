package fileindex;

import java.io.PrintStream;
import java.util.List;

/** Prints the answers. */
final class Report {
  private static final int LIMIT = 10;

  private final Questions questions;
  private final PrintStream out;

  Report(Questions questions, PrintStream out) {
    this.questions = questions;
    this.out = out;
  }

  void print() {
    Questions.Total total = questions.total();
    out.printf(
        "%s in %s, %s, %s unread%n",
        Count.of(total.files(), "file"),
        Count.of(total.folders(), "folder"),
        Count.of(total.bytes(), "byte"),
        Count.of(total.unread(), "file"));
    printLargestFolders();
    printDuplicates();
    printExtensions();
  }

  private void printLargestFolders() {
    TextTable table = new TextTable("bytes", "files", "folder");
    questions
        .largestFolders(LIMIT)
        .forEach(folder -> table.row(folder.path(), folder.bytes(), folder.files()));
    print("Largest folders", table);
  }

  private void printDuplicates() {
    TextTable table = new TextTable("wasted", "copies", "size", "files");
    for (Questions.Duplicate duplicate : questions.duplicates(LIMIT)) {
      List<String> copies = questions.copies(duplicate);
      table.row(copies.get(0), duplicate.wasted(), duplicate.copies(), duplicate.size());
      copies.stream().skip(1).forEach(table::nameOnly);
    }
    print("Duplicate files", table);
  }

  private void printExtensions() {
    TextTable table = new TextTable("bytes", "files", "extension");
    questions
        .extensions(LIMIT)
        .forEach(
            extension -> table.row(extension.extension(), extension.bytes(), extension.files()));
    print("Files by extension", table);
  }

  private void print(String title, TextTable table) {
    out.println();
    out.println(title);
    table.print(out);
  }
}
