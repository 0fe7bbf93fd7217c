package io.github.coatcheck.sql;

import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.EntityMapping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The text of a statement, the columns that fill its {@code ?}, and those that it hands back. */
public final class SqlStatement {
  private final String text;
  private final List<SqlColumn> parameters;
  private final List<SqlColumn> made;
  private final List<SqlColumn> started;
  private final List<ColumnMapping> changed;
  private final boolean returning;
  private final Optional<String> keyName;
  private final Optional<SqlStatement> rest;

  private SqlStatement(
      String text,
      List<SqlColumn> parameters,
      List<SqlColumn> made,
      List<SqlColumn> started,
      boolean returning,
      Optional<String> keyName,
      Optional<SqlStatement> rest) {
    this.text = text;
    this.parameters = List.copyOf(parameters);
    this.made = List.copyOf(made);
    this.started = started;
    this.changed = new ArrayList<>();
    for (SqlColumn column : made) {
      changed.add(column.mapping());
    }
    for (SqlColumn column : started) {
      changed.add(column.mapping());
    }
    this.returning = returning;
    this.keyName = keyName;
    this.rest = rest;
  }

  private SqlStatement(
      String text, List<SqlColumn> parameters, List<SqlColumn> made, boolean returning) {
    this(text, parameters, made, List.of(), returning, Optional.empty(), Optional.empty());
  }

  /** A statement whose values come from elsewhere than an object. */
  public static SqlStatement of(String text) {
    return of(text, List.of());
  }

  /** A statement that takes values of an object and hands nothing back. */
  static SqlStatement of(String text, List<SqlColumn> parameters) {
    return new SqlStatement(text, parameters, List.of(), false);
  }

  /** An INSERT for which the database makes the key alone: the driver hands it back. */
  static SqlStatement generatingKey(
      String text, List<SqlColumn> parameters, SqlColumn key, Optional<String> keyName) {
    return new SqlStatement(
        text, parameters, List.of(key), List.of(), false, keyName, Optional.empty());
  }

  /** The same INSERT, after which another statement hands back what else the database made. */
  SqlStatement before(SqlStatement statement) {
    return new SqlStatement(
        text, parameters, made, started, returning, keyName, Optional.of(statement));
  }

  /** A statement whose rows hand back what the database made. */
  static SqlStatement returning(String text, List<SqlColumn> parameters, List<SqlColumn> made) {
    return new SqlStatement(text, parameters, made, true);
  }

  /** The same INSERT, whose text says where the version of a new row starts. */
  SqlStatement starting(List<SqlColumn> versions) {
    return new SqlStatement(text, parameters, made, versions, returning, keyName, rest);
  }

  public String text() {
    return text;
  }

  /** The columns whose values an object gives. */
  public List<SqlColumn> parameters() {
    return parameters;
  }

  /** The columns whose values are the first of a new row, which the text has. */
  List<SqlColumn> started() {
    return started;
  }

  /** The columns whose values the database makes and hands back. */
  public List<SqlColumn> made() {
    return made;
  }

  /** Whether the database makes the key of the row. */
  public boolean isMakingKey() {
    return !made.isEmpty() && made.get(0).isGenerated();
  }

  /** Whether what the database made comes as a row of the statement itself. */
  public boolean isReturning() {
    return returning;
  }

  /** The name of the key column, where the driver has to be told it. */
  public Optional<String> keyName() {
    return keyName;
  }

  /** What hands back the rest, by the key. */
  public Optional<SqlStatement> rest() {
    return rest;
  }

  /** Whether the database makes nothing. */
  public boolean isMakingNothing() {
    return made.isEmpty() && rest.isEmpty();
  }

  /** The number of values that an object gives. */
  public int width() {
    return parameters.size();
  }

  /** What an object gives the {@code ?}, ready to be bound. */
  public <T> Object[] values(EntityMapping<T> mapping, T entity) {
    Object[] values = new Object[parameters.size()];
    fill(values, 0, mapping, entity);
    return values;
  }

  /** Puts what an object gives into the values of a statement of many rows. */
  public <T> void fill(Object[] values, int from, EntityMapping<T> mapping, T entity) {
    for (int i = 0; i < parameters.size(); i++) {
      SqlColumn column = parameters.get(i);
      values[from + i] = column.encode(column.mapping().get(entity));
    }
  }

  /** Whether the driver has to be asked for a generated key when the statement is prepared. */
  public boolean isGeneratingKey() {
    return !made.isEmpty() && !returning;
  }

  /** The columns that have a new value after the statement, as the mapping knows them. */
  public List<ColumnMapping> changed() {
    return changed;
  }

  /** The values of the changed columns: what the database made, then the version of a new row. */
  public Object[] changes(Object[] made) {
    if (made.length == changed.size()) {
      return made;
    }
    Object[] values = Arrays.copyOf(made, changed.size());
    for (int i = made.length; i < values.length; i++) {
      values[i] = started.get(i - made.length).decode(SqlColumn.FIRST_VERSION);
    }
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof SqlStatement statement
            && text.equals(statement.text)
            && isGeneratingKey() == statement.isGeneratingKey());
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
