package io.github.coatcheck.query;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.mapping.ValueTypes;
import io.github.coatcheck.sql.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** SQL that the user wrote, scanned once for its parameters and its first word. */
final class UserSql {
  // After one of these SQLite's driver counts the rows of an earlier statement.
  private static final Set<String> DEFINITIONS =
      Set.of("CREATE", "DROP", "ALTER", "PRAGMA", "ATTACH", "DETACH", "REINDEX", "ANALYZE");

  private final String text;
  private final String firstWord;

  /** Where the {@code ?} stand. */
  private final List<Integer> parameters = new ArrayList<>();

  private UserSql(String text) {
    this.text = text;
    String word = "";
    int position = 0;
    while (position < text.length()) {
      char character = text.charAt(position);
      int end = endOfToken(text, position);
      if (character == '?') {
        parameters.add(position);
      } else if (word.isEmpty() && Character.isLetter(character)) {
        word = text.substring(position, end).toUpperCase(Locale.ROOT);
      }
      position = end;
    }
    this.firstWord = word;
  }

  static UserSql of(String text) {
    return new UserSql(text);
  }

  /** Where the string, name, comment, word or single character ends that begins at a position. */
  private static int endOfToken(String text, int start) {
    char first = text.charAt(start);
    if (first == '\'' || first == '"' || first == '`') {
      return endAfter(text, String.valueOf(first), start + 1, start + 1);
    }
    if (text.startsWith("--", start)) {
      return endAfter(text, "\n", start, text.length());
    }
    if (text.startsWith("/*", start)) {
      return endAfter(text, "*/", start + 2, start + 1);
    }
    int end = start + 1;
    while (Character.isLetter(first) && end < text.length() && isPartOfWord(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isPartOfWord(char character) {
    return Character.isLetterOrDigit(character) || character == '_';
  }

  private static int endAfter(String text, String delimiter, int from, int otherwise) {
    int found = text.indexOf(delimiter, from);
    return found < 0 ? otherwise : found + delimiter.length();
  }

  /** Whether the statement may change tables or settings, but no rows. */
  boolean isDefinition() {
    return DEFINITIONS.contains(firstWord);
  }

  /**
   * Encodes each value in the form in which a column holds its Java type, and expands the {@code ?}
   * of a collection to a list.
   *
   * @param given a value for each {@code ?}; null stands for one null, since Java takes {@code
   *     list(Track.class, "where id = ?", null)} for no array of values
   */
  Bound bind(Dialect dialect, Object... given) {
    Object[] arguments = given == null ? new Object[1] : given;
    if (parameters.size() != arguments.length) {
      throw new CoatcheckException(
          "Cannot run \"%s\": the number of its parameters is %d, but that of the values is %d. Give one value for each ?."
              .formatted(text, parameters.size(), arguments.length));
    }
    List<Object> values = new ArrayList<>();
    StringBuilder expanded = new StringBuilder();
    int end = 0;
    for (int i = 0; i < arguments.length; i++) {
      List<?> elements = elements(arguments[i], i + 1);
      for (Object element : elements) {
        values.add(encode(element, dialect));
      }
      expanded
          .append(text, end, parameters.get(i))
          .append(String.join(", ", Collections.nCopies(elements.size(), "?")));
      end = parameters.get(i) + 1;
    }
    expanded.append(text, end, text.length());
    return new Bound(Sql.of(expanded.toString()), values.toArray());
  }

  private List<?> elements(Object value, int number) {
    List<?> elements =
        value instanceof Collection<?> values
            ? new ArrayList<>(values)
            : Collections.singletonList(value);
    if (elements.isEmpty()) {
      throw new ValueException(
          "Cannot run \"%s\": the collection for parameter %d is empty, and SQL knows no empty list. Ask before whether there is anything to look for."
              .formatted(text, number));
    }
    return elements;
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

  /** A statement that is ready to run: its text with expanded lists, and its values. */
  static final class Bound {
    private final Sql sql;
    private final Object[] values;

    private Bound(Sql sql, Object[] values) {
      this.sql = sql;
      this.values = values;
    }

    Sql sql() {
      return sql;
    }

    /** The values, in the form in which they are bound. */
    Object[] values() {
      return values;
    }
  }
}
