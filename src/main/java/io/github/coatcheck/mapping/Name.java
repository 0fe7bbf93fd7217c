package io.github.coatcheck.mapping;

import java.util.Locale;
import java.util.regex.Pattern;

/** The name of a table or a column. */
public final class Name {
  private static final Pattern WORD_BORDER =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  private final String text;
  private final boolean given;

  private Name(String text, boolean given) {
    this.text = text;
    this.given = given;
  }

  static Name of(String given, String javaName) {
    return given.isEmpty() ? new Name(snakeCase(javaName), false) : new Name(given, true);
  }

  private static String snakeCase(String javaName) {
    return WORD_BORDER.matcher(javaName).replaceAll("_").toLowerCase(Locale.ROOT);
  }

  public String text() {
    return text;
  }

  /**
   * Whether the user gave the name, to be used exactly so; else it was made from a Java name, and
   * the dialect folds it as its database folds names that are not quoted.
   */
  public boolean isGiven() {
    return given;
  }
}
