package io.github.coatcheck.mapping;

import java.util.Locale;
import java.util.regex.Pattern;

/** The name of a table or a column. */
public final class Name {
  private static final Pattern WORD_BORDER =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  private final String text;
  private final boolean explicit;

  private Name(String text, boolean explicit) {
    this.text = text;
    this.explicit = explicit;
  }

  /** The name in the annotation, or, if that is empty, the Java name in snake_case. */
  static Name of(String annotated, String javaName) {
    return annotated.isEmpty() ? new Name(snakeCase(javaName), false) : new Name(annotated, true);
  }

  private static String snakeCase(String javaName) {
    return WORD_BORDER.matcher(javaName).replaceAll("_").toLowerCase(Locale.ROOT);
  }

  public String text() {
    return text;
  }

  /**
   * Whether the name comes from an annotation. An explicit name is used exactly as written. A name
   * that comes from a Java name gets the case that the database uses for unquoted names.
   */
  public boolean isExplicit() {
    return explicit;
  }
}
