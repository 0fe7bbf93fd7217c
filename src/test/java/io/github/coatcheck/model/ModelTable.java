package io.github.coatcheck.model;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A generated class and its table.
 *
 * @param shared columns of unique constraints over several columns
 * @param inherited how many columns a superclass has
 */
record ModelTable(
    String name, boolean isRecord, List<ModelColumn> columns, List<String> shared, int inherited) {
  /** The name in SQL. */
  String sqlName() {
    return name.toLowerCase(Locale.ROOT);
  }

  ModelColumn column(int index) {
    return columns.get(index);
  }

  int size() {
    return columns.size();
  }

  /** The positions of the key columns. */
  List<Integer> keys() {
    return IntStream.range(0, size()).filter(i -> column(i).isKey()).boxed().toList();
  }

  boolean hasGeneratedKey() {
    return columns.stream().anyMatch(ModelColumn::isGenerated);
  }

  /** The columns that the user may change in an object: neither key nor version. */
  List<Integer> changeable() {
    return IntStream.range(0, size())
        .filter(i -> column(i).role() == ModelColumn.Role.PLAIN)
        .boxed()
        .toList();
  }

  /** The columns of each unique constraint, without the key. */
  List<List<Integer>> uniqueKeys() {
    List<List<Integer>> unique = new ArrayList<>();
    IntStream.range(0, size())
        .filter(i -> column(i).rules().unique())
        .forEach(i -> unique.add(List.of(i)));
    if (!shared.isEmpty()) {
      unique.add(shared.stream().map(this::position).toList());
    }
    return unique;
  }

  private int position(String column) {
    return columns.stream().map(ModelColumn::name).toList().indexOf(column);
  }

  List<Object> key(Object[] row) {
    return keys().stream().map(i -> row[i]).toList();
  }

  List<String> names(List<Integer> positions) {
    return positions.stream().map(i -> column(i).name()).toList();
  }

  /** The table and those to which it refers, directly or not. */
  Stream<ModelTable> withAncestors() {
    return Stream.concat(
        Stream.of(this),
        columns.stream()
            .filter(column -> column.parent() != null)
            .flatMap(column -> column.parent().withAncestors()));
  }

  /** The Java source of the class, and of its superclass. */
  String source() {
    String unique = shared.isEmpty() ? "" : "(unique = \"" + String.join(", ", shared) + "\")";
    if (isRecord) {
      String components = columns.stream().map(ModelColumn::source).collect(joining(",\n  "));
      return "@Table%s record %s(\n  %s) {}\n".formatted(unique, name, components);
    }
    String base = inherited == 0 ? "" : " extends " + name + "Base";
    String text =
        "@Table%s class %s%s {%s}\n"
            .formatted(unique, name, base, fields(columns.subList(inherited, size())));
    return inherited == 0
        ? text
        : "class %sBase {%s}\n".formatted(name, fields(columns.subList(0, inherited))) + text;
  }

  private static String fields(List<ModelColumn> columns) {
    return columns.stream().map(c -> "\n  " + c.source() + ";").collect(joining()) + "\n";
  }

  @Override
  public String toString() {
    return name;
  }
}
