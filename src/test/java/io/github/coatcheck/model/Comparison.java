package io.github.coatcheck.model;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.session.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A real session and the model of it: makes each call in both, and compares what came of it. */
final class Comparison {
  private record Outcome(Object result, Refusal refusal) {
    static Outcome of(Supplier<?> call) {
      try {
        return new Outcome(call.get(), null);
      } catch (CoatcheckException e) {
        return new Outcome(null, Refusal.of(e));
      }
    }
  }

  private final List<EntityClass> classes;
  private final List<TrackedObject> objects = new ArrayList<>();
  private final Map<TrackedObject, Object> stored = new HashMap<>();
  private final List<String> trace = new ArrayList<>();
  private final ModelSession model;
  private Session session;
  private String indent = "";

  Comparison(List<EntityClass> classes, KeyRule keyRule) {
    this.classes = classes;
    this.model =
        new ModelSession(
            classes.stream().map(EntityClass::table).toList(),
            keyRule,
            object -> stored.getOrDefault(object, object.object()));
  }

  List<EntityClass> classes() {
    return classes;
  }

  List<TrackedObject> objects() {
    return objects;
  }

  List<String> trace() {
    return trace;
  }

  ModelSession model() {
    return model;
  }

  Session session() {
    return session;
  }

  void use(Session other) {
    session = other;
  }

  TrackedObject track(EntityClass type, Object object, Object[] values, Choices choices) {
    TrackedObject tracked = new TrackedObject(type, object, values, choices.newId());
    objects.add(tracked);
    return tracked;
  }

  /** Notes a line of the trace. */
  void note(String line) {
    trace.add(indent + line);
  }

  /** Does work whose lines of the trace are indented. */
  void indented(Runnable work) {
    String before = indent;
    indent += "  ";
    work.run();
    indent = before;
  }

  /** Makes a call that gives the same result in both. */
  void check(String call, Supplier<?> real, Supplier<?> expected) {
    note(call);
    compare(Outcome.of(real), expected);
    verify();
  }

  /** Makes a call that returns nothing. */
  void checkVoid(String call, Runnable real, Runnable expected) {
    check(call, () -> nothing(real), () -> nothing(expected));
  }

  private static Object nothing(Runnable call) {
    call.run();
    return null;
  }

  /**
   * Makes a call that returns each object that it is given, or a copy of a record, which then is an
   * object like any other.
   */
  void checkObjects(
      String call,
      List<TrackedObject> given,
      Choices choices,
      Supplier<List<Object>> real,
      Supplier<List<Object[]>> expected) {
    note(call + " " + given);
    Outcome outcome = Outcome.of(() -> storedValues(given, real.get()));
    compare(outcome, () -> expected.get().stream().map(Arrays::asList).toList());
    if (outcome.refusal == null) {
      for (TrackedObject object : given) {
        Object result = stored.get(object);
        if (object.table().isRecord()) {
          track(object.type(), result, object.type().values(result), choices);
        } else if (result != object.object()) {
          throw new AssertionError("Another object was returned than the one handed in");
        }
      }
    }
    stored.clear();
    verify();
  }

  /** Keeps which object was returned for which, and returns what they hold. */
  private List<?> storedValues(List<TrackedObject> given, List<Object> results) {
    if (results.size() != given.size()) {
      throw new AssertionError("%d objects became %d".formatted(given.size(), results.size()));
    }
    List<List<Object>> values = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      stored.put(given.get(i), results.get(i));
      values.add(Arrays.asList(given.get(i).type().values(results.get(i))));
    }
    return values;
  }

  private void compare(Outcome outcome, Supplier<?> expected) {
    String actual = outcome.refusal == null ? text(outcome.result) : outcome.refusal.name();
    trace.set(trace.size() - 1, trace.get(trace.size() - 1) + " -> " + actual);
    Object result;
    try {
      result = expected.get();
    } catch (Refused e) {
      if (outcome.refusal == null || !e.allows(outcome.refusal)) {
        throw new AssertionError("expected %s, but was %s".formatted(e.getMessage(), actual), e);
      }
      return;
    }
    if (outcome.refusal != null || !areEqual(result, outcome.result)) {
      throw new AssertionError("expected %s, but was %s".formatted(text(result), actual));
    }
  }

  private static boolean areEqual(Object one, Object other) {
    return Arrays.deepEquals(new Object[] {unwrap(one)}, new Object[] {unwrap(other)});
  }

  /** Lists as arrays, in which arrays of bytes are compared by their content. */
  private static Object unwrap(Object value) {
    return value instanceof List<?> list ? list.stream().map(Comparison::unwrap).toArray() : value;
  }

  private static String text(Object value) {
    return Arrays.deepToString(new Object[] {unwrap(value)});
  }

  /** Compares all objects, and all rows where reading them changes nothing. */
  void verify() {
    for (TrackedObject object : objects) {
      if (!object.isAsExpected()) {
        throw new AssertionError(
            "expected an object %s, but it is %s"
                .formatted(
                    object,
                    TrackedObject.describe(object.table(), object.type().values(object.object()))));
      }
    }
    if (model.isReadable()) {
      classes.forEach(this::verifyRows);
    }
  }

  private void verifyRows(EntityClass type) {
    ModelTable table = type.table();
    List<?> real = session.list(type.type());
    boolean same = real.size() == model.rows().all(table).size();
    for (Object object : real) {
      Object[] row = type.values(object);
      same &= Arrays.deepEquals(row, model.rows().find(table, table.key(row)));
    }
    if (!same) {
      throw new AssertionError(
          "expected the rows %s, but they are %s"
              .formatted(
                  model.rows().all(table).stream()
                      .map(row -> TrackedObject.describe(table, row))
                      .toList(),
                  real.stream()
                      .map(row -> TrackedObject.describe(table, type.values(row)))
                      .toList()));
    }
  }
}
