package io.github.coatcheck.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One operation of a sequence. It chooses its objects and values when it runs, by its own seed, so
 * that it still makes sense where steps before it are left out.
 *
 * @param children the work of a nested transaction
 */
record Step(Action action, long seed, List<Step> children) {
  /** What a step does; the number says how often. */
  enum Action {
    ADD(8),
    ADD_ALL(2),
    FLUSH(2),
    INSERT(12),
    INSERT_AGAIN(2),
    INSERT_ALL(8),
    INSERT_ALL_OF_ITERATOR(3),
    UPDATE(8),
    UPDATE_COLUMNS(4),
    UPDATE_ALL(5),
    UPSERT(6),
    UPSERT_ALL(5),
    UPSERT_BY_UNIQUE_COLUMNS(5),
    UPSERT_ALL_BY_UNIQUE_COLUMNS(4),
    DELETE(3),
    DELETE_BY_KEY(2),
    DELETE_ALL(2),
    FIND(8),
    LIST(2),
    FIRST(1),
    COUNT(2),
    EXISTS(1),
    STREAM(1),
    QUERY(2),
    COMMIT(6),
    ROLLBACK(5),
    CLOSE(2),
    NESTED(6),
    TRANSACTION(3);

    private static final List<Action> WEIGHTED = new ArrayList<>();

    static {
      for (Action action : values()) {
        for (int i = 0; i < action.weight; i++) {
          WEIGHTED.add(action);
        }
      }
    }

    private final int weight;

    Action(int weight) {
      this.weight = weight;
    }

    boolean hasWork() {
      return this == NESTED || this == TRANSACTION;
    }
  }

  private static final int MAX_DEPTH = 3;

  /** The steps of the sequence with a seed. */
  static List<Step> sequence(long seed) {
    Random random = new Random(seed);
    return steps(random, 10 + random.nextInt(11), 0);
  }

  private static List<Step> steps(Random random, int count, int depth) {
    List<Step> steps = new ArrayList<>();
    while (steps.size() < count) {
      Action action = Action.WEIGHTED.get(random.nextInt(Action.WEIGHTED.size()));
      boolean possible =
          depth == 0
              || (action != Action.CLOSE && action != Action.TRANSACTION && depth < MAX_DEPTH);
      if (possible) {
        steps.add(step(action, random, depth));
      }
    }
    return steps;
  }

  private static Step step(Action action, Random random, int depth) {
    long seed = random.nextLong();
    return new Step(
        action,
        seed,
        action.hasWork() && depth + 1 < MAX_DEPTH
            ? steps(random, 1 + random.nextInt(5), depth + 1)
            : List.of());
  }
}
