package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Session;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What validate finds where a class maps the table of another class. */
public abstract class FindingsContract extends DatabaseContract {
  enum Mood {
    HAPPY
  }

  @Table("guest")
  static class Guest {
    @Column(primaryKey = true, autoincrement = true)
    long id;

    @Column int age;
    @Column Long points;
    @Column boolean invited;
    @Column double height;
    @Column String name;
    @Column Mood mood;

    @Column(precision = 8, scale = 2)
    BigDecimal paid;

    @Column UUID ticket;
    @Column LocalDate born;
    @Column Instant arrived;
    @Column byte[] picture;

    @Column(name = "e-mail", nullable = false, unique = true)
    String email;

    @Column(defaultValue = "'none'", nullable = false)
    String wish;
  }

  @Test
  void nothingIsFoundInWhatCreateTablesMade() {
    create(Guest.class);

    assertThat(database().validate(Guest.class).toList()).isEmpty();
    assertThat(database().validate(Guest.class).isEmpty()).isTrue();
    assertThat(database().validate(Guest.class)).hasToString("The tables fit the classes.");
    database().validate(Guest.class).orThrow();
  }

  @Test
  void aTableThatIsNotThereIsFound() {
    database().dropTables(Guest.class);

    assertThat(findings(Guest.class))
        .containsExactly(
            "cannot find the table \"guest\" of %s: there is none of that name. create it with createtables, or give the class the right name with @table."
                .formatted(nameOf(Guest.class)));
  }

  @Test
  void whatIsFoundCanBeThrown() {
    database().dropTables(Guest.class);

    assertThatThrownBy(() -> database().validate(Guest.class).orThrow())
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(database().validate(Guest.class).toString());
  }

  @Table("coat")
  record Coat(
      @Column(primaryKey = true) String id,
      String color,
      @Column(nullable = false) String size,
      int hook) {}

  @Table("coat")
  record RenamedCoat(
      @Column(primaryKey = true) String number,
      String colour,
      @Column(nullable = false) String size,
      int hook) {}

  @Test
  void columnsThatAreNotThereAreFoundAndTheKeyFirst() {
    create(Coat.class);
    String coat = nameOf(RenamedCoat.class);

    assertThat(findings(RenamedCoat.class))
        .containsExactly(
            "cannot find column \"number\" of %s#number: the table \"coat\" has [id, color, size, hook]. name the right one with @column(name = ...), or add it to the table."
                .formatted(coat),
            "cannot find column \"colour\" of %s#colour: the table \"coat\" has [id, color, size, hook]. name the right one with @column(name = ...), or add it to the table."
                .formatted(coat),
            "cannot insert into \"coat\": its column \"id\" is not null without a default, and %s does not map it. map it, or give it a default."
                .formatted(coat));
  }

  @Table("coat")
  record NumberedCoat(
      @Column(primaryKey = true, autoincrement = true) Long id,
      @Column(defaultValue = "'black'") String color,
      String size,
      Integer hook) {}

  @Test
  void aKeyThatTheTableDoesNotMakeIsFound() {
    create(GivenCoat.class);

    assertThat(findings(GeneratedCoat.class))
        .singleElement()
        .asString()
        .startsWith(
            "cannot insert into \"coat\" without a key for %s#id: the table does not make it. define the column as "
                .formatted(nameOf(GeneratedCoat.class)))
        .endsWith(", or set the key in the program and remove autoincrement.");
  }

  @Table("coat")
  record GivenCoat(@Column(primaryKey = true) String id) {}

  @Table("coat")
  record GeneratedCoat(@Column(primaryKey = true, autoincrement = true) Long id) {}

  @Table("coat")
  record OptionalCoat(
      @Column(primaryKey = true) String id, String color, String size, Integer hook) {}

