package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Column;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.MappingException;
import io.github.coatcheck.Table;
import io.github.coatcheck.ValueException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that a session reads: by key, by a tail, by any SELECT. */
class ReadsTest {
  @Table("artist")
  record Artist(
      @Column(primaryKey = true, autoincrement = true) Long id, String name, Integer born) {}

  private static final Artist MILES = new Artist(1L, "Miles", 1926);
  private static final Artist NICO = new Artist(2L, "Nico", null);
  private static final Artist BJORK = new Artist(3L, "Björk", 1965);

  private Database database;
  private Session session;

  @BeforeEach
  void openSession() {
    database = Database.open("jdbc:sqlite::memory:");
    database.createTables(Artist.class, Line.class, Small.class);
    session = database.openSession();
    session.insertAll(List.of(MILES, NICO, BJORK));
    session.commit();
  }

  @AfterEach
  void closeSession() {
    session.close();
    database.close();
  }

  @Table("small")
  record Small(@Column(primaryKey = true) short id) {}

  @Test
  void findTakesAnIntegerOfAnyWidth() {
    session.insert(new Small((short) 2));

    for (Object key : new Object[] {2L, 2, (short) 2, (byte) 2}) {
      assertThat(session.find(Artist.class, key)).contains(NICO);
      assertThat(session.find(Small.class, key)).contains(new Small((short) 2));
    }
    assertThat(session.find(Small.class, 65_538)).isEmpty();
    assertThat(session.find(Artist.class, 4)).isEmpty();
    assertThat(session.find(Artist.class, -1L)).isEmpty();
  }

  @Test
  void findTakesAnObjectThatHasTheKey() {
    assertThat(session.find(Artist.class, new Artist(3L, "whoever", 1))).contains(BJORK);
    assertThatThrownBy(() -> session.find(Artist.class, new Artist(null, "Nico", null)))
        .isExactlyInstanceOf(KeyException.class)
        .hasMessage(
            "Cannot use an object of %1$s without its key: %1$s#id is not set. Insert the object first."
                .formatted(Artist.class.getName()));
  }

  @Test
  void findRefusesAKeyOfAnotherType() {
    assertNotFoundBy("2", "a String");
    assertNotFoundBy(2.0, "a Double");
    assertNotFoundBy(BigDecimal.TEN, "a BigDecimal");
    assertNotFoundBy('2', "a Character");
    assertNotFoundBy(null, "null");
  }

  private void assertNotFoundBy(Object key, String type) {
    assertThatThrownBy(() -> session.find(Artist.class, key))
        .isExactlyInstanceOf(KeyException.class)
        .hasMessage(
            "Cannot find a row of %1$s by %2$s: its key is %1$s#id (Long). Hand in a value of that type, or an object of the class that has its key set."
                .formatted(Artist.class.getName(), type));
  }

  @Table("line")
  record Line(
      @Column(primaryKey = true) String invoice,
      @Column(primaryKey = true) int number,
      String text) {}

  @Test
  void aCompositeKeyIsGivenByAnExample() {
    Line first = session.insert(new Line("A", 0, "first"));
    Line second = session.insert(new Line("A", 1, "second"));
    session.insert(new Line("B", 1, "other"));

    assertThat(session.find(Line.class, new Line("A", 0, null))).contains(first);
    assertThat(session.find(Line.class, new Line("A", 1, "?"))).contains(second);
    assertThat(session.find(Line.class, new Line("B", 0, null))).isEmpty();
    assertThatThrownBy(() -> session.find(Line.class, "A"))
        .isExactlyInstanceOf(KeyException.class)
        .hasMessage(
            "Cannot find a row of %1$s by a String: its key is %1$s#invoice (String), %1$s#number (int). Hand in a value of that type, or an object of the class that has its key set."
                .formatted(Line.class.getName()));
    assertThatThrownBy(() -> session.find(Line.class, new Line(null, 1, null)))
        .isExactlyInstanceOf(KeyException.class)
        .hasMessageContaining("Line#invoice is not set. Set it");
  }

  @Test
  void listGivesTheRowsThatATailLeavesInItsOrder() {
    assertThat(session.list(Artist.class)).containsExactlyInAnyOrder(MILES, NICO, BJORK);
    assertThat(session.list(Artist.class, "order by name desc"))
        .containsExactly(NICO, MILES, BJORK);
    assertThat(session.list(Artist.class, "where born > ? order by born desc", 1900))
        .containsExactly(BJORK, MILES);
    assertThat(session.list(Artist.class, "where born is null")).containsExactly(NICO);
    assertThat(session.list(Artist.class, "order by id limit ? offset ?", 1, 1))
        .containsExactly(NICO);
    assertThat(session.list(Artist.class, "where name = ?", (Object) null)).isEmpty();
  }

