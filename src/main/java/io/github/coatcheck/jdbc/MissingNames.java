package io.github.coatcheck.jdbc;

import io.github.coatcheck.dialect.Failure;
import io.github.coatcheck.sql.SqlColumn;
import io.github.coatcheck.sql.SqlGenerator;
import io.github.coatcheck.sql.SqlTable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What to do about a table or column that does not exist, as far as the classes in use tell. */
public final class MissingNames {
  private final SqlGenerator sql;

  MissingNames(SqlGenerator sql) {
    this.sql = sql;
  }

  /** The remedy for a table that does not exist. */
  String tableRemedy(String message) {
    String name = missingName(message);
    Optional<SqlTable<?>> closest = closest(name, sql.tables(), SqlTable::storedName);
    if (closest.isEmpty()) {
      return Failure.NO_TABLE.remedy();
    }
    SqlTable<?> table = closest.get();
    return isSame(name, table.storedName())
        ? "Create it with database.createTables(%s.class), or open the database that has it."
            .formatted(table.mapping().type().getSimpleName())
        : didYouMean(name, table.storedName(), table.identifier());
  }

  /** The remedy for a column that does not exist, of a table that occurs in the statement. */
  String columnRemedy(String message, String statement) {
    String name = missingName(message);
    List<SqlTable<?>> tables =
        sql.tables().stream().filter(table -> occurs(table.storedName(), statement)).toList();
    if (tables.size() != 1) {
      return Failure.NO_COLUMN.remedy();
    }
    SqlTable<?> table = tables.get(0);
    Optional<SqlColumn> closest = closest(name, table.columns(), SqlColumn::storedName);
    if (closest.isPresent() && isSame(name, closest.get().storedName())) {
      return "The class has it, as %s: add it to the table, or leave out an alias that hides it; database.validate(%s.class) tells what else differs."
          .formatted(closest.get(), table.mapping().type().getSimpleName());
    }
    String columns = SqlColumn.join(", ", table.columns(), SqlColumn::identifier);
    return closest.map(c -> didYouMean(name, c.storedName(), c.identifier()) + " ").orElse("")
        + "The columns of %s are %s.".formatted(table, columns);
  }

  /** The name without quotes, and without that of its table or schema. */
  private String missingName(String message) {
    return sql.dialect().missingName(message).replaceAll("^.*\\.|[\"']", "");
  }

  private static boolean occurs(String name, String statement) {
    return Pattern.compile("(?i)(?<!\\w)" + Pattern.quote(name) + "(?!\\w)")
        .matcher(statement)
        .find();
  }

  private boolean isSame(String name, String known) {
    return sql.dialect().distinguishesCase() ? name.equals(known) : name.equalsIgnoreCase(known);
  }

  private static String didYouMean(String name, String known, String identifier) {
    return name.equalsIgnoreCase(known)
        ? "Write it as %s, in quotes, since their case matters.".formatted(identifier)
        : "Did you mean %s?".formatted(identifier);
  }

  /** The known name that is most like a name, if any is similar. */
  private static <N> Optional<N> closest(
      String name, Collection<N> known, Function<N, String> text) {
    return known.stream()
        .filter(other -> areSimilar(text.apply(other), name))
        .min(Comparator.comparing(other -> difference(name, text.apply(other))));
  }

  /** Whether a name has at least half of the characters of a known one. */
  public static boolean areSimilar(String known, String name) {
    return 2 * difference(known, name) <= known.length();
  }

  /** How many characters are left of the longer name without what both begin and end with. */
  private static int difference(String known, String name) {
    String one = known.replace("_", "").toLowerCase(Locale.ROOT);
    String other = name.replace("_", "").toLowerCase(Locale.ROOT);
    int shorter = Math.min(one.length(), other.length());
    int start = 0;
    while (start < shorter && one.charAt(start) == other.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
      end++;
    }
    return Math.max(one.length(), other.length()) - start - end;
  }
}