  @Test
  void aPropertyThatMayBeNullInAColumnThatMayNotIsFound() {
    create(Coat.class);
    String coat = nameOf(OptionalCoat.class);

    assertThat(findings(OptionalCoat.class))
        .containsExactly(
            "cannot store null of %s#size: column \"size\" is not null. say nullable = false, or let the column be null."
                .formatted(coat),
            "cannot store null of %s#hook: column \"hook\" is not null. say nullable = false, or let the column be null."
                .formatted(coat));
  }

  @Test
  void aPropertyThatIsNeverNullInAColumnThatMayBeIsFound() {
    create(OptionalCoat.class);
    String coat = nameOf(Coat.class);

    assertThat(findings(Coat.class))
        .containsExactly(
            "cannot rely on %s#size, which is never null: column \"size\" may be null. make the column not null, or let the property be null."
                .formatted(coat),
            "cannot rely on %s#hook, which is never null: column \"hook\" may be null. make the column not null, or let the property be null."
                .formatted(coat));
  }

  @Table("coat")
  record BareCoat(@Column(primaryKey = true) String id) {}

  @Table("coat")
  record ReadCoat(String id) {}

  @Test
  void aColumnThatNobodyFillsIsFoundForClassesThatAreWritten() {
    create(Coat.class);

    assertThat(findings(BareCoat.class, ReadCoat.class))
        .containsExactly(
            "cannot insert into \"coat\": its column \"size\" is not null without a default, and %s does not map it. map it, or give it a default."
                .formatted(nameOf(BareCoat.class)),
            "cannot insert into \"coat\": its column \"hook\" is not null without a default, and %s does not map it. map it, or give it a default."
                .formatted(nameOf(BareCoat.class)));
  }

  @Table("guest")
  static class KnownGuest {
    @Column(name = "e-mail", primaryKey = true)
    String email;

    @Column int age;
    @Column boolean invited;
    @Column double height;
  }

  @Test
  void whatTheDatabaseFillsNeedsNoProperty() {
    create(Guest.class);

    assertThat(findings(KnownGuest.class)).isEmpty();
  }

  @Test
  void aDefaultThatTheColumnDoesNotHaveIsFound() {
    create(OptionalCoat.class);

    assertThat(findings(HopefulCoat.class))
        .containsExactly(
            "cannot leave %s#color to the database: column \"color\" has no default, and would be null. give the column one, or remove defaultvalue."
                .formatted(nameOf(HopefulCoat.class)));
  }

  @Table("coat")
  record HopefulCoat(
      @Column(primaryKey = true) String id, @Column(defaultValue = "'black'") String color) {}

  @Test
  void aTypeThatDoesNotRoundTripIsFound() {
    create(OptionalCoat.class);

    assertThat(findings(CountedCoat.class))
        .singleElement()
        .asString()
        .startsWith(
            "cannot keep every long of %s#color in column \"color\": its type is "
                .formatted(nameOf(CountedCoat.class)))
        .endsWith(", or give the property a type or a converter that fits.");
  }

  @Table("coat")
  record CountedCoat(@Column(primaryKey = true) String id, Long color) {}

  @Table("coat")
  record WideCoat(@Column(primaryKey = true, autoincrement = true) Long id, String color) {}

  @Table("coat")
  record NarrowCoat(@Column(primaryKey = true, autoincrement = true) Integer id, String color) {}

  @Test
  void aTypeNarrowerThanTheGreatestKeyIsFound() {
    create(WideCoat.class);
    insert(new WideCoat((long) Integer.MAX_VALUE, "red"));
    assertThat(findings(NarrowCoat.class)).isEmpty();

    insert(new WideCoat(Integer.MAX_VALUE + 1L, "blue"));

    assertThat(findings(NarrowCoat.class, WideCoat.class))
        .singleElement()
        .asString()
        .startsWith("cannot read ")
        .contains("into %s#id".formatted(nameOf(NarrowCoat.class)))
        .contains("fit");
  }

  private void insert(WideCoat coat) {
    database().useTransaction(session -> session.insert(coat));
  }

