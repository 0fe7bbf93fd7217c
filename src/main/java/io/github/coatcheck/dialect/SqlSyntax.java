package io.github.coatcheck.dialect;

/** What a database adds to the strings, names, comments and parameters of standard SQL. */
public enum SqlSyntax {
  /** A block comment can contain block comments. */
  NESTED_COMMENTS,

  /** {@code #} begins a comment. */
  HASH_COMMENTS,

  /** {@code --} begins a comment only before a blank, so that {@code 5--2} is 7. */
  BLANK_AFTER_DASHES,

  /** A backslash escapes the next character in a string, also in one in double quotes. */
  BACKSLASH_ESCAPES,

  /** Names can be in backticks. */
  BACKTICKS,

  /** Names can be in brackets. */
  BRACKETS,

  /** Strings can be in {@code $$} or {@code $tag$}. */
  DOLLAR_QUOTES,

  /** A backslash escapes the next character in a string with an {@code E} before it. */
  ESCAPE_STRINGS,

  /** {@code ??} is an operator with one question mark, and no parameter. */
  DOUBLED_QUESTION_MARKS,

  /** {@code @name} and {@code $name} are parameters. */
  OTHER_PARAMETERS,

  /** A comment that begins with {@code /*!} or {@code /*M!} is executed. */
  EXECUTABLE_COMMENTS,

  /** The body of a trigger has statements of its own, and ends with {@code ; END;}. */
  TRIGGER_BODIES
}
