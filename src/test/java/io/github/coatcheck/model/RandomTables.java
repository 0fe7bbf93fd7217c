package io.github.coatcheck.model;

import io.github.coatcheck.OnDelete;
import io.github.coatcheck.model.ModelColumn.Role;
import io.github.coatcheck.model.ModelColumn.Rules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Makes the classes of a few tables, each of which may refer to those before it. */
final class RandomTables {
  private final Random random;
  private final List<ModelTable> tables = new ArrayList<>();

  private RandomTables(long seed) {
    this.random = new Random(seed * 31 + 7);
  }

  /** The tables for a seed: parents before their children. */
  static List<ModelTable> of(long seed) {
    RandomTables made = new RandomTables(seed);
    int count = 2 + made.random.nextInt(2);
    for (int i = 0; i < count; i++) {
      made.tables.add(made.table("Model" + letters(seed) + (char) ('a' + i)));
    }
    return made.tables;
  }

  /** A number in letters, since digits would be split from letters in the name of the table. */
  private static String letters(long seed) {
    StringBuilder letters = new StringBuilder();
    for (char digit : Long.toUnsignedString(seed).toCharArray()) {
      letters.append((char) (digit - '0' + 'a'));
    }
    return letters.toString();
  }

  private boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private ModelTable table(String name) {
    List<ModelColumn> columns = new ArrayList<>(keys());
    if (oneIn(2)) {
      columns.add(column("version", any(ValueType.INTEGERS), oneIn(2), Role.VERSION));
    }
    columns.addAll(references());
    int plain = oneIn(12) ? 0 : 1 + random.nextInt(4);
    for (int i = 0; i < plain; i++) {
      columns.add(plain("c" + (char) ('a' + i)));
    }
    boolean isRecord = oneIn(3);
    boolean isSubclass = !isRecord && oneIn(3);
    return new ModelTable(
        name, isRecord, columns, shared(columns), isSubclass ? random.nextInt(columns.size()) : 0);
  }

  private static ModelColumn column(String name, ValueType type, boolean primitive, Role role) {
    return new ModelColumn(name, type, primitive, role, Rules.NONE, null);
  }

  private List<ModelColumn> keys() {
    if (!oneIn(3)) {
      ValueType type = oneIn(5) ? ValueType.CODE : any(ValueType.INTEGERS);
      boolean primitive = type.primitive().isPresent() && oneIn(4);
      return List.of(column("id", type, primitive, Role.GENERATED_KEY));
    }
    if (oneIn(2)) {
      return List.of(key("part"), key("piece"));
    }
    return List.of(key("id"));
  }

  private ModelColumn key(String name) {
    ValueType type = any(identifying());
    return column(name, type, type.primitive().isPresent() && oneIn(3), Role.KEY);
  }

  private static List<ValueType> identifying() {
    return Stream.of(ValueType.values()).filter(ValueType::identifies).toList();
  }

  private List<ModelColumn> references() {
    List<ModelColumn> references = new ArrayList<>();
    List<ModelTable> ancestors = new ArrayList<>();
    List<ModelTable> candidates = new ArrayList<>(tables);
    Collections.shuffle(candidates, random);
    for (ModelTable parent : candidates) {
      // Two ways to one ancestor would leave open which of them a deletion takes first.
      boolean apart = parent.withAncestors().noneMatch(ancestors::contains);
      if (parent.keys().size() == 1 && apart && !oneIn(3)) {
        parent.withAncestors().forEach(ancestors::add);
        references.add(reference("parent" + (char) ('a' + references.size()), parent));
      }
    }
    return references;
  }

  private ModelColumn reference(String name, ModelTable parent) {
    OnDelete onDelete = any(List.of(OnDelete.values()));
    boolean nullable = onDelete == OnDelete.SET_NULL || !oneIn(3);
    ValueType type = parent.column(parent.keys().get(0)).type();
    Rules rules = new Rules(nullable, oneIn(6), false, onDelete);
    return new ModelColumn(name, type, false, Role.PLAIN, rules, parent);
  }

  private ModelColumn plain(String name) {
    ValueType type = any(List.of(ValueType.values()));
    boolean primitive = type.primitive().isPresent() && oneIn(2);
    boolean unique = identifying().contains(type) && oneIn(3);
    boolean hasDefault = !primitive && type.defaultLiteral().isPresent() && oneIn(3);
    Rules rules = new Rules(!oneIn(3), unique, hasDefault, OnDelete.RESTRICT);
    return new ModelColumn(name, type, primitive, Role.PLAIN, rules, null);
  }

  /** The columns of a unique constraint over two columns, if there are two that can be in it. */
  private List<String> shared(List<ModelColumn> columns) {
    List<String> possible =
        columns.stream()
            .filter(column -> column.role() == Role.PLAIN && !column.rules().unique())
            .filter(column -> column.type().identifies())
            .map(ModelColumn::name)
            .toList();
    return possible.size() < 2 || oneIn(2) ? List.of() : possible.subList(0, 2);
  }
}
