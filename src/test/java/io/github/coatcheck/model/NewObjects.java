package io.github.coatcheck.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Makes and changes objects with random values, most of which their tables accept. */
final class NewObjects {
  private static final int FEW = 12;

  private final Comparison comparison;
  private final KeyRule keyRule;

  NewObjects(Comparison comparison, KeyRule keyRule) {
    this.comparison = comparison;
    this.keyRule = keyRule;
  }

  List<TrackedObject> make(Choices choices, int count) {
    List<TrackedObject> made = new ArrayList<>();
    EntityClass type = choices.any(comparison.classes());
    for (int i = 0; i < count; i++) {
      type = choices.oneIn(8) ? choices.any(comparison.classes()) : type;
      made.add(make(choices, type));
    }
    return made;
  }

  TrackedObject make(Choices choices, EntityClass type) {
    Object[] values =
        type.table().columns().stream().map(column -> value(choices, column)).toArray();
    return comparison.track(type, type.create(values), values, choices);
  }

  /** Gives an object other values in some columns; returns a changed copy of a record. */
  TrackedObject change(Choices choices, TrackedObject object) {
    List<Integer> changeable = object.table().changeable();
    if (changeable.isEmpty()) {
      return object;
    }
    Object[] values = object.values();
    for (int i : choices.some(changeable)) {
      values[i] = value(choices, object.table().column(i));
    }
    if (object.table().isRecord()) {
      EntityClass type = object.type();
      return comparison.track(type, type.create(values), values, choices);
    }
    object.type().set(object.object(), values);
    object.expect(values);
    return object;
  }

  /** A value for a column. */
  Object value(Choices choices, ModelColumn column) {
    return switch (column.role()) {
      case GENERATED_KEY -> choices.oneIn(5) ? explicitKey(choices, column) : unset(column);
      case VERSION -> choices.oneIn(5) ? number(choices, column, 3) : unset(column);
      case KEY -> choices.oneIn(25) ? unset(column) : number(choices, column, FEW);
      case PLAIN -> column.parent() == null ? plain(choices, column) : parent(choices, column);
    };
  }

  private static Object unset(ModelColumn column) {
    return column.primitive() ? column.type().numbered(0) : null;
  }

  private static Object number(Choices choices, ModelColumn column, int limit) {
    return column.type().numbered(choices.upTo(limit));
  }

  private Object explicitKey(Choices choices, ModelColumn column) {
    int number = keyRule == KeyRule.NEXT ? choices.upTo(FEW + 3) - 3 : -choices.upTo(FEW);
    return column.type().numbered(number);
  }

  private static boolean isNull(Choices choices, ModelColumn column) {
    if (column.primitive()) {
      return false;
    }
    return choices.oneIn(column.hasDefault() ? 2 : column.isRequired() ? 25 : 4);
  }

  private static Object plain(Choices choices, ModelColumn column) {
    if (isNull(choices, column)) {
      return null;
    }
    ValueType type = column.type();
    boolean number = type.identifies() && (column.rules().unique() || choices.oneIn(2));
    return number ? number(choices, column, FEW) : choices.any(type.samples());
  }

  private Object parent(Choices choices, ModelColumn column) {
    Collection<Object[]> parents = comparison.model().rows().all(column.parent());
    boolean orphan = parents.isEmpty() && !column.isRequired() && !choices.oneIn(6);
    if (orphan || isNull(choices, column)) {
      return null;
    }
    return parents.isEmpty() || choices.oneIn(12)
        ? number(choices, column, 2 * FEW)
        : column.parent().key(choices.any(List.copyOf(parents))).get(0);
  }
}
