package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any name is only a name, in every statement. */
public abstract class HostileNamesContract extends DatabaseContract {
  /** The columns that each of the tables has. */
  abstract static class Row {
    @Column(name = "select", primaryKey = true, autoincrement = true)
    Long id;

    @Column(name = "a\"b", nullable = false)
    String quoted;

    @Column(name = "two words", unique = true)
    Integer spaced;

    @Column(name = "x\"; drop table \"order\"; --")
    String injected;

    @Column(name = "größe 日本 ♪", defaultValue = "'large'")
    String unicode;

    @Column(name = "it's ? %s :p $1 `[\\]` /*", references = Keyword.class)
    Long marked;
  }

  @Table("order")
  static class Keyword extends Row {}

  @Table("a\"b")
  static class Quote extends Row {}

  @Table("two words")
  static class Space extends Row {}

  @Table("x; drop table \"order\"; --")
  static class Semicolon extends Row {}

  @Table("select")
  static class Select extends Row {}

  @Table("größe 日本 ♪")
  static class Unicode extends Row {}

  @Table("it's ? %s :p $1 `[\\]` /*")
  static class Marks extends Row {}

  /** All of them, since those of earlier tests may refer to each other. */
  private void createAll() {
    create(
        Unicode.class,
        Marks.class,
        Semicolon.class,
        Select.class,
        Space.class,
        Quote.class,
        Keyword.class);
  }

  private static <T extends Row> T fill(T row, int number) {
    row.quoted = "\"";
    row.spaced = number;
    row.injected = "'; drop table \"order\"; --";
    return row;
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Keyword.class,
        Quote.class,
        Space.class,
        Semicolon.class,
        Select.class,
        Unicode.class,
        Marks.class
      })
  <T extends Row> void aRowIsStoredReadChangedAndDeleted(Class<T> type) throws Exception {
    createAll();
    T first = fill(type.getDeclaredConstructor().newInstance(), 1);
    T second = fill(type.getDeclaredConstructor().newInstance(), 2);
    T third = fill(type.getDeclaredConstructor().newInstance(), 3);

    database().useTransaction(session -> session.insert(first));
    database().useTransaction(session -> session.insertAll(List.of(second, third)));
    second.unicode = "small";
    database().useTransaction(session -> session.update(second));

    assertThat(List.of(first.id, second.id, third.id)).containsExactly(1L, 2L, 3L);
    assertThat(third.unicode).isEqualTo("large");
    database()
        .useTransaction(
            session -> {
              T found = session.find(type, 2).orElseThrow();
              assertThat(found).usingRecursiveComparison().isEqualTo(second);
              assertThat(session.delete(first)).isTrue();
              List<T> left =
                  session.list(
                      type,
                      "where %s > ? order by %s desc"
                          .formatted(product().given("two words"), product().given("select")),
                      0);
              assertThat(left).usingRecursiveComparison().isEqualTo(List.of(third, second));
              assertThat(session.count(type)).isEqualTo(2);
              assertThat(
                      session.exists(
                          type, "where %s = ?".formatted(product().given("größe 日本 ♪")), "small"))
                  .isTrue();
              List<T> queried =
                  session.query(
                      type,
                      "select * from %s where %s = ?"
                          .formatted(
                              product().given(type.getAnnotation(Table.class).value()),
                              product().given("a\"b")),
                      "\"");
              assertThat(queried).hasSize(2);
            });
    createAll();
    assertThat(count(type)).isZero();
  }

  private long count(Class<?> type) {
    return database().inTransaction(session -> session.count(type));
  }

  @Test
  void allTablesStandSideBySide() {
    createAll();
    Keyword order = fill(new Keyword(), 1);
    Semicolon semicolon = fill(new Semicolon(), 1);

    database()
        .useTransaction(
            session -> {
              session.add(order);
              session.flush();
              semicolon.marked = order.id;
              session.add(semicolon);
            });

    assertThat(count(Keyword.class)).isOne();
    assertThat(count(Semicolon.class)).isOne();
    assertThat(count(Unicode.class)).isZero();
    assertThat(count(Marks.class)).isZero();
  }

  @Table("group by")
  record Composite(
      @Column(name = "from", primaryKey = true) String from,
      @Column(name = "a\"b", primaryKey = true) int quoted,
      @Column(name = "größe") String size) {}

  @Test
  void aCompositeKeyOfHostileNamesFindsItsRow() {
    create(Composite.class);
    Composite small = new Composite("x", 0, "small");
    Composite large = new Composite("x", 1, "large");

    database().useTransaction(session -> session.insertAll(List.of(small, large)));
    database().useTransaction(session -> session.update(new Composite("x", 1, "larger")));

    database()
        .useTransaction(
            session -> {
              assertThat(session.find(Composite.class, small)).contains(small);
              assertThat(session.find(Composite.class, large))
                  .contains(new Composite("x", 1, "larger"));
              assertThat(session.delete(large)).isTrue();
              assertThat(session.list(Composite.class)).containsExactly(small);
            });
  }

  @Table("Mixed Case")
  record MixedCase(
      @Column(name = "Id", primaryKey = true, autoincrement = true) Long id,
      @Column(name = "ORDER") String order,
      @Column(name = "lower") String lower) {}

  @Test
  void aGivenNameKeepsItsCase() {
    create(MixedCase.class);

    MixedCase row =
        database().inTransaction(session -> session.insert(new MixedCase(null, "a", "b")));

    List<MixedCase> found =
        database()
            .inTransaction(
                session ->
                    session.list(
                        MixedCase.class,
                        "where %s = ? and %s = ?"
                            .formatted(product().given("ORDER"), product().given("lower")),
                        "a",
                        "b"));
    assertThat(found).containsExactly(row);
  }
}
