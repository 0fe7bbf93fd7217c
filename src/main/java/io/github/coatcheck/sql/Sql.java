package io.github.coatcheck.sql;

import java.util.List;

/**
 * A statement: its text, the columns whose values replace its {@code ?}, and the generated values
 * that it returns. Two are equal if they can share one prepared statement.
 *
 * @param text the SQL
 * @param parameters the columns, in the order of the {@code ?}; empty if the values do not come
 *     from an object
 * @param retrieval the generated columns, and how the driver returns their values
 */
public record Sql(String text, List<SqlColumn> parameters, Retrieval retrieval) {
  /** A statement whose values do not come from an object, and that generates nothing. */
  public static Sql of(String text) {
    return of(text, List.of());
  }

  /** A statement that binds values of an object and generates nothing. */
  public static Sql of(String text, List<SqlColumn> parameters) {
    return new Sql(text, List.copyOf(parameters), Retrieval.NOTHING);
  }

  /** The values of an object in the form to bind; throws if one would not come back as it is. */
  public Object[] values(Object entity) {
    Object[] values = new Object[parameters.size()];
    fill(values, 0, entity);
    return values;
  }

  /** Writes the values of an object into the values of a statement for many objects. */
  public void fill(Object[] values, int offset, Object entity) {
    for (int i = 0; i < parameters.size(); i++) {
      values[offset + i] = parameters.get(i).valueOf(entity);
    }
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Sql sql
            && text.equals(sql.text)
            && retrieval.way() == sql.retrieval.way());
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
