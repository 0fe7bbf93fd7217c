package io.github.coatcheck.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.dialect.H2Dialect;
import io.github.coatcheck.dialect.MariaDbDialect;
import io.github.coatcheck.dialect.PostgresDialect;
import io.github.coatcheck.dialect.SqlSyntax;
import io.github.coatcheck.dialect.SqliteDialect;
import io.github.coatcheck.dialect.StandardDialect;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which characters of a statement are parameters, on each database. */
class SqlScannerTest {
  private static final Set<SqlSyntax> STANDARD = new StandardDialect().syntax();
  private static final Set<SqlSyntax> SQLITE = new SqliteDialect().syntax();
  private static final Set<SqlSyntax> POSTGRESQL = new PostgresDialect().syntax();
  private static final Set<SqlSyntax> MARIADB = new MariaDbDialect(true).syntax();
  private static final Set<SqlSyntax> H2 = new H2Dialect().syntax();

  private static Set<SqlSyntax> syntax(String database) {
    return switch (database) {
      case "sqlite" -> SQLITE;
      case "postgresql" -> POSTGRESQL;
      case "mariadb" -> MARIADB;
      case "h2" -> H2;
      default -> STANDARD;
    };
  }

  /** Each parameter and semicolon of a text, joined by blanks. */
  private static String found(String database, String text) {
    return SqlScanner.scan(text, syntax(database)).stream()
        .filter(
            token ->
                switch (token.kind()) {
                  case PARAMETER, NAMED_PARAMETER, FOREIGN_PARAMETER, SEMICOLON -> true;
                  default -> false;
                })
        .map(
            token ->
                (token.kind() == SqlScanner.Kind.FOREIGN_PARAMETER ? "!" : "")
                    + text.substring(token.start(), token.end()))
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a = ? and b = :b; | ? :b ;",
        "'?' '' ? 'it''s ?' | ?",
        "\"wh?t\" = ? | ?",
        "\"a\"\"?\" = ? | ?",
        "? -- ? | ?",
        "/* ? */ ? /* ? | ?",
        "'unfinished ? | ~~",
        "a ? b | ?",
        "a ::b | ~~",
        "case when :a then 1 end | :a",
        "?1 | !?1",
        "naïve = :größe | :größe"
      })
  void onEveryDatabase(String text, String expected) {
    for (String database : new String[] {"standard", "sqlite", "postgresql", "mariadb", "h2"}) {
      assertThat(found(database, text)).as(database).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "sqlite | [what's ?] = ? | ?",
        "sqlite | `wh?t` = ? | ?",
        "sqlite | $x @y :1 $1 #? | !$x !@y !:1 !$1 ?",
        "sqlite | 5--2 ? | ~~",
        "sqlite | /* /* ? */ ? */ ? | ? ?",
        "sqlite | '\\' ? ' ? ? | ?",
        "sqlite | ?? | ? ?",
        "sqlite | x€ = :€uro | :€uro",
        "postgresql | a$b$ ? c$b$ | ?",
        "postgresql | $$ ? $$ ? | ?",
        "postgresql | $a$ ? $b$ ? $a$ ? | ?",
        "postgresql | $$ ? $$ ? ? | ? ?",
        "postgresql | $$ ? | ~~",
        "postgresql | $1 ? | ?",
        "postgresql | $1$ ? $1$ ? | ? ?",
        "postgresql | $a ? $a ? | ? ?",
        "postgresql | E'\\' ? ' ? ? | ? ?",
        "postgresql | e'\\' ? ' ? ? | ? ?",
        "postgresql | x'\\' ? ' ? ? | ?",
        "postgresql | e'?' type'?' ? | ?",
        "postgresql | a ?? b and c = ? | ?",
        "postgresql | x[1:2] x[:lo : :hi] | :lo :hi",
        "postgresql | /* /* ? */ ? */ ? | ?",
        "postgresql | a @> ? and @ b | ?",
        "mariadb | '\\' ? ' ? ? | ? ?",
        "mariadb | \"\\\" ? \" ? ? | ? ?",
        "mariadb | /*! ? */ /*M! ? */ /* ? */ | ? ?",
        "mariadb | a = ? # ? | ?",
        "mariadb | 5--2 = ? | ?",
        "mariadb | 5 -- ? | ~~",
        "mariadb | `wh?t` = ? | ?",
        "mariadb | @x := ? | ?",
        "mariadb | a[?] | ?",
        "h2 | $$ ? $$ ? | ?",
        "h2 | /* /* ? */ ? */ ? | ?",
        "standard | 12:30 | ~~",
        "standard | a[?] ` | ?"
      })
  void asEachDatabaseHasIt(String database, String text, String expected) {
    assertThat(found(database, text)).isEqualTo(expected);
  }

  @Test
  void aWordANumberAndAnOperatorAreOneTokenEach() {
    assertThat(tokens("postgresql", "a1$ 12e3+ @@ b::int"))
        .containsExactly(
            "WORD a1$",
            "OTHER 12e3",
            "OTHER +",
            "OTHER @",
            "OTHER @",
            "WORD b",
            "OTHER ::",
            "WORD int");
    assertThat(tokens("sqlite", "é\u0080 :\u007f \u007f"))
        .containsExactly("WORD é\u0080", "OTHER :", "OTHER \u007f", "OTHER \u007f");
  }

  private static List<String> tokens(String database, String text) {
    return SqlScanner.scan(text, syntax(database)).stream()
        .map(token -> token.kind() + " " + text.substring(token.start(), token.end()))
        .toList();
  }
}
