package io.github.coatcheck.sql;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.mapping.ValueTypes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL of the user, and the values for its {@code ?}. */
public final class Parameters {
  /** A {@code ?}, or a part of the text in which one means nothing: a string, a name, a comment. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile("'[^']*'|\"[^\"]*\"|`[^`]*`|--[^\n]*|/\\*.*?\\*/|\\?", Pattern.DOTALL);

  private final String text;
  private final Object[] values;

  private Parameters(String text, Object[] values) {
    this.text = text;
    this.values = values;
  }

  /**
   * Encodes each value as its Java type is in a column, and makes a list of the {@code ?} for which
   * a collection is given.
   */
  public static Parameters of(String text, Object[] given, Dialect dialect) {
    if (given == null) {
      // To Java the one null of list(Track.class, "where id = ?", null) is no array of values.
      return of(text, new Object[1], dialect);
    }
    if (given.length == 0 && text.indexOf('?') < 0) {
      return new Parameters(text, given);
    }
    List<Object> values = new ArrayList<>();
    StringBuilder expanded = new StringBuilder();
    Matcher matcher = PLACEHOLDER.matcher(text);
    int count = 0;
    while (matcher.find()) {
      boolean placeholder = matcher.group().equals("?");
      if (placeholder && count < given.length) {
        List<?> group = group(text, given[count], count + 1);
        for (Object value : group) {
          values.add(encode(value, dialect));
        }
        matcher.appendReplacement(
            expanded, String.join(", ", Collections.nCopies(group.size(), "?")));
      }
      count += placeholder ? 1 : 0;
    }
    if (count != given.length) {
      throw new CoatcheckException(
          "Cannot run \"%s\": the number of its parameters is %d, but that of the values is %d. Give one value for each ?."
              .formatted(text, count, given.length));
    }
    return new Parameters(matcher.appendTail(expanded).toString(), values.toArray());
  }

  private static List<?> group(String text, Object value, int number) {
    List<?> group =
        value instanceof Collection<?> values
            ? new ArrayList<>(values)
            : Collections.singletonList(value);
    if (group.isEmpty()) {
      throw new ValueException(
          "Cannot run \"%s\": the collection for parameter %d is empty, and SQL knows no empty list. Ask before whether there is anything to look for."
              .formatted(text, number));
    }
    return group;
  }

  private static Object encode(Object value, Dialect dialect) {
    if (value == null) {
      return null;
    }
    Class<?> type =
        value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    if (!ValueTypes.contains(type)) {
      throw new ValueException(
          "Cannot use a value of type %s as a parameter: no column can hold it. Convert it to one of the types that a column can hold."
              .formatted(type.getTypeName()));
    }
    try {
      return dialect.encoding(type).toDatabase().apply(value);
    } catch (IllegalArgumentException e) {
      throw new ValueException(
          "Cannot use a value of type %s as a parameter: %s. Nothing was sent to the database."
              .formatted(type.getSimpleName(), e.getMessage()),
          e);
    }
  }

  /** The text, with as many {@code ?} as there are values. */
  public String text() {
    return text;
  }

  /** The values, ready to be bound. */
  public Object[] values() {
    return values;
  }
}
