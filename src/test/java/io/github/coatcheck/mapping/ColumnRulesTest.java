package io.github.coatcheck.mapping;

import static io.github.coatcheck.mapping.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Column;
import io.github.coatcheck.Converter;
import io.github.coatcheck.MappingException;
import io.github.coatcheck.OnDelete;
import io.github.coatcheck.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ColumnRulesTest {
  @Table
  record TwoTitles(String title, @Column(name = "title") String subtitle) {}

  @Test
  void refusesAColumnThatTwoPropertiesHave() {
    assertRefused(
        TwoTitles.class,
        "%s#subtitle has the column \"title\" that %s#title has. Give one of them another @Column name.");
  }

  @Table
  record TitlesInTwoCases(String title, @Column(name = "TITLE") String subtitle) {}

  @Test
  void refusesColumnsThatDifferInCaseOnly() {
    assertRefused(
        TitlesInTwoCases.class,
        "%s#subtitle has the column \"TITLE\" that %s#title has. Give one of them another @Column name.");
  }

  @Table
  static final class FinalField {
    @Column private final String title = null;
  }

  @Test
  void refusesAFinalField() {
    assertRefused(
        FinalField.class,
        "%s#title is final, so no value can be read into it. Remove final, or make the class a record: in Kotlin write var, or a data class with @JvmRecord.");
  }

  @Table
  static final class LeftOutFields {
    @Column private static String genre;
    @Column private transient String title;
  }

  @Test
  void refusesAStaticOrTransientFieldWithColumn() {
    assertRefused(
        LeftOutFields.class,
        "%s#genre has @Column, but is static or transient. Remove one of the two: such a field is not stored.",
        "%s#title has @Column, but is static or transient. Remove one of the two: such a field is not stored.");
  }

  static class ForgottenInBase {
    private int year;
  }

  @Table
  static final class ForgottenField extends ForgottenInBase {
    @Column private Long id;
    private String title;
  }

  @Test
  void refusesAForgottenFieldAlsoOfASuperclass() {
    assertRefused(
        ForgottenField.class,
        ForgottenInBase.class.getName()
            + "#year is neither mapped nor left out. Annotate it with @Column, or declare it transient.",
        "%s#title is neither mapped nor left out. Annotate it with @Column, or declare it transient.");
  }

  @Table
  @SuppressWarnings("ArrayRecordComponent") // is refused
  record Unmappable(
      char letter,
      Character boxedLetter,
      Optional<String> title,
      Date released,
      java.sql.Timestamp changed,
      OffsetDateTime sent,
      ZonedDateTime played,
      BigInteger plays,
      int[] ratings,
      List<String> genres,
      Map<String, String> credits,
      Object anything,
      ForgottenField parent) {}

  @Test
  void refusesTypesThatNoColumnCanHold() {
    assertRefused(
        Unmappable.class,
        "%s#letter has a type that no column can hold, char. Declare it String.",
        "%s#boxedLetter has a type that no column can hold, java.lang.Character. Declare it String.",
        "%s#title has a type that no column can hold, java.util.Optional. Declare the type that is inside; null means absent.",
        "%s#released has a type that no column can hold, java.util.Date. Declare it Instant, LocalDate or LocalDateTime.",
        "%s#changed has a type that no column can hold, java.sql.Timestamp. Declare it Instant, LocalDate or LocalDateTime.",
        "%s#sent has a type that no column can hold, java.time.OffsetDateTime. Declare it Instant, and store the offset in a column of its own if it matters.",
        "%s#played has a type that no column can hold, java.time.ZonedDateTime. Declare it Instant, and store the offset in a column of its own if it matters.",
        "%s#plays has a type that no column can hold, java.math.BigInteger. Declare it long, or BigDecimal with a precision and the scale 0.",
        "%s#ratings has a type that no column can hold, int[]. Give it a converter, or leave it out: a field of a class may be transient.",
        "%s#genres has a type that no column can hold, java.util.List. Store its elements in a table of their own, or give it a converter.",
        "%s#credits has a type that no column can hold, java.util.Map. Store its elements in a table of their own, or give it a converter.",
        "%s#anything has a type that no column can hold, java.lang.Object. Give it a converter, or leave it out: a field of a class may be transient.",
        "%s#parent has a type that no column can hold, "
            + ForgottenField.class.getName()
            + ". Store its key, in a property of the key's type with references = ForgottenField.class.");
  }

  /** Money as a text; subclasses are made differently, or not at all. */
  abstract static class MoneyConverter implements Converter<Money, String> {
    @Override
    public Class<String> databaseType() {
      return String.class;
    }

    @Override
    public String toDatabase(Money value) {
      return Long.toString(value.cents());
    }

    @Override
    public Money toJava(String value) {
      return new Money(Long.parseLong(value));
    }
  }

  record Money(long cents) {}

  static final class ConverterOfACurrency extends MoneyConverter {
    private final String currency;

    ConverterOfACurrency(String currency) {
      this.currency = currency;
    }
  }

  static final class ThrowingConverter extends MoneyConverter {
    ThrowingConverter() {
      throw new IllegalStateException("no currency");
    }
  }

  @Table
  record Prices(
      @Column(converter = ConverterOfACurrency.class) Money single,
      @Column(converter = ThrowingConverter.class) Money album,
      @Column(converter = MoneyConverter.class) Money box) {}

  @Test
  void refusesAConverterThatCannotBeMade() {
    assertRefused(
        Prices.class,
        "%s#single has a converter that cannot be made. Cannot make a "
            + ConverterOfACurrency.class.getName()
            + ": it is abstract, or has no constructor without parameters. Name a class that has one.",
        "%s#album has a converter that cannot be made. Cannot make a "
            + ThrowingConverter.class.getName()
            + ": its constructor threw java.lang.IllegalStateException: no currency. Let it succeed.",
        "%s#box has a converter that cannot be made. Cannot make a "
            + MoneyConverter.class.getName()
            + ": it is abstract, or has no constructor without parameters. Name a class that has one.");
  }

  static final class BrokenConverter extends MoneyConverter {
    BrokenConverter() {
      throw new AssertionError("not for us to handle");
    }
  }

  @Table
  record Broken(@Column(converter = BrokenConverter.class) Money single) {}

  @Test
  void anErrorInTheConstructorOfAConverterStaysWhatItIs() {
    assertThatThrownBy(() -> Mappings.of(Broken.class))
        .isExactlyInstanceOf(AssertionError.class)
        .hasMessage("not for us to handle");
  }

  static final class ObjectConverter implements Converter<Money, Object> {
    @Override
    public Class<Object> databaseType() {
      return Object.class;
    }

    @Override
    public Object toDatabase(Money value) {
      return value;
    }

    @Override
    public Money toJava(Object value) {
      return (Money) value;
    }
  }

  @Table
  record ObjectPrice(@Column(converter = ObjectConverter.class) Money price) {}

  @Test
  void refusesAConverterToATypeThatNoColumnCanHold() {
    assertRefused(
        ObjectPrice.class,
        "%s#price has a converter to a type that no column can hold, java.lang.Object. Convert to one of the types that a column can hold.");
  }

  @Table
  record WrongLimits(
      @Column(length = -1) String title,
      @Column(length = 5) int year,
      @Column(length = 5) BigDecimal rating,
      @Column(precision = 5) double score,
      @Column(precision = 5) long plays,
      @Column(scale = 2) BigDecimal price,
      @Column(precision = 2, scale = 3) BigDecimal tax,
      @Column(precision = -2) BigDecimal cost,
      @Column(precision = 2, scale = -1) BigDecimal share) {}

  @Test
  void refusesLimitsThatDoNotFitTheType() {
    String negative = " has a negative length, precision or scale. Give a number above 0.";
    String noText =
        " has a length, but is no text. Remove it; a BigDecimal has a precision and a scale.";
    String noDecimal = " has a precision, but is no BigDecimal. Remove it, or declare BigDecimal.";
    String scale =
        " has a scale greater than its precision. Give precision the number of all digits, those behind the point included.";

    assertRefused(
        WrongLimits.class,
        "%s#title" + negative,
        "%s#year" + noText,
        "%s#rating" + noText,
        "%s#score" + noDecimal,
        "%s#plays" + noDecimal,
        "%s#price" + scale,
        "%s#tax" + scale,
        "%s#cost" + negative,
        "%s#share" + negative);
  }

  /** For any enum: of the constants that it takes only the subclass knows the type. */
  abstract static class NumberConverter<E extends Enum<E>> implements Converter<E, Integer> {
    @Override
    public Class<Integer> databaseType() {
      return Integer.class;
    }

    @Override
    public Integer toDatabase(E value) {
      return value.name().length();
    }

    @Override
    public E toJava(Integer value) {
      throw new IllegalArgumentException("is not read here");
    }
  }

  static final class StateConverter extends NumberConverter<Thread.State> {}

  static final class WordsConverter implements Converter<List<String>, String> {
    @Override
    public Class<String> databaseType() {
      return String.class;
    }

    @Override
    public String toDatabase(List<String> value) {
      return String.join(" ", value);
    }

    @Override
    public List<String> toJava(String value) {
      return List.of(value.split(" "));
    }
  }

  static final class TwiceConverter implements Converter<Integer, Integer> {
    @Override
    public Class<Integer> databaseType() {
      return Integer.class;
    }

    @Override
    public Integer toDatabase(Integer value) {
      return value * 2;
    }

    @Override
    public Integer toJava(Integer value) {
      return value / 2;
    }
  }

  @Table
  record Converted(
      @Column(converter = CentsConverter.class) Money price,
      @Column(converter = WordsConverter.class) List<String> words,
      @Column(converter = StateConverter.class) Thread.State state,
      @Column(converter = TwiceConverter.class) int rating,
      @Column(converter = TwiceConverter.class) Integer stars) {}

  @Test
  void takesAConverterForTheTypeOfItsField() {
    assertThat(Mappings.of(Converted.class).columns()).hasSize(5);
  }

  @Table
  record Mismatched(
      @Column(converter = CentsConverter.class) Long price,
      @Column(converter = WordsConverter.class) ArrayList<String> words,
      @Column(converter = TwiceConverter.class) long rating,
      @Column(converter = TwiceConverter.class) Number stars) {}

  @Test
  void refusesAConverterForAnotherType() {
    String remedy = ". Name one that takes and gives this very type.";

    assertRefused(
        Mismatched.class,
        "%s#price has a converter that is not for its type, java.lang.Long" + remedy,
        "%s#words has a converter that is not for its type, java.util.ArrayList" + remedy,
        "%s#rating has a converter that is not for its type, java.lang.Long" + remedy,
        "%s#stars has a converter that is not for its type, java.lang.Number" + remedy);
  }

  @Table
  record LengthOnAConvertedNumber(
      @Column(converter = CentsConverter.class, length = 5) Money price) {}

  static final class CentsConverter implements Converter<Money, Long> {
    @Override
    public Class<Long> databaseType() {
      return Long.class;
    }

    @Override
    public Long toDatabase(Money value) {
      return value.cents();
    }

    @Override
    public Money toJava(Long value) {
      return new Money(value);
    }
  }

  @Test
  void refusesALengthOnAConverterToANumber() {
    assertRefused(
        LengthOnAConvertedNumber.class,
        "%s#price has a length, but is no text. Remove it; a BigDecimal has a precision and a scale.");
  }

  @Table
  record Disc(
      @Column(primaryKey = true, references = Prices.class, onDelete = OnDelete.SET_NULL) Long id,
      @Column(nullable = false, references = Prices.class, onDelete = OnDelete.SET_NULL) Long album,
      @Column(references = Prices.class, onDelete = OnDelete.SET_NULL) long box,
      @Column(onDelete = OnDelete.CASCADE) Long label) {}

  @Test
  void refusesAnOnDeleteThatCannotHappen() {
    String notNull =
        " is to become NULL when what it refers to is deleted, but cannot be NULL. Let it be null, or choose another onDelete.";

    assertRefused(
        Disc.class,
        "%s#id" + notNull,
        "%s#album" + notNull,
        "%s#box" + notNull,
        "%s#label has onDelete, but refers to nothing. Add references, or remove onDelete.");
  }

  @Table
  record DefaultOnAPrimitive(@Column(defaultValue = "5") int rating) {}

  @Test
  void refusesADefaultOnAPrimitive() {
    assertRefused(
        DefaultOnAPrimitive.class,
        "%s#rating has a default value, which stands in for null, but is never null. Declare it Integer.");
  }

  @Table
  record DefaultOnAKey(@Column(primaryKey = true, defaultValue = "'x'") String code) {}

  @Test
  void refusesADefaultOnAKey() {
    assertRefused(
        DefaultOnAKey.class,
        "%s#code is a key with a default value, by which its row could not be found again. Set such a key in the program.");
  }

  @Table
  record Keyless(String title) {}

  @Test
  void refusesAClassWithoutKeyOnlyWhenItIsWritten() {
    EntityMapping<Keyless> mapping = Mappings.of(Keyless.class);

    assertThat(mapping.create(new Object[] {"Kind of Blue"}))
        .isEqualTo(new Keyless("Kind of Blue"));
    assertThat(mapping.keys()).isEmpty();
    assertThatThrownBy(mapping::requireKeys)
        .isExactlyInstanceOf(MappingException.class)
        .hasMessage(
            "Cannot write or find objects of %s: the class has no key by which to find their rows again. Mark one with @Column(primaryKey = true).",
            Keyless.class.getName());
  }

  @Table
  static final class Columnless {
    private static final String GENRE = "jazz";
    private transient String title;
  }

  @Test
  void refusesAClassWithoutColumns() {
    assertRefused(Columnless.class, "%s has no column. Annotate its fields with @Column.");
  }

  @Table
  record Empty() {}

  @Test
  void refusesARecordWithoutComponents() {
    assertRefused(Empty.class, "%s has no column. Give it a component.");
  }

  /** Stores an instant as a number. */
  static final class Millis implements Converter<Instant, Long> {
    @Override
    public Class<Long> databaseType() {
      return Long.class;
    }

    @Override
    public Long toDatabase(Instant value) {
      return value.toEpochMilli();
    }

    @Override
    public Instant toJava(Long value) {
      return Instant.ofEpochMilli(value);
    }
  }

  @Table
  record WrongClocks(
      @Column(defaultValue = "CURRENT_TIMESTAMP") LocalDate day,
      @Column(defaultValue = " current_date ") LocalDateTime time,
      @Column(defaultValue = "CURRENT_TIMESTAMP") LocalTime clock,
      @Column(defaultValue = "CURRENT_TIMESTAMP", converter = Millis.class) Instant millis,
      @Column(defaultValue = "CURRENT_TIMESTAMP") Instant right,
      @Column(defaultValue = "CURRENT_TIME") String text) {}

  @Test
  void refusesAClockThatTheTypeCannotHold() {
    assertRefused(
        WrongClocks.class,
        "%s#day has the default value CURRENT_TIMESTAMP, but is stored as LocalDate. Declare it as one of [Instant, LocalDateTime, String], or give it another default value.",
        "%s#time has the default value CURRENT_DATE, but is stored as LocalDateTime. Declare it as one of [LocalDate, String], or give it another default value.",
        "%s#clock has the default value CURRENT_TIMESTAMP, but is stored as LocalTime. Declare it as one of [Instant, LocalDateTime, String], or give it another default value.",
        "%s#millis has the default value CURRENT_TIMESTAMP, but is stored as Long. Declare it as one of [Instant, LocalDateTime, String], or give it another default value.");
  }

  @Table
  record ReadOnlyKeys(
      @Column(autoincrement = true, readOnly = true) Long id,
      @Column(version = true, readOnly = true) long version) {}

  @Table
  record ReadOnlyKey(@Column(primaryKey = true, readOnly = true) Long id) {}

  @Test
  void refusesAReadOnlyKeyOrVersion() {
    String problem =
        "%s#? is read-only, but also a key or a version, which the INSERT or the UPDATE writes. Remove one of the two.";

    assertRefused(ReadOnlyKeys.class, problem.replace("?", "id"), problem.replace("?", "version"));
    assertRefused(ReadOnlyKey.class, problem.replace("?", "id"));
  }
}
