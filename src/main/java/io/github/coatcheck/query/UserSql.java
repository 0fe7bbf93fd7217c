package io.github.coatcheck.query;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Table;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.SqlSyntax;
import io.github.coatcheck.mapping.ColumnMapping;
import io.github.coatcheck.mapping.Name;
import io.github.coatcheck.mapping.NamedProperties;
import io.github.coatcheck.query.SqlScanner.Kind;
import io.github.coatcheck.query.SqlScanner.Token;
import io.github.coatcheck.sql.Sql;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One statement that a user wrote: where it ends, its words, and its parameters. */
final class UserSql {
  // After one of these, SQLite's driver returns the row count of an earlier statement.
  private static final Set<String> DEFINITIONS =
      Set.of("CREATE", "DROP", "ALTER", "PRAGMA", "ATTACH", "DETACH", "REINDEX", "ANALYZE");

  private static final Set<String> CHANGES =
      Set.of("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "CREATE", "DROP", "ALTER");

  /** Statements that can have a body with semicolons. */
  private static final Set<String> ROUTINES = Set.of("TRIGGER", "FUNCTION", "PROCEDURE", "EVENT");

  /** The other kinds of what CREATE makes: the first kind that it names decides. */
  private static final Set<String> PLAIN_KINDS = Set.of("TABLE", "VIEW", "INDEX", "SEQUENCE");

  private static final Set<String> COMBINATIONS = Set.of("UNION", "INTERSECT", "EXCEPT");

  /** What stands before a list of values, or before one of them. */
  private static final Set<String> LIST_STARTS = Set.of("(", "[", ",");

  /** What a parameter looks like, where it stands in quotes and is none. */
  private static final Pattern LIKE_A_PARAMETER = Pattern.compile("\\?|:[\\p{L}_][\\w$]*");

  private static final int LONGEST_IN_A_MESSAGE = 500;

  private final String text;
  private final List<Token> tokens;
  private final Dialect dialect;

  private UserSql(String text, List<Token> tokens, Dialect dialect) {
    this.text = text;
    this.tokens = tokens;
    this.dialect = dialect;
  }

  /** The one statement of a text; a semicolon and comments at its end are fine. */
  static UserSql of(String text, Dialect dialect) {
    List<UserSql> statements = all(text, dialect);
    requireStatement(text, statements);
    if (statements.size() > 1) {
      throw refusal(
          text,
          "it is more than one statement, of which a driver would run the first or refuse all. Run each by a call of its own, or all of them by database.execute(...).");
    }
    return statements.get(0);
  }

  /** Refuses a text without a statement. */
  static void requireStatement(String text, List<UserSql> statements) {
    if (statements.isEmpty()) {
      throw refusal(text, "it is empty, or only a comment. Write a statement.");
    }
  }

  /** The SELECT that begins with this text and ends with what a user wrote behind the table. */
  static UserSql withTail(String select, String tail, String end, Dialect dialect) {
    List<UserSql> statements = all(tail, dialect);
    if (statements.size() > 1) {
      throw refusal(tail, "it goes on behind a semicolon, with another statement. Leave that out.");
    }
    String body = statements.isEmpty() ? "" : " " + statements.get(0).body();
    return of(select + body + end, dialect);
  }

  /** All statements of a text, in their order. */
  static List<UserSql> all(String text, Dialect dialect) {
    requireText(text);
    List<UserSql> statements = new ArrayList<>();
    List<Token> tokens = new ArrayList<>();
    for (Token token : SqlScanner.scan(text, dialect.syntax())) {
      if (token.kind() != Kind.SEMICOLON) {
        tokens.add(token);
      } else if (!tokens.isEmpty()) {
        UserSql statement = new UserSql(text, tokens, dialect);
        if (statement.endsHere()) {
          statements.add(statement);
          tokens = new ArrayList<>();
        } else {
          tokens.add(token);
        }
      }
    }
    if (!tokens.isEmpty()) {
      statements.add(new UserSql(text, tokens, dialect));
    }
    return statements;
  }

  private static void requireText(String text) {
    if (text == null) {
      throw new CoatcheckException("Cannot run null: it is no SQL. Write a statement.");
    }
    int lost = Name.indexOfLost(text);
    if (lost >= 0) {
      throw refusal(
          text,
          "character %s is %s, which would not reach the database. Leave it out, or make it a parameter."
              .formatted(lost + 1, text.charAt(lost) == 0 ? "NUL" : "half of a surrogate pair"));
    }
  }

  /** Whether a semicolon ends the statement; in the body of a trigger or a routine it may not. */
  private boolean endsHere() {
    List<String> words = words();
    String kind =
        words.stream()
            .limit(12)
            .filter(word -> ROUTINES.contains(word) || PLAIN_KINDS.contains(word))
            .findFirst()
            .orElse("");
    if (!words.get(0).equals("CREATE") || !ROUTINES.contains(kind)) {
      return true;
    }
    int last = words.size() - 1;
    return dialect.syntax().contains(SqlSyntax.TRIGGER_BODIES)
        ? !kind.equals("TRIGGER")
            || (words.get(last).equals("END") && words.get(last - 1).equals(";"))
        : words.stream().anyMatch(word -> word.startsWith("$"));
  }

  /** The text from the first word to the last. */
  String body() {
    return text.substring(tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
  }

  /** The words and signs in upper case, behind parentheses at the beginning. */
  private List<String> words() {
    int start = 0;
    while (start < tokens.size() - 1 && text.charAt(tokens.get(start).start()) == '(') {
      start++;
    }
    List<Token> rest = tokens.subList(start, tokens.size());
    return new AbstractList<>() {
      @Override
      public String get(int index) {
        Token token = rest.get(index);
        return text.substring(token.start(), token.end()).toUpperCase(Locale.ROOT);
      }

      @Override
      public int size() {
        return rest.size();
      }
    };
  }

  /** Whether the statement may change tables or settings, but no rows. */
  boolean isDefinition() {
    return DEFINITIONS.contains(words().get(0));
  }

  /** Whether the rows may come from another SELECT too, such as one behind UNION. */
  boolean combinesSelects() {
    return !Collections.disjoint(words(), COMBINATIONS);
  }

  /** Whether the statement begins a transaction. */
  boolean beginsTransaction() {
    String first = words().get(0);
    return first.equals("BEGIN") || first.equals("START") || first.equals("SAVEPOINT");
  }

  /** Whether the statement ends the transaction that another statement began. */
  boolean endsTransaction(UserSql begin) {
    List<String> words = words();
    return switch (words.get(0)) {
      case "COMMIT", "END", "ABORT" -> true;
      case "ROLLBACK" -> !words.contains("TO");
      case "RELEASE" -> begin.words().get(0).equals("SAVEPOINT");
      default -> false;
    };
  }

  /** Whether the statement changes rows and returns them. */
  boolean returnsChangedRows() {
    List<String> words = words();
    // Most queries begin with SELECT, which changes nothing, and need not be searched.
    return !words.get(0).equals("SELECT")
        && words.contains("RETURNING")
        && !Collections.disjoint(words, CHANGES);
  }

  /** Whether the rows that it counts or returns are rows that it changed. */
  boolean changesRows() {
    return words().contains("RETURNING") || !isDefinition();
  }

  /** Refuses a statement without rows, which some drivers would run all the same. */
  void requireRows() {
    List<String> words = words();
    if (CHANGES.contains(words.get(0)) && !words.contains("RETURNING")) {
      throw new CoatcheckException(
          "Cannot run \"%s\" by query(...): it returns no rows. Call execute(...), or add RETURNING where the database has it."
              .formatted(shortened(body())));
    }
  }

  /** Refuses any other number of rows than one; 2 means more than one. */
  void requireOneRow(int rows) {
    if (rows != 1) {
      throw refuse(
          "it returned %s, where queryOne(...) takes exactly one. Select one row, or call query(...) for any number."
              .formatted(rows == 0 ? "0 rows" : "more than one row"));
    }
  }

  /** Refuses a SELECT where its rows would get lost. */
  void requireNoSelect() {
    List<String> words = words();
    boolean reads = words.get(0).equals("WITH") && Collections.disjoint(words, CHANGES);
    if (reads || words.get(0).equals("SELECT")) {
      throw new CoatcheckException(
          "Cannot run \"%s\" by execute(...): its rows would get lost. Call query(...)."
              .formatted(shortened(body())));
    }
  }

  /** Refuses parameters where there are no values: SQLite would take each for NULL. */
  void requireNoParameters() {
    if (dialect.syntax().contains(SqlSyntax.OTHER_PARAMETERS) && !places().isEmpty()) {
      throw refuse(
          "it has parameters, but database.execute(...) takes no values. Write the values in the text, or run it by execute(...) of a session if a transaction allows it.");
    }
  }

  /** Refuses a statement that would not do what it says. */
  void requireSafe() {
    Optional<String> refusal = dialect.refusalAnywhere(words());
    if (refusal.isPresent()) {
      throw refuse(refusal.get());
    }
  }

  /** Refuses a statement that would end or change the transaction of a session. */
  void requireSafeInSession() {
    requireSafe();
    Optional<String> refusal = dialect.refusal(words());
    if (refusal.isPresent()) {
      throw new CoatcheckException(
          "Cannot run \"%s\" in a session: %s".formatted(shortened(body()), refusal.get()));
    }
  }

  /** Binds values that need no check. */
  Bound bind(Object... given) {
    return bind((type, stored) -> {}, given);
  }

  /**
   * Binds values: each in the form in which a column holds its Java type. A collection or an array
   * expands to a list of {@code ?}.
   *
   * @param check gets the type of each value and the type that it is stored as
   * @param given a value for each {@code ?}, or one that has a value for each {@code :name}; null
   *     is one null, since Java passes it for {@code list(Track.class, "where id = ?", null)}
   */
  Bound bind(BiConsumer<Class<?>, Class<?>> check, Object... given) {
    List<Token> places = places();
    List<Parameter> parameters = parameters(places, given == null ? new Object[1] : given);
    List<Object> values = new ArrayList<>();
    StringBuilder expanded = new StringBuilder();
    int end = tokens.get(0).start();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      requireParentheses(parameter, places.get(i));
      StringJoiner placeholders = new StringJoiner(", ");
      for (Object element : elements(parameter)) {
        placeholders.add(parameter.placeholder(element, dialect));
        values.add(parameter.encode(element, dialect, check));
      }
      expanded.append(text, end, places.get(i).start()).append(placeholders);
      end = places.get(i).end();
    }
    expanded.append(text, end, tokens.get(tokens.size() - 1).end());
    return new Bound(Sql.of(expanded.toString()), values);
  }

  /** Refuses a list where SQL has one value; with one element it would work by chance. */
  private void requireParentheses(Parameter parameter, Token place) {
    if (!parameter.isList()) {
      return;
    }
    int before = tokens.indexOf(place) - 1;
    if (before < 0 || !LIST_STARTS.contains(text(tokens.get(before)))) {
      throw refuse(
          "parameter %s is a list, and stands outside of parentheses. Write IN (%s)."
              .formatted(parameter.name(), text(place)));
    }
  }

  /** Where the text has parameters, all of one form. */
  private List<Token> places() {
    List<Token> places = new ArrayList<>();
    for (Token token : tokens) {
      if (token.kind() == Kind.FOREIGN_PARAMETER) {
        throw refuse(
            "%s is not a form of parameter that Coatcheck binds. Write ? for each value."
                .formatted(text(token)));
      }
      if (token.kind() == Kind.PARAMETER || token.kind() == Kind.NAMED_PARAMETER) {
        places.add(token);
        if (token.kind() != places.get(0).kind()) {
          throw refuse(
              "%s and %s are parameters of two forms. Write one form only; a colon that begins no name, as in a slice of an array, has a blank behind it."
                  .formatted(text(places.get(0)), text(token)));
        }
      }
    }
    return places;
  }

  private String text(Token token) {
    return text.substring(token.start(), token.end());
  }

  private List<Parameter> parameters(List<Token> places, Object... given) {
    if (!places.isEmpty() && places.get(0).kind() == Kind.NAMED_PARAMETER) {
      return namedParameters(
          places.stream().map(place -> text(place).substring(1)).toList(), given);
    }
    if (places.size() == 1 && given.getClass() != Object[].class) {
      // Java takes an array alone for the arguments themselves.
      return List.of(new Parameter("1", given, Optional.empty()));
    }
    if (given.length == 1 && Parameter.hasNames(given[0])) {
      throw refuse(
          "its argument has values by name, but the statement has no :name. Write :name for each value, in place of any ?."
              + adviceForQuoted());
    }
    if (places.size() != given.length) {
      throw refuse(
          "the number of its parameters is %s, but that of the values is %s. Give one value for each ?.%s"
              .formatted(places.size(), given.length, adviceForQuoted()));
    }
    List<Parameter> parameters = new ArrayList<>();
    for (Object value : given) {
      parameters.add(new Parameter("" + (parameters.size() + 1), value, Optional.empty()));
    }
    return parameters;
  }

  /** The end of a message if something in quotes may have been meant as a parameter. */
  private String adviceForQuoted() {
    for (Token token : tokens) {
      Matcher parameter = LIKE_A_PARAMETER.matcher(text(token));
      if (token.kind() == Kind.QUOTED && parameter.find()) {
        return " What stands in quotes is text, as %s: write %s without quotes, and each %% into the value."
            .formatted(shortened(text(token)), parameter.group());
      }
    }
    return "";
  }

  /** Takes the values of names from one object. Only one of an entity class may have others too. */
  private List<Parameter> namedParameters(List<String> names, Object... given) {
    Object source = given.length == 1 ? given[0] : null;
    // A copy of the map, since that of the user may not answer for every key.
    Map<?, ?> map = source instanceof Map<?, ?> values ? new LinkedHashMap<>(values) : Map.of();
    Map<String, ColumnMapping> properties =
        source == null || source instanceof Map ? Map.of() : NamedProperties.of(source.getClass());
    Set<?> known = source instanceof Map ? map.keySet() : properties.keySet();
    if (known.isEmpty()) {
      throw refuse(
          "its parameters have names, so one argument has all of their values. Hand in a record, an object of an entity class, or a Map.");
    }
    boolean mayHaveOthers = source.getClass().isAnnotationPresent(Table.class);
    if (!known.containsAll(names) || !(mayHaveOthers || names.containsAll(known))) {
      throw refuse(
          "the names of its parameters are %s, but its argument has %s. Give a value to each name, and to no other.%s"
              .formatted(new LinkedHashSet<>(names), known, adviceForQuoted()));
    }
    List<Parameter> parameters = new ArrayList<>();
    for (String name : names) {
      Optional<ColumnMapping> property = Optional.ofNullable(properties.get(name));
      Object value = property.isPresent() ? property.get().get(source) : map.get(name);
      parameters.add(new Parameter(":" + name, value, property));
    }
    return parameters;
  }

  private List<?> elements(Parameter parameter) {
    List<?> elements = parameter.elements();
    if (elements.isEmpty()) {
      throw new ValueException(
          "Cannot run \"%s\": the collection for parameter %s is empty, and SQL knows no empty list. Ask before whether there is anything to look for."
              .formatted(shortened(body()), parameter.name()));
    }
    return elements;
  }

  private CoatcheckException refuse(String why) {
    return refusal(body(), why);
  }

  static CoatcheckException refusal(String text, String why) {
    return new CoatcheckException("Cannot run \"%s\": %s".formatted(shortened(text), why));
  }

  /** A text as a message shows it, where it may have thousands of parameters. */
  private static String shortened(String text) {
    return text.length() <= LONGEST_IN_A_MESSAGE
        ? text
        : text.substring(0, LONGEST_IN_A_MESSAGE) + "...";
  }

  /** A statement that is ready to run: its text with expanded lists, and its values to bind. */
  record Bound(Sql sql, List<Object> values) {}
}