  @Table
  record Limited(
      @Column(primaryKey = true) int id,
      @Column(length = 10) String title,
      String text,
      @Column(precision = 12, scale = 2) BigDecimal price,
      @Column(precision = 8, scale = 3) BigDecimal weight,
      LocalDateTime made,
      Mood mood) {}

  private void createByHand(String table, String columns) {
    database().execute("drop table if exists " + table);
    database().execute("create table %s (%s)".formatted(table, columns));
  }

  @Test
  void aTypeOfFewerCharactersDigitsOrPartsOfASecondIsFound() {
    String timestamp = product() == Product.MARIADB ? "datetime" : "timestamp";
    createByHand(
        "limited",
        "id integer not null primary key, title varchar(8), text varchar(100), price numeric(10, 2), weight numeric(8, 2), made %s(0), mood varchar(5)"
            .formatted(timestamp));

    List<String> findings = findings(Limited.class);

    assertThat(findings).hasSize(product().keepsLimits() ? 5 : 0);
    assertThat(findings)
        .allSatisfy(finding -> assertThat(finding).contains("changes or refuses some"))
        .noneSatisfy(finding -> assertThat(finding).contains("#mood"));
  }

  @Test
  void aTypeOfAsManyOrMoreFits() {
    String timestamp = product() == Product.MARIADB ? "datetime" : "timestamp";
    String text = product() == Product.STANDARD ? "varchar(32000)" : "text";
    createByHand(
        "limited",
        "id integer not null primary key, title varchar(10), text %s, price numeric(15, 3), weight numeric(8, 3), made %s(6), mood varchar(5)"
            .formatted(text, timestamp));

    assertThat(findings(Limited.class)).isEmpty();
  }

  @Table
  record Tagged(
      @Column(primaryKey = true) int id,
      @Column(unique = true, length = 20) String tag,
      @Column(length = 20) String other) {}

  @Test
  void aColumnThatIsNotUniqueIsFound() {
    createByHand(
        "tagged",
        "id integer not null primary key, tag varchar(20) not null, other varchar(20) not null, unique (tag, other)");

    assertThat(findings(Tagged.class))
        .contains(
            "cannot rely on %s#tag, which is unique: the table has no unique key of \"tag\". add a unique constraint to the table, or remove unique."
                .formatted(nameOf(Tagged.class)));
    createByHand(
        "tagged", "id integer not null primary key, tag varchar(20) unique, other varchar(20)");
    assertThat(findings(Tagged.class)).isEmpty();
  }

  @Table(unique = {"shop, article", "code"})
  record Offer(
      @Column(primaryKey = true) int id,
      @Column(length = 20) String shop,
      @Column(length = 20) String article,
      @Column(length = 20) String code) {}

  @Test
  void constraintsOverSeveralColumnsAreMadeAndAreFoundWhereTheyLack() {
    create(Offer.class);
    assertThat(findings(Offer.class)).isEmpty();
    assertThatThrownBy(
            () ->
                database()
                    .useTransaction(
                        session ->
                            session.insertAll(
                                List.of(
                                    new Offer(1, "a", "b", "c"),
                                    new Offer(2, "a", "c", "d"),
                                    new Offer(3, "a", "b", "e")))))
        .isExactlyInstanceOf(ConstraintViolationException.class)
        .hasMessageStartingWith("Object 3 of 3: ");

    createByHand(
        "offer",
        "id integer not null primary key, shop varchar(20), article varchar(20), code varchar(20), unique (code, article), unique (shop, code)");
    String name = nameOf(Offer.class);
    assertThat(findings(Offer.class))
        .containsExactly(
            "cannot rely on %1$s#shop, %1$s#article, which is unique: the table has no unique key of \"shop\", \"article\". add a unique constraint to the table, or remove unique."
                .formatted(name),
            "cannot rely on %s#code, which is unique: the table has no unique key of \"code\". add a unique constraint to the table, or remove unique."
                .formatted(name));

    createByHand(
        "offer",
        "id integer not null primary key, shop varchar(20), article varchar(20), code varchar(20) unique, unique (article, shop)");
    assertThat(findings(Offer.class)).isEmpty();
  }

