package io.github.coatcheck.robustness;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The objects of one piece of work, and what was set in them before it. */
final class Lines {
  private static final int AMOUNT = 5;

  private final IdentityHashMap<Line, List<Object>> before = new IdentityHashMap<>();

  /** A new object. */
  Line create(String slot) {
    return keep(new Line(null, slot, AMOUNT));
  }

  /** What the row of a new object holds. */
  static String inserted(String slot) {
    return Line.read(0, slot, AMOUNT, "new").content();
  }

  /** One of the rows that are there beforehand, which are numbered from 1. */
  Line stored(int number) {
    return keep(toDelete(number));
  }

  /** The same for a row that will be gone. */
  Line toDelete(int number) {
    return Line.read(-number, "s" + number, number, "old");
  }

  private Line keep(Line line) {
    before.put(line, line.assigned());
    return line;
  }

  /** The objects that neither are as before nor as their rows are, or all that are not both. */
  List<String> wrong(Stored stored, Map<Long, String> rows) {
    List<String> wrong = new ArrayList<>();
    before.forEach(
        (line, assigned) -> {
          boolean untouched = line.assigned().equals(assigned);
          boolean asItsRow = line.id() != null && line.content().equals(rows.get(line.id()));
          boolean right =
              switch (stored) {
                case NO -> untouched;
                case YES -> asItsRow;
                case UNKNOWN -> untouched || asItsRow;
              };
          if (!right) {
            wrong.add("%s with key %d, before %s".formatted(line.content(), line.id(), assigned));
          }
        });
    return wrong;
  }
}
