package io.github.coatcheck.dialect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes out of the message of a driver what may be a value of a row or of a parameter. */
final class DriverMessages {
  /**
   * A text in quotes behind a word; it may not end. The apostrophes of "can't" and "it's" are none.
   */
  private static final Pattern QUOTED =
      Pattern.compile("(\\w*) ?(?!(?<=n)'t\\b|(?<=\\p{Ll})'s\\b)(['\"])(.*?)(\\2|$)");

  /** What the text in quotes behind it is the name of. */
  private static final Pattern KIND =
      Pattern.compile(
          "(?i)column|constraint|database|field|function|index|key|name|reference|relation|role|schema|sequence|setting|statement|table|trigger|type|user|view");

  /** A value without quotes, before any quotes. */
  private static final Pattern UNQUOTED = Pattern.compile("(?is)^([^'\"]*?)\\s*\\bvalue(:| is) .*");

  private DriverMessages() {}

  static String withoutValues(String message, String sql) {
    String[] lines = UNQUOTED.matcher(message).replaceFirst("$1").split("\\R", 2);
    String line = lines[0];
    int last = Math.max(line.lastIndexOf('\''), line.lastIndexOf('"'));
    Matcher quoted = QUOTED.matcher(line);
    while (quoted.find()) {
      int start = quoted.start(2);
      String word = quoted.group(1);
      // A value may have quotes itself. It ends at the last one, or on another line.
      boolean ends = last > start && (lines.length == 1 || last == line.length() - 1);
      if (ends && word.equals("near") && sql.contains(line.substring(start + 1, last))) {
        return line;
      }
      if (quoted.group(4).isEmpty() || !KIND.matcher(word).matches()) {
        return line.substring(0, start) + "..." + (ends ? line.substring(last + 1) : "");
      }
    }
    return line;
  }
}
