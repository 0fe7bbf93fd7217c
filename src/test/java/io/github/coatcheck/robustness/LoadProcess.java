package io.github.coatcheck.robustness;

import io.github.coatcheck.session.Database;
import java.util.concurrent.Executors;

/** One of several processes that write to one file. It prints the key and text of each row. */
final class LoadProcess {
  private LoadProcess() {}

  /** Takes the URL, the name of the process, and how many threads write how often. */
  public static void main(String[] arguments) throws Exception {
    int writers = Integer.parseInt(arguments[2]);
    int rounds = Integer.parseInt(arguments[3]);
    try (Database database = Database.open(arguments[0])) {
      Load load = new Load(database);
      load.run(Executors.newCachedThreadPool(), arguments[1], writers, rounds);
      load.committed().forEach((id, text) -> System.out.println(id + " " + text));
    }
  }
}
