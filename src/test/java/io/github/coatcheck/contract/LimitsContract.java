package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Column;
import io.github.coatcheck.Converter;
import io.github.coatcheck.Table;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.session.Session;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A column holds as many characters and digits as it says, on every database. */
public abstract class LimitsContract extends DatabaseContract {
  enum Genre {
    JAZZ,
    BLUES
  }

  @Table
  record Track(
      @Column(primaryKey = true) int id,
      @Column(length = 7) String title,
      @Column(length = 4) Genre genre) {}

  /** Refuses an object as a new row and as a changed one; the session goes on. */
  private void assertRefused(Object good, Object bad, String property, String reason) {
    String message =
        "Cannot store the value of %s#%s in column %s: %s. The row was not sent."
            .formatted(bad.getClass().getName(), property, product().quoted(property), reason);
    create(good.getClass());
    try (SentSql sent = SentSql.record();
        Session session = database().openSession()) {
      assertThatThrownBy(() -> session.insert(bad))
          .isExactlyInstanceOf(ValueException.class)
          .hasMessage(message);
      assertThatThrownBy(() -> session.update(bad))
          .isExactlyInstanceOf(ValueException.class)
          .hasMessage(message);
      assertThat(sent.statements()).isEmpty();

      assertThatThrownBy(() -> session.insertAll(List.of(good, bad)))
          .isExactlyInstanceOf(ValueException.class)
          .hasMessage("Object 2 of 2: " + message);
      assertThat(session.count(good.getClass())).isZero();
      session.insert(good);
      session.commit();
    }
  }

  @Test
  void aTextOfTheGreatestLengthComesBack() {
    create(Track.class);
    Track track = new Track(1, "So What", Genre.JAZZ);

    database().useTransaction(session -> session.insertAll(List.of(track, new Track(2, "", null))));

    List<Track> found =
        database().inTransaction(session -> session.list(Track.class, "order by id"));
    assertThat(found).containsExactly(track, new Track(2, "", null));
  }

  @Test
  void refusesALongerTextBeforeAnySql() {
    assertRefused(
        new Track(1, "So What", null),
        new Track(1, "So What?", null),
        "title",
        "it has more than 7 characters");
  }

  @Test
  void refusesALongerNameOfAnEnumBeforeAnySql() {
    assertRefused(
        new Track(1, null, Genre.JAZZ),
        new Track(1, null, Genre.BLUES),
        "genre",
        "it has more than 4 characters");
  }

  @Table
  record Price(
      @Column(primaryKey = true) int id,
      @Column(precision = 5, scale = 2) BigDecimal amount,
      @Column(precision = 3) BigDecimal pieces,
      @Column(precision = 2, scale = 2) BigDecimal tax) {
    Price(int id, String amount, String pieces, String tax) {
      this(id, decimal(amount), decimal(pieces), decimal(tax));
    }

    private static BigDecimal decimal(String text) {
      return text == null ? null : new BigDecimal(text);
    }
  }

  @Test
  void aDecimalComesBackWithTheScaleOfItsColumn() {
    create(Price.class);
    Price least = new Price(1, "-999.99", "-999", "-0.99");
    Price zero = new Price(2, "0.00", "0", "0.00");
    Price none = new Price(3, (BigDecimal) null, null, null);
    Price shorter = new Price(4, "1E+2", "1E+2", "0.1");
    Price longer = new Price(5, "1.100", "7.0", "0.07000");
    Price longZero = new Price(6, "0E+9", "0.000", "0E-9");

    database()
        .useTransaction(
            session -> session.insertAll(List.of(least, zero, none, shorter, longer, longZero)));

    List<Price> found =
        database().inTransaction(session -> session.list(Price.class, "order by id"));
    assertThat(found)
        .containsExactly(
            least,
            zero,
            none,
            new Price(4, "100.00", "100", "0.10"),
            new Price(5, "1.10", "7", "0.07"),
            new Price(6, "0.00", "0", "0.00"));
  }

  @Test
  void refusesADecimalOfMoreDigitsBeforeAnySql() {
    Price good = new Price(1, "0.10", "1", "0.01");

    assertRefused(
        good,
        new Price(1, "0.101", null, null),
        "amount",
        "it has more than 2 digits behind the point");
    assertRefused(
        good,
        new Price(1, "1000", null, null),
        "amount",
        "it has more than 3 digits before the point");
    assertRefused(
        good,
        new Price(1, null, "0.5", null),
        "pieces",
        "it has more than 0 digits behind the point");
    assertRefused(
        good,
        new Price(1, null, "1E+3", null),
        "pieces",
        "it has more than 3 digits before the point");
    assertRefused(
        good,
        new Price(1, null, null, "1.00"),
        "tax",
        "it has more than 0 digits before the point");
    assertRefused(
        good,
        new Price(1, null, "1E+2147483647", null),
        "pieces",
        "it has more than 3 digits before the point");
  }

  record Label(String name) {}

  static final class LabelConverter implements Converter<Label, String> {
    @Override
    public Class<String> databaseType() {
      return String.class;
    }

    @Override
    public String toDatabase(Label value) {
      return value.name();
    }

    @Override
    public Label toJava(String value) {
      return new Label(value);
    }
  }

  @Table
  record Release(
      @Column(primaryKey = true) int id,
      @Column(converter = LabelConverter.class, length = 8) Label label) {}

  @Test
  void aLengthIsThatOfWhatAConverterMakes() {
    assertRefused(
        new Release(1, new Label("Columbia")),
        new Release(1, new Label("Columbia Records")),
        "label",
        "it has more than 8 characters");
  }

  @Test
  void nothingIsFoundInTablesOfLimitedColumns() {
    create(Track.class, Price.class, Release.class);

    assertThat(database().validate(Track.class, Price.class, Release.class).toList()).isEmpty();
  }
}
