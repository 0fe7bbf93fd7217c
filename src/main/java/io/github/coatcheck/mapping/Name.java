package io.github.coatcheck.mapping;

import java.nio.charset.StandardCharsets;
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

  /** Whether a text reaches a database as it is: it has no NUL, and no half of a surrogate pair. */
  static boolean isSendable(String text) {
    return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static String snakeCase(String javaName) {
    return WORD_BORDER.matcher(javaName).replaceAll("_").toLowerCase(Locale.ROOT);
  }
}