  @Table
  record Cheapest(
      @Column(primaryKey = true) int id,
      @Column(primaryKey = true, length = 20) String shop,
      @Column(length = 20) String article,
      @Column(length = 20) String code) {}

  @Table
  record OfferOfShop(
      @Column(primaryKey = true, length = 20) String article,
      @Column(primaryKey = true, length = 20) String shop,
      int id,
      @Column(length = 20) String code) {}

  @Test
  void aCompositeKeyMustHoldAKeyOfTheTable() {
    createByHand(
        "cheapest",
        "id integer not null primary key, shop varchar(20) not null, article varchar(20), code varchar(20)");
    assertThat(findings(Cheapest.class)).isEmpty();

    createByHand(
        "offer_of_shop",
        "id integer not null primary key, shop varchar(20) not null, article varchar(20) not null, code varchar(20)");
    assertThat(findings(OfferOfShop.class))
        .containsExactly(
            "cannot find one row by %1$s#article, %1$s#shop: the table has no unique key of \"article\", \"shop\". make it the primary key of the table, or map all columns of the real key."
                .formatted(nameOf(OfferOfShop.class)));
  }

  @Table
  record Summed(@Column(primaryKey = true) int id, Integer part, Integer twice) {}

  @Test
  void aGeneratedColumnThatTheClassWouldWriteIsFound() {
    createByHand(
        "summed",
        "id integer not null primary key, part integer, twice "
            + product().generated("integer", "part * 2"));

    assertThat(findings(Summed.class))
        .containsExactly(
            "cannot write %s#twice: the database computes column \"twice\", or it is part of a view that can only be read. if it is no key, declare it @column(readonly = true); or leave it or the key out of the class."
                .formatted(nameOf(Summed.class)));
  }

  @Table
  record Computed(@Column(primaryKey = true) int id, @Column(readOnly = true) Integer twice) {}

  @Test
  void aGeneratedColumnFitsAReadOnlyOne() {
    createByHand(
        "computed",
        "id integer not null primary key, part integer, twice "
            + product().generated("integer", "part * 2"));

    assertThat(findings(Computed.class)).isEmpty();
  }

  @Table
  record Viewed(@Column(primaryKey = true) int id, @Column(length = 100) String title) {}

  @Test
  void aViewThatCannotBeWrittenIsFound() {
    database().execute("drop view if exists viewed");
    createByHand("limited", "id integer not null primary key, title varchar(100)");
    database().execute("create view viewed as select id, title from limited");

    List<String> findings = findings(Viewed.class);
    database().execute("drop view viewed");

    assertThat(findings.stream().filter(finding -> finding.contains("view")).toList())
        .hasSize(product().writesViews() ? 0 : 2);
  }

  @Test
  void theReportHasALineForEachFinding() {
    create(Coat.class);

    List<String> found = database().validate(BareCoat.class).toList();

    assertThat(found).hasSize(2);
    assertThat(database().validate(BareCoat.class).isEmpty()).isFalse();
    assertThat(database().validate(BareCoat.class).toString())
        .isEqualToNormalizingNewlines(
            "The tables do not fit the classes:\n- " + String.join("\n- ", found));
  }

  @Test
  void validateChangesNothing() {
    create(Coat.class);

    database().validate(Coat.class, NumberedCoat.class, Guest.class);

    try (Session session = database().openSession()) {
      assertThat(session.count(Coat.class)).isZero();
    }
  }

  /** As SQLite writes names: in double quotes; and in small letters, which some databases lose. */
  private List<String> findings(Class<?>... types) {
    return database().validate(types).toList().stream()
        .map(finding -> finding.replace('`', '"').toLowerCase(Locale.ROOT))
        .toList();
  }

  private static String nameOf(Class<?> type) {
    return type.getName().toLowerCase(Locale.ROOT);
  }
}
