package io.github.coatcheck.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.robustness.Fault.Kind;
import io.github.coatcheck.robustness.Fault.Moment;
import io.github.coatcheck.robustness.InterceptedJdbc.Source;
import io.github.coatcheck.robustness.Piece.OwnException;
import io.github.coatcheck.robustness.Trial.Way;
import io.github.coatcheck.session.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Does each piece of work in each way, lets every JDBC call fail in turn, and looks at what is
 * stored, at the objects, and at what is left open.
 *
 * <p>Each call fails in two or three of the twelve ways to fail, and each way is tried at every
 * fifth call or so; {@code -Dcoatcheck.step=1} tries them all.
 */
public final class Faults {
  private static final int SHOWN = 10;

  private final FaultyDriver driver;
  private final Rows rows;

  /** Only every so many of the faults are tried. */
  private final int step = Integer.getInteger("coatcheck.step", 5);

  private int injected;

  /**
   * @param plain a connection of its own
   * @param source what gives the connections that will fail
   * @param key how the database defines a generated key
   * @param generated how it ends the definition of a generated column
   */
  public Faults(Connection plain, Source source, String key, String generated) throws SQLException {
    this.driver = new FaultyDriver(source);
    this.rows = new Rows(plain, key, generated);
  }

  /** A test for each piece and way. */
  public Stream<DynamicTest> tests() {
    return Stream.of(Piece.values())
        .flatMap(piece -> Stream.of(Way.values()).map(way -> test(piece, way)))
        .onClose(() -> System.out.printf("%,d faults were injected%n", injected));
  }

  private DynamicTest test(Piece piece, Way way) {
    return dynamicTest(piece + ", " + way, () -> failAtEveryCall(piece, way));
  }

  private void failAtEveryCall(Piece piece, Way way) throws SQLException {
    rows.reset();
    List<String> before = rows.contents();
    run(piece, Way.CLOSE, Optional.empty());
    Expectation expectation = new Expectation(before, rows.contents());
    Trial faultless = run(piece, way, Optional.empty());
    List<String> calls = driver.calls();
    assertThat(wrong(faultless, expectation)).isEmpty();

    List<String> failures = new ArrayList<>();
    for (Fault fault : faults(calls)) {
      String call = calls.get(fault.call() - 1);
      List<String> wrong = wrong(run(piece, way, Optional.of(fault)), expectation);
      if (!wrong.isEmpty()) {
        failures.add("%s of %d, %s: %s".formatted(fault, calls.size(), call, wrong));
      }
    }
    assertThat(failures.stream().limit(SHOWN))
        .as("%d failures of %s, %s", failures.size(), piece, way)
        .isEmpty();
  }

  /**
   * All faults, or some: no step divides the number of faults of one call, so no kind is missed.
   */
  private List<Fault> faults(List<String> calls) {
    List<Fault> faults = new ArrayList<>();
    for (int call = 1; call <= calls.size(); call++) {
      for (Moment moment : Moment.values()) {
        for (Kind kind : Kind.values()) {
          if (!lies(calls.get(call - 1), moment, kind)) {
            faults.add(new Fault(call, moment, kind));
          }
        }
      }
    }
    return IntStream.iterate(0, i -> i < faults.size(), i -> i + step)
        .mapToObj(faults::get)
        .toList();
  }

  /** Whether a driver would deny that it has begun or committed, so that nobody could know. */
  private static boolean lies(String call, Moment moment, Kind kind) {
    return moment == Moment.AFTER
        && kind.deniesItsCall()
        && (call.equals("commit") || call.matches("execute (BEGIN|COMMIT).*"));
  }

  private Trial run(Piece piece, Way way, Optional<Fault> fault) throws SQLException {
    rows.reset();
    driver.expect(fault);
    Trial trial = new Trial(piece);
    trial.run(way, driver.dataSource());
    injected += fault.isPresent() ? 1 : 0;
    return trial;
  }

  /** What is wrong after a trial. */
  private List<String> wrong(Trial trial, Expectation expectation) throws SQLException {
    List<String> wrong = new ArrayList<>();
    driver.open().forEach(call -> wrong.add("left open: " + call));
    trial
        .error()
        .filter(error -> trial.hidesOwnError() || !isFirst(error))
        .ifPresent(error -> wrong.add("thrown: " + error));
    driver.closeAll();
    driver.expect(Optional.empty());
    wrong.addAll(trial.wrongObjects(rows.lines()));
    List<String> contents = rows.contents();
    if (!expectation.of(trial.transactions()).contains(contents)) {
      wrong.add("%s leave %s".formatted(trial.transactions(), contents));
    }
    trial.database().ifPresent(database -> useAgain(database, wrong));
    return wrong;
  }

  private static void useAgain(Database database, List<String> wrong) {
    try {
      database.useTransaction(session -> session.count(Line.class));
    } catch (CoatcheckException e) {
      wrong.add("afterwards: " + e);
    }
  }

  /** Whether an error is the one that happened first, or comes from it. */
  private boolean isFirst(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root instanceof OwnException || driver.isFirstError(root);
  }
}
