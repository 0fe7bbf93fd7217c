package io.github.coatcheck.dialect;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A type of a column in standard SQL, without its synonyms: its kind and its limits. */
final class ColumnType {
  private static final Pattern LIMITS = Pattern.compile("\\((\\d+)(?:\\s*,\\s*(\\d+))?\\)");

  /** More characters, bytes or digits than anybody stores; H2 has a limit of this kind. */
  private static final int UNLIMITED = 1_000_000;

  /** Of PostgreSQL, where a type does not tell it. */
  private static final int DIGITS_OF_SECONDS = 6;

  private static final int UUID_LENGTH = 36;

  private final String kind;

  /** The length, the digits before the point, or the digits of the seconds. */
  private final int size;

  /** The digits behind the point. */
  private final int scale;

  private ColumnType(String kind, int size, int scale) {
    this.kind = kind;
    this.size = size;
    this.scale = scale;
  }

  private static ColumnType parse(String type) {
    String kind = kind(type.toUpperCase(Locale.ROOT));
    Matcher limits = LIMITS.matcher(type);
    boolean limited = limits.find();
    if (kind.contains("TIME")) {
      return new ColumnType(
          kind, limited ? Integer.parseInt(limits.group(1)) : DIGITS_OF_SECONDS, 0);
    }
    if (!limited || !kind.matches("TEXT|CHAR|BLOB|NUMERIC")) {
      return new ColumnType(kind, UNLIMITED, UNLIMITED);
    }
    int scale = limits.group(2) == null ? 0 : Integer.parseInt(limits.group(2));
    return new ColumnType(kind, size(limits.group(1)) - scale, scale);
  }

  private static String kind(String type) {
    String name =
        type.replaceAll("\\(.*?\\)", "")
            .replaceFirst(" WITHOUT TIME ZONE| CHARACTER SET.*", "")
            .strip();
    if (name.matches("(BIG|SMALL|MEDIUM|TINY)?INT(EGER)?\\b.*")) {
      return "INTEGER";
    }
    if (name.matches(".*(BINARY|BLOB).*")) {
      return "BLOB";
    }
    if (name.matches(".*(VAR|TEXT|CLOB|LARGE).*")) {
      return "TEXT";
    }
    return name.matches("(NATIONAL )?(BP)?CHAR(ACTER)?")
        ? "CHAR"
        : name.replace("DECIMAL", "NUMERIC");
  }

  private static int size(String digits) {
    return digits.length() > 6 ? UNLIMITED : Integer.parseInt(digits);
  }

  /** Whether a column holds every value of a Java type that one of the expected type would hold. */
  static boolean holds(Class<?> javaType, String expected, String found) {
    ColumnType needed = parse(expected);
    ColumnType there = parse(found);
    if (javaType == UUID.class && there.isText()) {
      return needed.isText() && there.size >= UUID_LENGTH;
    }
    if (javaType == Float.class && there.kind.equals("REAL")) {
      return true;
    }
    return there.kind.equals(needed.kind)
        && there.size >= Math.min(needed.size, longest(javaType))
        && (!there.kind.equals("NUMERIC") || there.scale >= needed.scale);
  }

  private boolean isText() {
    return kind.equals("TEXT") || kind.equals("CHAR");
  }

  /** How many characters the longest text of a type has. */
  private static int longest(Class<?> javaType) {
    int longest = javaType.isEnum() ? 0 : UNLIMITED;
    if (javaType.isEnum()) {
      for (Object constant : javaType.getEnumConstants()) {
        longest = Math.max(longest, ((Enum<?>) constant).name().length());
      }
    }
    return longest;
  }
}
