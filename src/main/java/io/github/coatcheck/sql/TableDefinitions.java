package io.github.coatcheck.sql;

import io.github.coatcheck.MappingException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.mapping.ColumnMapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The CREATE TABLE and DROP TABLE of classes, in the order that their foreign keys need. */
public final class TableDefinitions {
  private final SqlGenerator sql;
  private final Dialect dialect;

  public TableDefinitions(SqlGenerator sql, Dialect dialect) {
    this.sql = sql;
    this.dialect = dialect;
  }

  /** One CREATE TABLE for each class, a table that is referred to before those that refer to it. */
  public List<String> create(Collection<Class<?>> types) {
    return inOrder(types).stream().map(type -> create(sql.of(type))).toList();
  }

  /** One DROP TABLE for each class, in the opposite order. */
  public List<String> drop(Collection<Class<?>> types) {
    List<String> drops = new ArrayList<>();
    for (Class<?> type : inOrder(types)) {
      drops.add(0, "DROP TABLE IF EXISTS " + sql.of(type).table());
    }
    return drops;
  }

  private String create(EntitySql<?> entity) {
    List<SqlColumn> keys = entity.keys();
    Stream<String> lines = entity.columns().stream().map(column -> column(column, entity));
    Stream<String> compositeKey = keys.size() > 1 ? Stream.of(compositeKey(keys)) : Stream.empty();
    return "CREATE TABLE IF NOT EXISTS %s (\n%s\n)"
        .formatted(
            entity.table(),
            Stream.concat(lines, compositeKey)
                .map(line -> "  " + line)
                .collect(Collectors.joining(",\n")));
  }

  /** The definition of a column, its name first. */
  public String column(SqlColumn column, EntitySql<?> entity) {
    ColumnMapping mapping = column.mapping();
    if (mapping.isGenerated()) {
      return column.identifier() + " " + dialect.generatedKey(column.type());
    }
    return column.identifier()
        + " "
        + column.type()
        + (mapping.isNullable() ? "" : " NOT NULL")
        + mapping.defaultValue().map(value -> " DEFAULT (" + value + ")").orElse("")
        + (mapping.isKey() && entity.keys().size() == 1 ? " PRIMARY KEY" : "")
        + (mapping.isUnique() ? " UNIQUE" : "")
        + mapping
            .references()
            .map(type -> " REFERENCES " + target(column, entity, type))
            .orElse("");
  }

  private static String compositeKey(List<SqlColumn> keys) {
    return keys.stream()
        .map(SqlColumn::identifier)
        .collect(Collectors.joining(", ", "PRIMARY KEY (", ")"));
  }

  private String target(SqlColumn column, EntitySql<?> from, Class<?> type) {
    EntitySql<?> target = sql.of(type);
    if (target.keys().isEmpty()) {
      throw new MappingException(
          "Cannot let %s refer to %s: that class has no key. Mark its key with @Column(primaryKey = true)."
              .formatted(column, type.getName()));
    }
    if (target.keys().size() > 1) {
      throw new MappingException(
          "Cannot let %s refer to %s: that class has a composite key. Write this foreign key in SQL, with database.execute(...)."
              .formatted(column, type.getName()));
    }
    return "%s (%s)".formatted(tableName(column, from, target), target.keys().get(0).identifier());
  }

  private String tableName(SqlColumn column, EntitySql<?> from, EntitySql<?> target) {
    if (dialect.refersAcrossSchemas()) {
      return target.table();
    }
    if (!from.mapping().schema().equals(target.mapping().schema())) {
      throw new MappingException(
          "Cannot let %s refer to %s: its table is in another schema, where foreign keys of this database do not lead. Keep both tables in one schema, or leave references off."
              .formatted(column, target.mapping().type().getName()));
    }
    return SqlColumn.quote(target.mapping().table(), dialect);
  }

  private List<Class<?>> inOrder(Collection<Class<?>> types) {
    Set<Class<?>> ordered = new LinkedHashSet<>();
    types.forEach(type -> visit(type, types, new LinkedHashSet<>(), ordered));
    return List.copyOf(ordered);
  }

  private void visit(
      Class<?> type, Collection<Class<?>> types, Set<Class<?>> path, Set<Class<?>> ordered) {
    if (ordered.contains(type)) {
      return;
    }
    if (!path.add(type)) {
      throw cycle(type, path);
    }
    for (SqlColumn column : sql.of(type).columns()) {
      column.mapping().references().stream()
          .filter(target -> target != type && types.contains(target))
          .forEach(target -> visit(target, types, path, ordered));
    }
    path.remove(type);
    ordered.add(type);
  }

  private static MappingException cycle(Class<?> type, Set<Class<?>> path) {
    String circle =
        Stream.concat(path.stream().dropWhile(step -> step != type), Stream.of(type))
            .map(Class::getSimpleName)
            .collect(Collectors.joining(" -> "));
    return new MappingException(
        "Cannot order the tables by their references, which run in a circle: %s. Leave references off one of them."
            .formatted(circle));
  }
}
