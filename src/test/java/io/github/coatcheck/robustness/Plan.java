package io.github.coatcheck.robustness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The steps of one transaction, which a process tells before it begins: {@code +} inserts a row,
 * {@code 7} upserts the row with this key, {@code s7} the row of this slot, and {@code -7} deletes
 * the row with this key.
 */
record Plan(String name, List<String> steps) {
  static final char INSERT = '+';
  static final char DELETE = '-';
  static final char SLOT = 's';
  static final char KEY = '0';

  private static final int SLOTS = 100;
  private static final int LARGEST_GROUP = 120;

  /** Creates groups of steps of one kind, at random; no two steps concern the same row. */
  static Plan random(String name, Random random, List<Long> keys) {
    List<String> free = new ArrayList<>(keys.stream().map(String::valueOf).toList());
    List<String> slots =
        new ArrayList<>(IntStream.range(0, SLOTS).mapToObj(i -> SLOT + "" + i).toList());
    Collections.shuffle(free, random);
    Collections.shuffle(slots, random);
    List<String> steps = new ArrayList<>();
    do {
      int size = random.nextBoolean() ? 1 : 1 + random.nextInt(LARGEST_GROUP);
      switch (random.nextInt(5)) {
        case 0 -> steps.addAll(take(free, size));
        case 1 -> take(free, size).forEach(key -> steps.add(DELETE + key));
        case 2 -> steps.addAll(take(slots, size));
        default -> steps.addAll(Collections.nCopies(size, String.valueOf(INSERT)));
      }
    } while (steps.isEmpty() || random.nextInt(3) == 0);
    return new Plan(name, steps);
  }

  private static List<String> take(List<String> from, int size) {
    List<String> first = from.subList(0, Math.min(size, from.size()));
    List<String> taken = List.copyOf(first);
    first.clear();
    return taken;
  }

  /** What a step does. */
  char kind(int index) {
    char first = steps.get(index).charAt(0);
    return Character.isDigit(first) ? KEY : first;
  }

  /** The object that a step writes, or whose row it deletes. */
  Note note(int index) {
    String step = steps.get(index);
    return switch (kind(index)) {
      case INSERT -> new Note(null, null, text(index));
      case SLOT -> new Note(null, step, text(index));
      case DELETE -> new Note(Long.valueOf(step.substring(1)), null, text(index));
      default -> new Note(Long.valueOf(step), null, text(index));
    };
  }

  /** A text that no other step of any plan has. */
  private String text(int index) {
    String step = name + " step " + index + " of " + steps.size();
    return step + " " + "x".repeat(Math.floorMod(step.hashCode(), 300));
  }
}
