package io.github.coatcheck.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.MariaDbDialect;
import io.github.coatcheck.dialect.PostgresDialect;
import io.github.coatcheck.dialect.SqliteDialect;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserSqlTest {
  private static final Dialect SQLITE = new SqliteDialect();

  private static UserSql.Bound parameters(String text, Object... values) {
    return UserSql.of(text, SQLITE).bind(values);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "where name = 'who?' and id = ?",
        "where name = 'it''s ''?' and id = ?",
        "where \"wh?t\" = 1 and id = ?",
        "where \"a\"\"?\" = 1 and id = ?",
        "where `wh?t` = 1 and id = ?",
        "where id = ? -- really?",
        "where /* ? ' \n ? */ id = ?",
        "where id = ? and name = '--' /* ? */",
        "-- it's\nwhere id = ?",
        "where \"it's\" = 1 and id = ? and \"that's\" = 2",
        "where 6 / 3 - 1 = 1 and id = ?"
      })
  void countsOnlyWhatIsNoStringNameOrComment(String text) {
    UserSql.Bound parameters = parameters(text, 7);

    assertThat(text).contains(parameters.sql().text());
    assertThat(parameters.sql().text()).contains("id = ?");
    assertThat(parameters.values()).containsExactly(7);
  }

  @Test
  void encodesEachValueAsItsTypeIsInAColumn() {
    UUID uuid = UUID.fromString("00000000-0000-0001-0000-000000000002");

    UserSql.Bound parameters =
        parameters(
            "values (?, ?, ?, ?, ?, ?, ?)",
            1,
            true,
            "text",
            null,
            uuid,
            Thread.State.NEW,
            Instant.EPOCH);

    assertThat(parameters.values())
        .containsExactly(1, 1L, "text", null, uuid.toString(), "NEW", "1970-01-01 00:00:00");
  }

  @Test
  void takesTheNullForAllValuesAsOneValue() {
    assertThat(parameters("where a = ?", (Object[]) null).values()).containsExactly((Object) null);
    assertThatThrownBy(() -> parameters("where a = ? and b = ?", (Object[]) null))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot run \"where a = ? and b = ?\": the number of its parameters is 2, but that of the values is 1. Give one value for each ?.");
  }

  @Test
  void expandsACollectionToAList() {
    UserSql.Bound parameters =
        parameters("where a in (?) and b = ? and c in (?)", List.of(1, 2, 3), "x", Set.of(4));

    assertThat(parameters.sql().text()).isEqualTo("where a in (?, ?, ?) and b = ? and c in (?)");
    assertThat(parameters.values()).containsExactly(1, 2, 3, "x", 4);
  }

  record Named(Integer a, List<Integer> list) {}

  @Test
  void namesBecomeQuestionMarksAndACastOfPostgresqlIsNoName() {
    UserSql named =
        UserSql.of("where a = :a::int and b in (:list) or :a < 0", new PostgresDialect());

    assertThat(named.bind(new Named(1, List.of(2, 3))).sql().text())
        .isEqualTo("where a = ?::int and b in (?, ?) or ? < 0");
    assertThat(named.bind(new Named(1, List.of(2, 3))).values()).containsExactly(1, 2, 3, 1);
    assertThat(named.bind(new Named(null, null)).sql().text())
        .isEqualTo("where a = CAST(? AS INTEGER)::int and b in (?) or CAST(? AS INTEGER) < 0");
  }

  @Test
  void encodesTheElementsOfACollection() {
    UserSql.Bound parameters =
        parameters("where a in (?)", Arrays.asList(LocalDate.of(1959, 8, 17), null));

    assertThat(parameters.values()).containsExactly("1959-08-17", null);
  }

  @Test
  void anArrayAloneIsOneListAlthoughJavaSpreadsIt() {
    UserSql.Bound bound = parameters("where a in (?)", (Object[]) new String[] {"x", "y"});

    assertThat(bound.sql().text()).isEqualTo("where a in (?, ?)");
    assertThat(bound.values()).containsExactly("x", "y");
    assertThat(parameters("where a = ? and b = ?", (Object[]) new Long[] {1L, 2L}).values())
        .containsExactly(1L, 2L);
    assertThatThrownBy(() -> parameters("where a in (?)", (Object[]) new String[0]))
        .hasMessageContaining("the collection for parameter 1 is empty");
  }

  @Test
  void aListBehindInStandsInParentheses() {
    assertThatThrownBy(() -> parameters("where a = ? and b in ?", 1, List.of(2, 3)))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot run \"where a = ? and b in ?\": parameter 2 is a list, and stands outside of parentheses. Write IN (?).");
    assertThatThrownBy(() -> parameters("where b In :list", Map.of("list", new int[] {2})))
        .hasMessageEndingWith(
            "parameter :list is a list, and stands outside of parentheses. Write IN (:list).");
    assertThatThrownBy(() -> parameters("where b = ?", List.of(1)))
        .hasMessageEndingWith(
            "parameter 1 is a list, and stands outside of parentheses. Write IN (?).");
  }

  @Test
  void refusesAnEmptyCollection() {
    assertThatThrownBy(() -> parameters("where a = ? and b in (?)", 1, List.of()))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(
            "Cannot run \"where a = ? and b in (?)\": the collection for parameter 2 is empty, and SQL knows no empty list. Ask before whether there is anything to look for.");
  }

  @Test
  void refusesAnyOtherNumberOfValues() {
    assertThatThrownBy(() -> parameters("where a = ? and b = '?'", 1, 2))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot run \"where a = ? and b = '?'\": the number of its parameters is 1, but that of the values is 2. Give one value for each ?. What stands in quotes is text, as '?': write ? without quotes, and each % into the value.");
    assertThatThrownBy(() -> parameters("where a = ? and b = ?", 1))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot run \"where a = ? and b = ?\": the number of its parameters is 2, but that of the values is 1. Give one value for each ?.");
    assertThatThrownBy(() -> parameters("where a = ?"))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot run \"where a = ?\": the number of its parameters is 1, but that of the values is 0. Give one value for each ?.");
  }

  private static final String NO_NAME =
      "Cannot run \"%s\": its argument has values by name, but the statement has no :name. Write :name for each value, in place of any ?.";

  @Test
  void saysThatANameInQuotesIsText() {
    String text =
        " What stands in quotes is text, as '%:n%': write :n without quotes, and each % into the value.";

    assertThatThrownBy(() -> parameters("where a like '%:n%'", Map.of("n", "x")))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(NO_NAME.formatted("where a like '%:n%'") + text);
    assertThatThrownBy(() -> parameters("where a = :a and b like '%:n%'", Map.of("a", 1, "n", 2)))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessageContaining("the names of its parameters are [a], but its argument has ")
        .hasMessageEndingWith(" Give a value to each name, and to no other." + text);
    assertThatThrownBy(() -> parameters("where a = '12:30'", 1))
        .hasMessageEndingWith("Give one value for each ?.");
  }

  record Range(int from, int to) {}

  @Test
  void refusesValuesByNameForAQuestionMark() {
    assertThatThrownBy(() -> parameters("where a = ?", Map.of("a", 1)))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(NO_NAME, "where a = ?");
    assertThatThrownBy(() -> parameters("where a between ? and ?", new Range(1, 2)))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(NO_NAME, "where a between ? and ?");
  }

  @Test
  void takesSqlWithoutParameters() {
    assertThat(parameters("select '?'").sql().text()).isEqualTo("select '?'");
    assertThat(parameters("select '?'").values()).isEmpty();
  }

  @Test
  void refusesAValueOfATypeThatNoColumnCanHold() {
    String convert = "Convert it to one of the types that a column can hold.";

    assertRefusedType(
        Optional.of(1),
        "java.util.Optional",
        "Declare the type that is inside; null means absent.");
    assertRefusedType('a', "java.lang.Character", "Declare it String.");
    assertRefusedType(
        Instant.EPOCH.atOffset(ZoneOffset.UTC),
        "java.time.OffsetDateTime",
        "Declare it Instant, and store the offset in a column of its own if it matters.");
    assertRefusedType(new int[][] {{1}}, "int[]", convert);
    assertRefusedType(List.of(List.of(1)), List.of(1).getClass().getName(), convert);
  }

  private static void assertRefusedType(Object value, String name, String advice) {
    assertThatThrownBy(() -> parameters("where a in (?)", value))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(
            "Cannot use a value of type %s as a parameter: no column can hold it. %s",
            name, advice);
  }

  @Test
  void refusesAValueThatWouldNotCompareAsItIs() {
    assertThatThrownBy(() -> parameters("where a = ?", Double.NaN))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(
            "Cannot use a value of type Double as a parameter: SQLite would make NULL of NaN; store null instead, in a property that may be null. Nothing was sent to the database.");
    assertThatThrownBy(() -> parameters("where a = ?", Instant.MIN))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(
            "Cannot use a value of type Instant as a parameter: a year outside of 0000 to 9999 would not sort everywhere. Nothing was sent to the database.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table t (a)",
        " \n DROP table t",
        "-- why\nalter table t add b",
        "/* why */ Pragma user_version = 2",
        "/* create */ -- drop\n analyze"
      })
  void aStatementIsADefinitionByItsFirstWordBehindComments(String text) {
    assertThat(UserSql.of(text, SQLITE).isDefinition()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into t values ('create')",
        "-- create\nupdate t set a = 1",
        "(select 1)",
        "\"create\"",
        "creates"
      })
  void anyOtherStatementIsNoDefinition(String text) {
    assertThat(UserSql.of(text, SQLITE).isDefinition()).isFalse();
  }

  @Test
  void expandsAnArrayToAListButNotTheBytesOfABlob() {
    assertThat(parameters("where a in (?)", (Object) new Integer[] {1, 2}).sql().text())
        .isEqualTo("where a in (?, ?)");
    assertThat(parameters("where a in (?) and b = ?", new long[] {1, 2}, "x").values())
        .containsExactly(1L, 2L, "x");
    assertThat(parameters("where a = ?", new byte[] {1, 2}).values()).hasSize(1);
  }

  private static void assertRefused(String text, String why) {
    assertThatThrownBy(() -> UserSql.of(text, SQLITE))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage("Cannot run " + why);
  }

  @Test
  void refusesWhatIsNoSingleStatement() {
    String empty = "it is empty, or only a comment. Write a statement.";
    String several =
        "it is more than one statement, of which a driver would run the first or refuse all. Run each by a call of its own, or all of them by database.execute(...).";

    assertRefused("", "\"\": " + empty);
    assertRefused(" ; -- c", "\" ; -- c\": " + empty);
    assertRefused("/* c */", "\"/* c */\": " + empty);
    assertRefused("select 1; select 2", "\"select 1; select 2\": " + several);
    assertRefused(null, "null: it is no SQL. Write a statement.");
  }

  @Test
  void takesASemicolonAndCommentsAtBothEnds() {
    assertThat(UserSql.of("; /* a */ select ';' ; -- b", SQLITE).body()).isEqualTo("select ';'");
    assertThat(UserSql.withTail("select 1 from t", "where a = 1; -- all", ") as x", SQLITE).body())
        .isEqualTo("select 1 from t where a = 1) as x");
    assertThatThrownBy(
            () -> UserSql.withTail("select 1 from t", "where a = 1; delete from t", "", SQLITE))
        .isInstanceOf(CoatcheckException.class);
  }

  @Test
  void refusesCharactersThatWouldNotReachTheDatabase() {
    assertThatThrownBy(() -> UserSql.of("select '\0'", SQLITE))
        .hasMessageEndingWith(
            ": character 9 is NUL, which would not reach the database. Leave it out, or make it a parameter.");
    assertThatThrownBy(() -> UserSql.of("select '\uD800'", SQLITE))
        .hasMessageContaining("character 9 is half of a surrogate pair");
    assertThat(UserSql.of("select '\uD83D\uDE00'", SQLITE).body()).hasSize(11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?1", ":1", "$x", "@x"})
  void refusesAParameterThatOnlySqliteWouldSee(String parameter) {
    assertThatThrownBy(() -> parameters("where a = " + parameter, 1))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot run \"where a = %1$s\": %1$s is not a form of parameter that Coatcheck binds. Write ? for each value.",
            parameter);
  }

  @Test
  void splitsAScriptIntoItsStatements() {
    String script =
        """
        -- a comment; with a semicolon
        create table t (a text default ';');
        create trigger r after insert on t begin
          insert into u values ('end;');
          select case when 1 then 2 end;
        end;
        ; insert into t values (';'); /* ; */
        """;

    assertThat(UserSql.all(script, SQLITE).stream().map(UserSql::body))
        .containsExactly(
            "create table t (a text default ';')",
            "create trigger r after insert on t begin\n  insert into u values ('end;');\n  select case when 1 then 2 end;\nend",
            "insert into t values (';')");
  }

  @Test
  void theBodyOfARoutineGoesToTheEndOfTheTextUnlessItIsInDollarQuotes() {
    Dialect mariadb = new MariaDbDialect(true);
    Dialect postgresql = new PostgresDialect();

    assertThat(UserSql.all("create procedure p() begin select 1; select 2; end", mariadb))
        .hasSize(1);
    assertThat(
            UserSql.all(
                "create function f() returns int as $$ select 1; $$ language sql; select 2",
                postgresql))
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pragma foreign_keys = off",
        "pragma journal_mode = wal",
        "PRAGMA foreign_keys(0)",
        "/* c */ pragma main.foreign_keys=0;"
      })
  void aSessionRefusesSettingsThatSqliteWouldIgnore(String text) {
    assertThatThrownBy(() -> UserSql.of(text, SQLITE).requireSafeInSession())
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessageEndingWith(
            "in a session: SQLite ignores this setting within a transaction. Run it by database.execute(...), together with the statements that need it.");
  }

  @Test
  void aSessionMayAskWhetherForeignKeysAreEnforced() {
    UserSql.of("pragma foreign_keys", SQLITE).requireSafeInSession();
    UserSql.of("pragma foreign_key_check", SQLITE).requireSafeInSession();
  }

  @Test
  void aRoutineThatIsOnlyNamedHasNoBody() {
    assertThat(UserSql.all("drop trigger r; select 1; select 2", SQLITE)).hasSize(3);
    assertThat(UserSql.all("alter procedure p; select 1", new MariaDbDialect(true))).hasSize(2);
    assertThat(UserSql.all("create table t (a int); select 1", new MariaDbDialect(true)))
        .hasSize(2);
  }

  @Test
  void parenthesesBeforeTheFirstWordDoNotHideIt() {
    UserSql union = UserSql.of("((select 1) union (select 2))", new MariaDbDialect(true));

    assertThatThrownBy(union::requireNoSelect)
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot run \"((select 1) union (select 2))\" by execute(...): its rows would get lost. Call query(...).");
    assertThat(UserSql.of("((", SQLITE).isDefinition()).isFalse();
  }

  @Test
  void aListMayStandBehindTheFirstCharacter() {
    assertThat(parameters("(?)", List.of(1, 2)).sql().text()).isEqualTo("(?, ?)");
    assertThatThrownBy(() -> parameters("?", List.of(1, 2)))
        .hasMessage(
            "Cannot run \"?\": parameter 1 is a list, and stands outside of parentheses. Write IN (?).");
  }

  @Test
  void theFirstCharacterMayBeTheOneThatWouldNotReachTheDatabase() {
    assertThatThrownBy(() -> UserSql.of("\0", SQLITE))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot run \"\0\": character 1 is NUL, which would not reach the database. Leave it out, or make it a parameter.");
  }

  @Test
  void aMessageShowsTheFirst500CharactersOfAText() {
    String text = "select '" + "x".repeat(490) + "' ?";

    assertThatThrownBy(() -> parameters(text.replaceFirst("x", "")))
        .hasMessageStartingWith("Cannot run \"" + text.replaceFirst("x", "") + "\": the number");
    assertThatThrownBy(() -> parameters(text))
        .hasMessageStartingWith("Cannot run \"" + text.substring(0, 500) + "...\": the number");
  }

  @Table
  static final class Both extends AbstractMap<String, Integer> {
    @Column(primaryKey = true)
    private int id = 1;

    @Override
    public Set<Map.Entry<String, Integer>> entrySet() {
      return Map.of("id", 2).entrySet();
    }
  }

  @Test
  void aMapNamesItsKeysThoughItsClassIsAnEntity() {
    assertThat(parameters("where id = :id", new Both()).values()).containsExactly(2);
  }
}
