package io.github.coatcheck.sql;

import java.util.List;

/**
 * A statement: its text, the columns whose values fill its {@code ?}, and what comes back. Two are
 * equal if a driver can use one prepared statement for both.
 *
 * @param text the SQL
 * @param parameters the columns, in the order of the {@code ?}; none where the values do not come
 *     from an object
 * @param retrieval what the database generates
 */
public record Sql(String text, List<SqlColumn> parameters, Retrieval retrieval) {
  /** A statement whose values do not come from an object. */
  public static Sql of(String text) {
    return of(text, List.of());
  }

  /** A statement that takes values of an object and generates nothing. */
  public static Sql of(String text, List<SqlColumn> parameters) {
    return new Sql(text, List.copyOf(parameters), Retrieval.NOTHING);
  }

  /** The values of an object, ready to be bound; one that would not come back is refused. */
  public Object[] values(Object entity) {
    Object[] values = new Object[parameters.size()];
    fill(values, 0, entity);
    return values;
  }

  /** Puts the values of an object into those of a statement for many objects. */
  public void fill(Object[] values, int from, Object entity) {
    for (int i = 0; i < parameters.size(); i++) {
      values[from + i] = parameters.get(i).valueOf(entity);
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
