package io.github.coatcheck.mapping;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a table or a column.
 *
 * @param text the name
 * @param isExplicit whether the name comes from an annotation. An explicit name is used exactly as
 *     written. A name that comes from a Java name gets the case that the database uses for unquoted
 *     names.
 */
public record Name(String text, boolean isExplicit) {
  private static final Pattern WORD_BORDER =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  /** The name in the annotation, or, if that is empty, the Java name in snake_case. */
  static Name of(String annotated, String javaName) {
    return annotated.isEmpty() ? new Name(snakeCase(javaName), false) : new Name(annotated, true);
  }

  /**
   * Where a text has a character that would not reach a database: NUL, or half of a surrogate pair;
   * -1 if it has none.
   */
  public static int indexOfLost(String text) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      boolean pair = Character.charCount(text.codePointAt(i)) == 2;
      if (character == 0 || (Character.isSurrogate(character) && !pair)) {
        return i;
      }
      i += pair ? 1 : 0;
    }
    return -1;
  }

  private static String snakeCase(String javaName) {
    return WORD_BORDER.matcher(javaName).replaceAll("_").toLowerCase(Locale.ROOT);
  }
}
