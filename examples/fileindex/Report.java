package fileindex;

import java.io.PrintStream;
import java.util.Locale;

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
        Locale.ROOT,
        "%,d files in %,d folders, %,d bytes, %,d files unread%n",
        total.files(),
        total.folders(),
        total.bytes(),
        total.unread());
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
    TextTable table = new TextTable("wasted", "copies", "size", "one of them");
    questions
        .duplicates(LIMIT)
        .forEach(file -> table.row(file.example(), file.wasted(), file.copies(), file.size()));
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
