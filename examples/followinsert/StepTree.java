package followinsert;

import java.io.PrintStream;
import java.util.List;

/** Prints steps, each class below the one that called it. */
final class StepTree {
  private static final int WIDTH = 60;

  private final List<Trace.Step> steps;

  StepTree(List<Trace.Step> steps) {
    this.steps = steps;
  }

  void print(PrintStream out) {
    List<String> printed = List.of();
    for (int i = 0; i < steps.size(); i++) {
      List<String> classes = steps.get(i).classes();
      int known = Math.min(common(printed, classes), classes.size() - 1);
      int shared = i + 1 < steps.size() ? common(classes, steps.get(i + 1).classes()) : 0;
      if (shared > known && shared < classes.size()) {
        out.println(label(classes, known, shared));
        known = shared;
      }
      String label = label(classes, known, classes.size());
      out.println(("%-" + WIDTH + "s%s").formatted(label, steps.get(i).what()));
      printed = classes;
    }
  }

  /** The number of classes with which both begin. */
  private static int common(List<String> some, List<String> others) {
    int count = 0;
    while (count < Math.min(some.size(), others.size())
        && some.get(count).equals(others.get(count))) {
      count++;
    }
    return count;
  }

  private static String label(List<String> classes, int from, int to) {
    List<String> names =
        classes.subList(from, to).stream().map(name -> name.replaceFirst(".*\\.", "")).toList();
    return "  ".repeat(from) + String.join(" > ", names);
  }
}
