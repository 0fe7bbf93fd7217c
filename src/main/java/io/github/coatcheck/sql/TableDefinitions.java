package io.github.coatcheck.sql;

import static java.util.stream.Collectors.joining;

import io.github.coatcheck.MappingException;
import io.github.coatcheck.OnDelete;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.ValueTypes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** CREATE TABLE and DROP TABLE for classes, in the order that their foreign keys require. */
public final class TableDefinitions {
  private final SqlGenerator sql;
  private final Dialect dialect;

  public TableDefinitions(SqlGenerator sql) {
    this.sql = sql;
    this.dialect = sql.dialect();
  }

  /**
   * One CREATE TABLE for each table of classes that have a key; a table comes before those that
   * refer to it.
   */
  public List<String> create(Collection<Class<?>> types) {
    Map<String, String> creates = new LinkedHashMap<>();
    for (Class<?> type : sortByReferences(types)) {
      SqlTable<?> table = sql.of(type).table();
      String create = create(table);
      if (!create.equals(creates.getOrDefault(table.name(), create))) {
        throw new MappingException(
            "Cannot create %s for %s: another of the classes has it with other columns, and a table is created once. Create it for the class that has all columns."
                .formatted(table, type.getName()));
      }
      creates.put(table.name(), create);
    }
    return List.copyOf(creates.values());
  }

  /** One DROP TABLE for each class, in the order opposite to {@link #create(Collection)}. */
  public List<String> drop(Collection<Class<?>> types) {
    List<String> drops = new ArrayList<>();
    for (Class<?> type : sortByReferences(types)) {
      drops.add(0, "DROP TABLE IF EXISTS " + sql.of(type).table());
    }
    return drops;
  }

  private String create(SqlTable<?> table) {
    table.mapping().requireKeys();
    requireColumns(table);
    String start = "CREATE TABLE IF NOT EXISTS " + table + " (\n  ";
    StringJoiner lines = new StringJoiner(",\n  ", start, "\n)" + dialect.tableOptions());
    for (SqlColumn column : table.columns()) {
      lines.add(column(column, table));
    }
    for (List<SqlColumn> key : table.uniqueKeys()) {
      if (key.size() > 1) {
        String columns = SqlColumn.join(", ", key, SqlColumn::identifier);
        lines.add((key.equals(table.keys()) ? "PRIMARY KEY (" : "UNIQUE (") + columns + ")");
      }
    }
    for (SqlColumn column : table.columns()) {
      if (column.mapping().references().isPresent()) {
        lines.add(foreignKey(column, table));
      }
    }
    return lines.toString();
  }

  /** Refuses properties for which the database has no column. */
  private static void requireColumns(SqlTable<?> table) {
    List<SqlColumn> refused = new ArrayList<>(table.columns());
    refused.removeIf(column -> column.refusal().isEmpty());
    if (!refused.isEmpty()) {
      throw new MappingException(
          "Cannot create a column for %s: %s."
              .formatted(
                  SqlColumn.join(" and ", refused, SqlColumn::toString),
                  refused.get(0).refusal().get()));
    }
  }

  private String column(SqlColumn column, SqlTable<?> table) {
    if (column.isGenerated()) {
      return column.definition();
    }
    ColumnMapping mapping = column.mapping();
    List<SqlColumn> alone = List.of(column);
    return column.definition()
        + (column.hasDefault() ? " " + dialect.defaultClause(mapping.options().defaultValue()) : "")
        + (mapping.isNullable() || (mapping.isReadOnly() && !column.hasDefault())
            ? ""
            : " NOT NULL")
        + (alone.equals(table.keys()) ? " PRIMARY KEY" : "")
        + (!alone.equals(table.keys()) && table.uniqueKeys().contains(alone) ? " UNIQUE" : "");
  }

  /** A clause of its own, since MySQL ignores REFERENCES in the definition of a column. */
  private String foreignKey(SqlColumn column, SqlTable<?> from) {
    SqlTable<?> target = target(column);
    String problem = "";
    if (target.keys().isEmpty()) {
      problem = "that class has no key. Mark its key with @Column(primaryKey = true).";
    } else if (target.keys().size() > 1) {
      problem =
          "that class has a composite key. Write this foreign key in SQL, with database.execute(...).";
    } else if (isInteger(column) != isInteger(target.keys().get(0))) {
      problem = "its key is %s. Declare the two alike.".formatted(target.keys().get(0).describe());
    } else if (!dialect.refersAcrossSchemas()
        && !from.mapping().schema().equals(target.mapping().schema())) {
      problem =
          "its table is in another schema, where foreign keys of this database do not lead. Keep both tables in one schema, or leave references off.";
    }
    if (!problem.isEmpty()) {
      throw new MappingException(
          "Cannot let %s refer to %s: %s"
              .formatted(column, target.mapping().type().getName(), problem));
    }
    return "FOREIGN KEY (%s) REFERENCES %s (%s)%s"
        .formatted(
            column.identifier(),
            dialect.refersAcrossSchemas() ? target.name() : target.identifier(),
            target.keys().get(0).identifier(),
            onDelete(column.mapping()));
  }

  /** The table to which a column refers. */
  private SqlTable<?> target(SqlColumn column) {
    Class<?> type = column.mapping().references().get();
    try {
      return sql.of(type).table();
    } catch (MappingException e) {
      throw new MappingException(
          "Cannot let %s refer to %s: %s".formatted(column, type.getName(), e.getMessage()));
    }
  }

  private static boolean isInteger(SqlColumn column) {
    return ValueTypes.isInteger(column.mapping().storedType());
  }

  /**
   * Nothing for RESTRICT: with that SQL keyword the check would come before the end of the
   * statement.
   */
  private static String onDelete(ColumnMapping mapping) {
    OnDelete onDelete = mapping.options().onDelete();
    return onDelete == OnDelete.RESTRICT ? "" : " ON DELETE " + onDelete.name().replace('_', ' ');
  }

  /** Sorts classes so that each class comes after the classes that it references. */
  private List<Class<?>> sortByReferences(Collection<Class<?>> types) {
    Set<Class<?>> sorted = new LinkedHashSet<>();
    for (Class<?> type : types) {
      visit(type, types, new ArrayList<>(), sorted);
    }
    return List.copyOf(sorted);
  }

  /**
   * Adds a class to the sorted classes, after the classes that it references.
   *
   * @param path the classes whose visit has not ended, each referenced by the one before
   */
  private void visit(
      Class<?> type, Collection<Class<?>> types, List<Class<?>> path, Set<Class<?>> sorted) {
    boolean isCircle = path.contains(type);
    path.add(type);
    if (isCircle) {
      throw circleError(path.subList(path.indexOf(type), path.size()));
    }
    for (SqlColumn column : sql.of(type).table().columns()) {
      Class<?> target = column.mapping().references().orElse(type);
      if (target != type && types.contains(target) && !sorted.contains(target)) {
        visit(target, types, path, sorted);
      }
    }
    path.remove(type);
    sorted.add(type);
  }

  private static MappingException circleError(List<Class<?>> path) {
    return new MappingException(
        "Cannot order the tables by their references, which run in a circle: %s. Leave references off one of them."
            .formatted(path.stream().map(Class::getSimpleName).collect(joining(" -> "))));
  }
}
