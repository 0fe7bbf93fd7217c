package io.github.coatcheck.mapping;

import static io.github.coatcheck.mapping.Refusals.assertRefused;

import io.github.coatcheck.Column;
import io.github.coatcheck.Converter;
import io.github.coatcheck.Table;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class AutoincrementRulesTest {
  @Table
  record NumberBesideTheKey(
      @Column(primaryKey = true) Long id, @Column(autoincrement = true) Long number) {}

  @Test
  void refusesAutoincrementBesideAKey() {
    assertRefused(
        NumberBesideTheKey.class,
        "%s has autoincrement in a composite key, [%s#id, %s#number]. Make one column with autoincrement the whole key, or remove autoincrement and set the key in the program.");
  }

  @Table
  record Counted(@Column(autoincrement = true, version = true) long id) {}

  @Test
  void refusesAutoincrementOnAVersion() {
    assertRefused(
        Counted.class,
        "%s#id is both a key and a version. Remove one of the two: a version changes with every update, and a key never.");
  }

  @Table
  record TextKey(@Column(primaryKey = true, autoincrement = true) String id) {}

  @Table
  record BigKey(@Column(primaryKey = true, autoincrement = true) BigDecimal id) {}

  @Table
  record RealKey(@Column(primaryKey = true, autoincrement = true) double id) {}

  @Test
  void refusesAutoincrementOnWhatIsNoInteger() {
    String problem =
        "%s#id has autoincrement, but is no integer. Declare it Long, convert it to one, or remove autoincrement and set the key in the program.";

    assertRefused(TextKey.class, problem);
    assertRefused(BigKey.class, problem);
    assertRefused(RealKey.class, problem);
  }

  @Table
  record TwoNumbers(
      @Column(primaryKey = true, autoincrement = true) Long id,
      @Column(autoincrement = true) Long number) {}

  @Test
  void refusesAutoincrementOnTwoColumns() {
    assertRefused(
        TwoNumbers.class,
        "%s has autoincrement in a composite key, [%s#id, %s#number]. Make one column with autoincrement the whole key, or remove autoincrement and set the key in the program.");
  }

  @Table
  record PlaylistTrack(
      @Column(primaryKey = true, autoincrement = true) Long playlist,
      @Column(primaryKey = true) Long track) {}

  @Test
  void refusesAutoincrementInACompositeKey() {
    assertRefused(
        PlaylistTrack.class,
        "%s has autoincrement in a composite key, [%s#playlist, %s#track]. Make one column with autoincrement the whole key, or remove autoincrement and set the key in the program.");
  }

  @Table
  record DefaultedKey(
      @Column(primaryKey = true, autoincrement = true, defaultValue = "7") Long id) {}

  @Test
  void refusesAutoincrementWithADefault() {
    assertRefused(
        DefaultedKey.class,
        "%s#id has both autoincrement and a default value. Remove one of the two: the database can make the value in one way only.");
  }

  @Table
  record Artist(@Column(primaryKey = true, autoincrement = true) Long id) {}

  @Table
  record Biography(
      @Column(primaryKey = true, autoincrement = true, references = Artist.class) Long artist) {}

  @Test
  void refusesAutoincrementWithAReference() {
    assertRefused(
        Biography.class,
        "%s#artist has both autoincrement and a reference. Remove one of the two: a key that refers to another table must come from it.");
  }

  record Isrc(String code) {}

  static final class IsrcConverter implements Converter<Isrc, String> {
    @Override
    public Class<String> databaseType() {
      return String.class;
    }

    @Override
    public String toDatabase(Isrc value) {
      return value.code();
    }

    @Override
    public Isrc toJava(String value) {
      return new Isrc(value);
    }
  }

  @Table
  record Recording(
      @Column(primaryKey = true, autoincrement = true, converter = IsrcConverter.class) Isrc id) {}

  @Test
  void refusesAutoincrementWithAConverterToWhatIsNoInteger() {
    assertRefused(
        Recording.class,
        "%s#id has autoincrement, but is no integer. Declare it Long, convert it to one, or remove autoincrement and set the key in the program.");
  }

  @Table
  static final class AllAtOnce {
    @Column(autoincrement = true, defaultValue = "'new'", references = Artist.class)
    private final String id = null;

    @Column(name = "ID")
    private char letter;

    private String forgotten;

    AllAtOnce(String forgotten) {
      this.forgotten = forgotten;
    }
  }

  @Test
  void tellsAllProblemsOfAClassInOneMessage() {
    assertRefused(
        AllAtOnce.class,
        "%s has no constructor without parameters, by which a row becomes an object. Add one, it may be private; or make the class a record.",
        "%s#id is final, so no value can be read into it. Remove final, or make the class a record: in Kotlin write var, or a data class with @JvmRecord.",
        "%s#id has autoincrement, but is no integer. Declare it Long, convert it to one, or remove autoincrement and set the key in the program.",
        "%s#id has both autoincrement and a default value. Remove one of the two: the database can make the value in one way only.",
        "%s#id has both autoincrement and a reference. Remove one of the two: a key that refers to another table must come from it.",
        "%s#letter has a type that no column can hold, char. Declare it String.",
        "%s#forgotten is neither mapped nor left out. Annotate it with @Column, or declare it transient.",
        "%s#letter has the column \"ID\" that %s#id has. Give one of them another @Column name.");
  }
}