  @Test
  void firstGivesOneRowOrNone() {
    assertThat(session.first(Artist.class, "order by born desc")).contains(BJORK);
    assertThat(session.first(Artist.class, "where id = ?", 2)).contains(NICO);
    assertThat(session.first(Artist.class, "where id = ?", 9)).isEmpty();
    assertThat(session.list(Artist.class, "where id = ? or 1", 2)).hasSize(3);
  }

  @Test
  void countAndExistsTellWhatATailLeaves() {
    assertThat(session.count(Artist.class)).isEqualTo(3);
    assertThat(session.count(Artist.class, "where born > ?", 1950)).isEqualTo(1);
    assertThat(session.count(Small.class)).isZero();
    assertThat(session.exists(Artist.class, "where name = ?", "Nico")).isTrue();
    assertThat(session.exists(Artist.class, "where name = ?", "nico")).isFalse();
    assertThat(session.exists(Small.class, "")).isFalse();
  }

  record Named(String name, long letters) {}

  @Test
  void queryFindsTheColumnsByNameWhereverTheyStand() {
    assertThat(
            session.query(
                Named.class,
                "select length(name) as LETTERS, born, name from artist where id = ?",
                3))
        .containsExactly(new Named("Björk", 5));
    assertThat(
            session.query(Artist.class, "select born, 'x' as x, name, id from artist where id < 2"))
        .containsExactly(MILES);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Object.class,
        Number.class,
        char.class,
        OffsetDateTime.class,
        Map.class,
        List.class
      })
  void aTypeThatIsNoResultIsRefused(Class<?> type) {
    String anyShape = "Name one of these, or call queryRows(...) for rows of any shape.";
    Map<Class<?>, String> advice =
        Map.of(
            char.class,
            "Declare it String.",
            OffsetDateTime.class,
            "Declare it Instant, and store the offset in a column of its own if it matters.");
    for (ThrowingCallable query :
        List.<ThrowingCallable>of(
            () -> session.query(type, "select 1"), () -> session.queryOne(type, "select 1"))) {
      assertThatThrownBy(query)
          .isExactlyInstanceOf(MappingException.class)
          .hasMessage(
              "Cannot read rows into %s: it is neither a type that a column can hold nor a record or class of yours. %s",
              type.getName(), advice.getOrDefault(type, anyShape));
    }
  }

  @Test
  void aColumnThatIsMissingIsAnErrorThatNamesIt() {
    assertThatThrownBy(() -> session.query(Named.class, "select id, name from artist"))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(
            "Cannot read the rows into %1$s: the result has no column letters for %1$s#letters, but [id, name], of which [id] fit no property. Select the column, or give another one its name: ... AS letters."
                .formatted(Named.class.getName()));
    assertThatThrownBy(() -> session.query(Named.class, "select name as letters from artist"))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(
            "Cannot read the rows into %1$s: the result has no column name for %1$s#name, but [letters]. Select the column, or give another one its name: ... AS name."
                .formatted(Named.class.getName()));
  }

  record Described(String name, int yearOfBirth) {}

  @ParameterizedTest
  @ValueSource(
      strings = {"YearOfBirth", "year_of_brith", "year_of_birth_", "years_of_birth", "year_ofbrth"})
  void aColumnThatIsMissingIsLookedForAmongNearNames(String label) {
    assertThatThrownBy(
            () ->
                session.query(
                    Described.class, "select id, name, born as " + label + " from artist"))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(
            "Cannot read the rows into %1$s: the result has no column year_of_birth for %1$s#yearOfBirth, but [id, name, %2$s], of which [id, %2$s] fit no property. Give %2$s the name of the column: ... AS year_of_birth."
                .formatted(Described.class.getName(), label));
  }

  record Counted(int howMany) {}

  @Test
  void aLabelThatIsThePropertyGetsTheNameOfItsColumn() {
    assertThatThrownBy(() -> session.query(Counted.class, "select 1 as howMany"))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(
            "Cannot read the rows into %1$s: the result has no column how_many for %1$s#howMany, but [howMany]. Give howMany the name of the column: ... AS how_many."
                .formatted(Counted.class.getName()));
  }

  @Test
  void allNearNamesAreNamedAndNoneThatIsTaken() {
    assertThatThrownBy(
            () ->
                session.query(
                    Named.class, "select name, id as nam, 1 as leters, 2 as lettre from artist"))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(
            "Cannot read the rows into %1$s: the result has no column letters for %1$s#letters, but [name, nam, leters, lettre], of which [nam, leters, lettre] fit no property. Give leters or lettre the name of the column: ... AS letters."
                .formatted(Named.class.getName()));
  }

  @Test
  void aColumnThatIsThereTwiceIsAnErrorThatNamesIt() {
    assertThatThrownBy(
            () -> session.query(Artist.class, "select a.*, b.id from artist a join artist b"))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(
            "Cannot read the rows into %1$s: the result has more than one column id for %1$s#id, but [id, name, born, id]. Name each differently with AS."
                .formatted(Artist.class.getName()));
  }

  @Test
  void queryReadsSingleValuesAndNulls() {
    assertThat(session.query(Integer.class, "select born from artist order by id"))
        .containsExactly(1926, null, 1965);
    assertThat(session.query(String.class, "select name from artist where id = 9")).isEmpty();
    assertThat(session.query(long.class, "select count(*) from artist")).containsExactly(3L);
    assertThat(session.query(String.class, "select max(name) from artist where 0"))
        .containsExactly((String) null);
  }

  @Test
  void aSingleValueIsReadOfOneColumnOnly() {
    assertThatThrownBy(() -> session.query(String.class, "select id, name from artist"))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(
            "Cannot read rows of 2 columns, [id, name], as String: a single value takes one column. Select one, or read into a record.");
  }

  @Test
  void aSingleValueOfAnotherTypeIsAnErrorThatNamesTheColumn() {
    assertThatThrownBy(() -> session.query(Long.class, "select name as title from artist"))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(
            "Cannot read column title as Long: it holds a text, not an integer. Ask for the type that the column has, or convert it in SQL.");
  }

  @Test
  void aSingleValueOfAPrimitiveTypeIsNeverNull() {
    assertThatThrownBy(() -> session.query(int.class, "select born from artist order by id"))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage("Cannot read column born as int: it holds NULL. Ask for Integer.");
  }

  @Test
  void aNullForAllValuesIsOneValue() {
    assertThat(session.list(Artist.class, "where born is ?", (Object[]) null))
        .containsExactly(NICO);
    assertThat(session.count(Artist.class, "where born is ?", (Object[]) null)).isOne();
    assertThat(session.execute("update artist set name = ?", (Object[]) null)).isEqualTo(3);
  }

  @Test
  void afterAReadThatWasRefusedTheSessionGoesOn() {
    assertThatThrownBy(() -> session.query(Named.class, "select id from artist"))
        .isExactlyInstanceOf(ValueException.class);

    session.insert(new Small((short) 1));
    session.commit();

    assertThat(session.count(Small.class)).isOne();
  }

  @Test
  void aClassWithoutATableIsReadByQueryOnly() {
    String message =
        "Cannot find the table of %s: the class has no @Table. Add it, or read its objects by query(...)."
            .formatted(Named.class.getName());

    assertThatThrownBy(() -> session.list(Named.class))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> session.count(Named.class)).hasMessage(message);
    assertThatThrownBy(() -> session.exists(Named.class, "where 1")).hasMessage(message);
    assertThatThrownBy(() -> session.first(Named.class, "where 1")).hasMessage(message);
    assertThatThrownBy(() -> session.find(Named.class, 1)).hasMessage(message);
  }

  @Table("artist")
  record Keyless(String name, Integer born) {}

  @Test
  void aClassWithoutAKeyIsReadButNotFound() {
    assertThat(session.list(Keyless.class, "where born > 1950"))
        .containsExactly(new Keyless("Björk", 1965));
    assertThat(session.first(Keyless.class, "order by id")).contains(new Keyless("Miles", 1926));
    assertThat(session.count(Keyless.class)).isEqualTo(3);
    assertThat(session.exists(Keyless.class, "where born = ?", 1926)).isTrue();
    assertThatThrownBy(() -> session.find(Keyless.class, 1))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessageContaining("the class has no key by which to find their rows again");
  }

  @Test
  void aSelectThatTheDatabaseRefusesIsAnErrorWithItsSql() {
    assertThatThrownBy(() -> session.list(Artist.class, "where nobody = ?", "secret"))
        .isInstanceOfSatisfying(
            DatabaseException.class,
            e ->
                assertThat(e.sql())
                    .isEqualTo(
                        "SELECT \"artist\".\"id\", \"artist\".\"name\", \"artist\".\"born\" FROM \"artist\" where nobody = ?"))
        .hasMessageNotContaining("secret");
  }
}
