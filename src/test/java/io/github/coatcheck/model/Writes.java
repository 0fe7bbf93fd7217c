package io.github.coatcheck.model;

import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The steps that write objects. */
final class Writes {
  private static final int MANY = 4;

  private final Comparison comparison;
  private final ModelSession model;
  private final NewObjects newObjects;

  Writes(Comparison comparison, KeyRule keyRule) {
    this.comparison = comparison;
    this.model = comparison.model();
    this.newObjects = new NewObjects(comparison, keyRule);
  }

  private static List<Object> real(List<TrackedObject> objects) {
    return objects.stream().map(TrackedObject::object).toList();
  }

  /** Objects made before, most of which have a row. */
  private List<TrackedObject> known(Choices choices, int count) {
    boolean any = choices.oneIn(6);
    return choices.objects(comparison.objects(), count, object -> any || hasRow(object));
  }

  private boolean hasRow(TrackedObject object) {
    return model.rows().find(object.table(), object.table().key(object.values())) != null;
  }

  void add(Choices choices, int count) {
    List<TrackedObject> given = new ArrayList<>(newObjects.make(choices, count));
    if (choices.oneIn(10)) {
      given.addAll(known(choices, 1));
    }
    comparison.checkVoid(
        "addAll " + given,
        () -> comparison.session().addAll(real(given)),
        () -> given.forEach(model::add));
  }

  void flush() {
    comparison.checkVoid("flush", () -> comparison.session().flush(), model::flush);
  }

  void insert(Choices choices, List<TrackedObject> given) {
    for (TrackedObject object : given) {
      comparison.checkObjects(
          "insert",
          List.of(object),
          choices,
          () -> List.of(comparison.session().insert(object.object())),
          () -> List.<Object[]>of(model.insert(object)));
    }
  }

  void insert(Choices choices) {
    insert(choices, newObjects.make(choices, 1));
  }

  void insertAgain(Choices choices) {
    insert(choices, known(choices, 1));
  }

  void insertAll(Choices choices) {
    List<TrackedObject> given = newObjects.make(choices, choices.upTo(MANY));
    comparison.checkObjects(
        "insertAll",
        given,
        choices,
        () -> comparison.session().insertAll(real(given)),
        () -> model.insertAll(given));
  }

  /** A rollback does not take back what is set in the objects of an iterator: they are let go. */
  void insertAllOfIterator(Choices choices) {
    int before = comparison.objects().size();
    List<TrackedObject> given = newObjects.make(choices, choices.upTo(MANY));
    comparison.checkObjects(
        "insertAll of an iterator",
        given,
        choices,
        () -> {
          List<Object> stored = new ArrayList<>();
          comparison.session().insertAll(real(given).iterator(), stored::add);
          return stored;
        },
        () -> model.insertAll(given));
    comparison.objects().subList(before, comparison.objects().size()).clear();
    given.forEach(model::forget);
  }

  void update(Choices choices) {
    for (TrackedObject known : known(choices, 1)) {
      TrackedObject object = newObjects.change(choices, known);
      comparison.checkObjects(
          "update",
          List.of(object),
          choices,
          () -> List.of(comparison.session().update(object.object())),
          () -> List.<Object[]>of(model.update(object, object.table().changeable())));
    }
  }

  void updateColumns(Choices choices) {
    for (TrackedObject known : known(choices, 1)) {
      TrackedObject object = newObjects.change(choices, known);
      ModelTable table = object.table();
      if (!table.changeable().isEmpty()) {
        List<Integer> columns = choices.some(table.changeable());
        List<String> names = table.names(columns);
        comparison.checkObjects(
            "update " + names + " of",
            List.of(object),
            choices,
            () ->
                List.of(comparison.session().update(object.object(), names.toArray(String[]::new))),
            () -> List.<Object[]>of(model.update(object, columns)));
      }
    }
  }

  void updateAll(Choices choices) {
    List<TrackedObject> given =
        known(choices, choices.upTo(MANY)).stream()
            .map(object -> newObjects.change(choices, object))
            .toList();
    comparison.checkObjects(
        "updateAll",
        given,
        choices,
        () -> comparison.session().updateAll(real(given)),
        () -> model.updateAll(given));
  }

  /** Upserts objects of one class, new and known ones, by the key or by unique columns. */
  void upsertAll(Choices choices, int count, boolean byKey) {
    EntityClass type = choices.any(comparison.classes());
    ModelTable table = type.table();
    if (byKey || !table.uniqueKeys().isEmpty()) {
      List<Integer> unique = byKey ? List.of() : choices.any(table.uniqueKeys());
      List<Integer> columns = byKey ? table.keys() : unique;
      String[] names = table.names(unique).toArray(String[]::new);
      List<TrackedObject> given = upserted(choices, type, choices.upTo(count));
      comparison.checkObjects(
          (count == 1 ? "upsert " : "upsertAll ") + List.of(names),
          given,
          choices,
          () ->
              count == 1
                  ? List.of(comparison.session().upsert(given.get(0).object(), names))
                  : comparison.session().upsertAll(real(given), names),
          () -> model.upsertAll(given, columns));
    }
  }

  private List<TrackedObject> upserted(Choices choices, EntityClass type, int count) {
    List<TrackedObject> known =
        choices.objects(comparison.objects(), count, object -> object.type() == type);
    Set<TrackedObject> given =
        Stream.concat(
                known.stream()
                    .filter(object -> choices.oneIn(2))
                    .map(object -> newObjects.change(choices, object)),
                Stream.generate(() -> newObjects.make(choices, type)).limit(count))
            .limit(count)
            .collect(toCollection(LinkedHashSet::new));
    return List.copyOf(given);
  }

  void delete(Choices choices) {
    for (TrackedObject object : known(choices, 1)) {
      comparison.check(
          "delete " + object,
          () -> comparison.session().delete(object.object()),
          () -> model.delete(object));
    }
  }

  void deleteByKey(Choices choices) {
    for (TrackedObject object : known(choices, 1)) {
      List<Object> key = object.table().key(object.values());
      if (!key.contains(null)) {
        Object argument = key.size() == 1 ? key.get(0) : object.object();
        comparison.check(
            "delete the row %s of %s".formatted(key, object.table()),
            () -> comparison.session().delete(object.type().type(), argument),
            () -> model.delete(object.table(), key));
      }
    }
  }

  void deleteAll(Choices choices) {
    List<TrackedObject> given = known(choices, choices.upTo(MANY));
    comparison.check(
        "deleteAll " + given,
        () -> comparison.session().deleteAll(real(given)),
        () -> model.deleteAll(given));
  }
}
