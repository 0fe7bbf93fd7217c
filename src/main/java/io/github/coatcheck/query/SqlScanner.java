package io.github.coatcheck.query;

import io.github.coatcheck.dialect.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Splits SQL into tokens, as far as that finds the parameters, the first words and the end of each
 * statement. Strings, names in quotes and comments are one token each.
 */
final class SqlScanner {
  /** What a token is; blanks and comments are left out. */
  enum Kind {
    WORD,
    QUOTED,
    /** A {@code ?}. */
    PARAMETER,
    /** A {@code :name}. */
    NAMED_PARAMETER,
    /** Something that a database takes for a parameter, and Coatcheck does not. */
    FOREIGN_PARAMETER,
    SEMICOLON,
    OTHER
  }

  /**
   * A token.
   *
   * @param kind what it is
   * @param start where it begins in the text
   * @param end where it ends
   */
  record Token(Kind kind, int start, int end) {}

  private final String text;
  private final Set<SqlSyntax> syntax;
  private final List<Token> tokens = new ArrayList<>();

  private SqlScanner(String text, Set<SqlSyntax> syntax) {
    this.text = text;
    this.syntax = syntax;
  }

  static List<Token> scan(String text, Set<SqlSyntax> syntax) {
    SqlScanner scanner = new SqlScanner(text, syntax);
    int position = 0;
    while (position < text.length()) {
      position = scanner.token(position);
    }
    return scanner.tokens;
  }

  /** Adds the token at a position, if it is one, and tells where it ends. */
  private int token(int start) {
    char first = text.charAt(start);
    if (Character.isWhitespace(first)) {
      return start + 1;
    }
    int comment = endOfComment(start);
    if (comment > start) {
      return comment;
    }
    int quoted = endOfQuoted(start, first);
    if (quoted > start) {
      return add(Kind.QUOTED, start, quoted);
    }
    if (isWordStart(first)) {
      return add(Kind.WORD, start, endOfWord(start));
    }
    if (first == ';') {
      return add(Kind.SEMICOLON, start, start + 1);
    }
    return first == '?' || first == ':' || first == '@' || first == '$'
        ? parameter(start, first)
        : add(Kind.OTHER, start, Character.isDigit(first) ? endOfWord(start) : start + 1);
  }

  private int add(Kind kind, int start, int end) {
    tokens.add(new Token(kind, start, end));
    return end;
  }

  private int parameter(int start, char first) {
    char next = charAt(start + 1);
    if (next == first
        && (first == ':' || (first == '?' && has(SqlSyntax.DOUBLED_QUESTION_MARKS)))) {
      return add(Kind.OTHER, start, start + 2);
    }
    if (first == '?' && !Character.isDigit(next)) {
      return add(Kind.PARAMETER, start, start + 1);
    }
    if (first == ':' && isWordStart(next)) {
      return add(Kind.NAMED_PARAMETER, start, endOfWord(start + 1));
    }
    boolean foreign = first == '?' || (has(SqlSyntax.OTHER_PARAMETERS) && isWordPart(next));
    return add(
        foreign ? Kind.FOREIGN_PARAMETER : Kind.OTHER,
        start,
        foreign ? endOfWord(start + 1) : start + 1);
  }

  /** Where a comment ends that begins at a position; the position where none does. */
  private int endOfComment(int start) {
    boolean dashes =
        text.startsWith("--", start)
            && (!has(SqlSyntax.BLANK_AFTER_DASHES) || charAt(start + 2) <= ' ');
    if (dashes || (charAt(start) == '#' && has(SqlSyntax.HASH_COMMENTS))) {
      int lineEnd = text.indexOf('\n', start);
      return lineEnd < 0 ? text.length() : lineEnd;
    }
    boolean executable =
        has(SqlSyntax.EXECUTABLE_COMMENTS)
            && (text.startsWith("/*!", start) || text.startsWith("/*M!", start));
    return text.startsWith("/*", start) && !executable ? endOfBlockComment(start) : start;
  }

  private int endOfBlockComment(int start) {
    int depth = 1;
    int position = start + 2;
    while (position < text.length() && depth > 0) {
      if (text.startsWith("*/", position)) {
        depth--;
        position += 2;
      } else if (text.startsWith("/*", position) && has(SqlSyntax.NESTED_COMMENTS)) {
        depth++;
        position += 2;
      } else {
        position++;
      }
    }
    return position;
  }

  /** Where a string or a name in quotes ends that begins at a position; the position otherwise. */
  private int endOfQuoted(int start, char first) {
    boolean backslashes = has(SqlSyntax.BACKSLASH_ESCAPES);
    if (first == '\'' || first == '"') {
      return endOfQuoted(start, first, backslashes);
    }
    if ((first == 'e' || first == 'E') && charAt(start + 1) == '\'') {
      return has(SqlSyntax.ESCAPE_STRINGS) ? endOfQuoted(start + 1, '\'', true) : start;
    }
    if (first == '`' && has(SqlSyntax.BACKTICKS)) {
      return endOfQuoted(start, '`', false);
    }
    if (first == '[' && has(SqlSyntax.BRACKETS)) {
      return endOfQuoted(start, ']', false);
    }
    return first == '$' && has(SqlSyntax.DOLLAR_QUOTES) ? endOfDollarQuoted(start) : start;
  }

  private int endOfQuoted(int start, char quote, boolean backslashes) {
    for (int i = start + 1; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '\\' && backslashes) {
        i++;
      } else if (character == quote) {
        return i + 1;
      }
    }
    return text.length();
  }

  private int endOfDollarQuoted(int start) {
    int tagEnd = start + 1;
    while (isWordPart(charAt(tagEnd)) && charAt(tagEnd) != '$') {
      tagEnd++;
    }
    if (charAt(tagEnd) != '$' || Character.isDigit(charAt(start + 1))) {
      return start;
    }
    String tag = text.substring(start, tagEnd + 1);
    int end = text.indexOf(tag, tagEnd + 1);
    return end < 0 ? text.length() : end + tag.length();
  }

  private int endOfWord(int start) {
    int end = start;
    while (isWordPart(charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isWordStart(char character) {
    return Character.isLetter(character) || character == '_' || character > 0x7f;
  }

  private static boolean isWordPart(char character) {
    return isWordStart(character) || Character.isDigit(character) || character == '$';
  }

  private char charAt(int position) {
    return position < text.length() ? text.charAt(position) : 0;
  }

  private boolean has(SqlSyntax feature) {
    return syntax.contains(feature);
  }
}
