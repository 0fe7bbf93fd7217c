package io.github.coatcheck.mapping;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a table or a column.
 *
 * @param text the name
 * @param given whether the user gave it, to be used exactly so; else it was made from a Java name,
 *     and the dialect folds it as its database folds names that are not quoted
 */
public record Name(String text, boolean given) {
  private static final Pattern WORD_BORDER =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  static Name of(String given, String javaName) {
    return given.isEmpty() ? new Name(snakeCase(javaName), false) : new Name(given, true);
  }

  private static String snakeCase(String javaName) {
    return WORD_BORDER.matcher(javaName).replaceAll("_").toLowerCase(Locale.ROOT);
  }
}
