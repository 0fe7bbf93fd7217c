package io.github.coatcheck.model;

import static java.util.stream.Collectors.joining;

import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random calls on random classes do what a plain model says.
 *
 * <p>The number of sequences and the seed of the first one can be given by {@code
 * -Dcoatcheck.sequences=100000} and {@code -Dcoatcheck.seed=1}.
 */
public abstract class ModelTest {
  /** So many sequences use the same tables one after the other. */
  private static final int SEQUENCES_PER_TABLES = 50;

  private record Failure(Throwable error, String trace) {}

  private final KeyRule keyRule;
  private final int sequences;

  /** Creates the test of a database, with a number of sequences. */
  protected ModelTest(KeyRule keyRule, int sequences) {
    this.keyRule = keyRule;
    this.sequences = Integer.getInteger("coatcheck.sequences", sequences);
  }

  /** Opens the database, which may hold tables of earlier tests. */
  protected abstract Database open();

  @Test
  void randomCallsDoWhatTheModelSays() {
    long first = Long.getLong("coatcheck.seed", System.currentTimeMillis());
    System.out.printf(
        "%s runs %d sequences from -Dcoatcheck.seed=%d%n",
        getClass().getSimpleName(), sequences, first);
    long last = first + sequences - 1;
    Map<Long, List<ModelTable>> tables = new LinkedHashMap<>();
    LongStream.rangeClosed(group(first), group(last))
        .forEach(group -> tables.put(group, RandomTables.of(group)));
    Map<String, EntityClass> compiled =
        TableCompiler.compile(tables.values().stream().flatMap(List::stream).toList());
    try (Database database = open()) {
      tables.forEach(
          (group, family) -> {
            List<EntityClass> classes =
                family.stream().map(table -> compiled.get(table.name())).toList();
            long from = Math.max(first, group * SEQUENCES_PER_TABLES);
            long to = Math.min(last, group * SEQUENCES_PER_TABLES + SEQUENCES_PER_TABLES - 1);
            run(database, classes, from, to);
          });
    }
  }

  private static long group(long seed) {
    return Math.floorDiv(seed, SEQUENCES_PER_TABLES);
  }

  private void run(Database database, List<EntityClass> classes, long from, long to) {
    Class<?>[] types = classes.stream().map(EntityClass::type).toArray(Class<?>[]::new);
    database.dropTables(types);
    database.createTables(types);
    for (long seed = from; seed <= to; seed++) {
      List<Step> steps = Step.sequence(seed);
      if (failure(database, classes, steps).isPresent()) {
        throw describe(database, classes, steps, seed);
      }
    }
    database.dropTables(types);
  }

  /** Runs a sequence on empty tables, and tells how it fails. */
  private Optional<Failure> failure(
      Database database, List<EntityClass> classes, List<Step> steps) {
    database.useTransaction(session -> empty(session, classes));
    Run run = new Run(database, classes, keyRule);
    try {
      run.run(steps);
      return Optional.empty();
    } catch (RuntimeException | AssertionError e) {
      return Optional.of(new Failure(e, run.trace()));
    }
  }

  /** Deletes all rows, those of children first, and what AUTOINCREMENT remembers. */
  private void empty(Session session, List<EntityClass> classes) {
    for (int i = classes.size() - 1; i >= 0; i--) {
      session.execute("delete from " + classes.get(i).table().sqlName());
    }
    if (keyRule == KeyRule.NEXT && classes.stream().anyMatch(c -> c.table().hasGeneratedKey())) {
      session.execute("delete from sqlite_sequence");
    }
  }

  private AssertionError describe(
      Database database, List<EntityClass> classes, List<Step> steps, long seed) {
    List<Step> fewest =
        new Shrinker(fewer -> failure(database, classes, fewer).isPresent()).shrink(steps);
    Failure failure = failure(database, classes, fewest).orElseThrow();
    String sources = classes.stream().map(c -> c.table().source()).collect(joining("\n"));
    return new AssertionError(
        "%s%n%nReplay it by -Dcoatcheck.seed=%d -Dcoatcheck.sequences=1. The classes:%n%n%s%nThe calls:%n%n%s%n"
            .formatted(failure.error, seed, sources, failure.trace),
        failure.error);
  }
}
