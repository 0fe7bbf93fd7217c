package io.github.coatcheck.model;

import io.github.coatcheck.session.Session;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** The steps that read rows. */
final class Reads {
  /** A condition on one column, and the rows that fulfil it. */
  private record Condition(EntityClass type, int column, Object value) {
    String tail() {
      return "where " + type.table().column(column).name() + " = ?";
    }

    String select(String what) {
      return "select " + what + " from " + type.table().sqlName() + " " + tail();
    }

    List<Object[]> rows(ModelRows rows) {
      return rows.where(type.table(), column, value);
    }

    @Override
    public String toString() {
      return "%s %s %s".formatted(type.table(), tail(), value);
    }
  }

  private final Comparison comparison;
  private final ModelSession model;
  private final NewObjects newObjects;

  Reads(Comparison comparison, KeyRule keyRule) {
    this.comparison = comparison;
    this.model = comparison.model();
    this.newObjects = new NewObjects(comparison, keyRule);
  }

  /** The object that is found is one more to work with, maybe of a row that another has. */
  void find(Choices choices) {
    for (TrackedObject object : choices.objects(comparison.objects(), 1, any -> true)) {
      EntityClass type = object.type();
      List<Object> key = type.table().key(object.values());
      if (!key.contains(null)) {
        Object argument = key.size() == 1 ? key.get(0) : object.object();
        comparison.check(
            "find %s %s".formatted(type.table(), key),
            () -> {
              Optional<?> found = comparison.session().find(type.type(), argument);
              found.ifPresent(row -> comparison.track(type, row, type.values(row), choices));
              return found.stream().map(row -> Arrays.asList(type.values(row))).toList();
            },
            () ->
                model.read(
                    rows ->
                        Stream.ofNullable(rows.find(type.table(), key))
                            .map(Arrays::asList)
                            .toList()));
      }
    }
  }

  void list(Choices choices) {
    rows("list", choices, (session, on) -> session.list(on.type.type(), on.tail(), on.value));
  }

  void stream(Choices choices) {
    rows(
        "stream",
        choices,
        (session, on) -> {
          try (Stream<?> rows = session.stream(on.type.type(), on.tail(), on.value)) {
            return rows.toList();
          }
        });
  }

  void query(Choices choices) {
    rows(
        "query", choices, (session, on) -> session.query(on.type.type(), on.select("*"), on.value));
    value(
        "queryOne",
        choices,
        (session, on) -> session.queryOne(Long.class, on.select("count(*)"), on.value),
        rows -> (long) rows.size());
  }

  void count(Choices choices) {
    value(
        "count",
        choices,
        (session, on) -> session.count(on.type.type(), on.tail(), on.value),
        rows -> (long) rows.size());
  }

  void exists(Choices choices) {
    value(
        "exists",
        choices,
        (session, on) -> session.exists(on.type.type(), on.tail(), on.value),
        rows -> !rows.isEmpty());
  }

  /** Any of the rows can be the first. */
  void first(Choices choices) {
    value(
        "first",
        choices,
        (session, on) -> session.first(on.type.type(), on.tail(), on.value).isPresent(),
        rows -> !rows.isEmpty());
  }

  private void rows(String call, Choices choices, BiFunction<Session, Condition, List<?>> real) {
    Condition condition = condition(choices);
    EntityClass type = condition.type;
    comparison.check(
        call + " " + condition,
        () ->
            sorted(
                type.table(),
                real.apply(comparison.session(), condition).stream().map(type::values)),
        () -> model.read(rows -> sorted(type.table(), condition.rows(rows).stream())));
  }

  private void value(
      String call,
      Choices choices,
      BiFunction<Session, Condition, Object> real,
      Function<List<Object[]>, Object> expected) {
    Condition condition = condition(choices);
    comparison.check(
        call + " " + condition,
        () -> real.apply(comparison.session(), condition),
        () -> model.read(rows -> expected.apply(condition.rows(rows))));
  }

  /** Rows as sorted texts, since they come in no certain order. */
  private static List<String> sorted(ModelTable table, Stream<Object[]> rows) {
    return rows.map(row -> TrackedObject.describe(table, row)).sorted().toList();
  }

  /** A condition with a value that rows are likely to have. */
  private Condition condition(Choices choices) {
    EntityClass type = choices.any(comparison.classes());
    int column = choices.upTo(type.table().size()) - 1;
    while (type.table().column(column).type() == ValueType.BYTES) {
      // An array expands to a list of values.
      column = choices.upTo(type.table().size()) - 1;
    }
    List<Object[]> rows = List.copyOf(model.rows().all(type.table()));
    Object value =
        rows.isEmpty() || choices.oneIn(4)
            ? newObjects.value(choices, type.table().column(column))
            : choices.any(rows)[column];
    return new Condition(type, column, value);
  }
}
