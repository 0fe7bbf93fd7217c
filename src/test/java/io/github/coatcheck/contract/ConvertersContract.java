package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.Convert;
import io.github.coatcheck.Converter;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.Table;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.session.Session;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A type that Coatcheck does not know is stored as one that it knows. */
public abstract class ConvertersContract extends DatabaseContract {
  record Money(long cents) {}

  static final class MoneyConverter implements Converter<Money, Long> {
    private MoneyConverter() {}

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

  @Table
  record Offer(
      @Column(primaryKey = true, autoincrement = true) Long id,
      @Column(converter = MoneyConverter.class) Money price) {}

  @Test
  void aRecordStoresWhatItsConverterMakes() {
    create(Offer.class);

    Offer offer =
        database().inTransaction(session -> session.insert(new Offer(null, new Money(199))));

    assertThat(offer).isEqualTo(new Offer(1L, new Money(199)));
    database()
        .useTransaction(
            session -> {
              assertThat(session.find(Offer.class, 1)).contains(offer);
              assertThat(session.list(Offer.class, "where price = ?", 199)).containsExactly(offer);
              assertThat(session.query(Long.class, "select price from offer"))
                  .containsExactly(199L);
            });
  }

  @Table("offer")
  static final class OfferClass {
    @Column(primaryKey = true, autoincrement = true)
    private Long id;

    @Column(converter = MoneyConverter.class)
    private Money price;
  }

  @Test
  void aClassStoresWhatItsConverterMakesAndNullAsNull() {
    create(OfferClass.class);
    OfferClass offer = new OfferClass();

    database().useTransaction(session -> session.insert(offer));
    OfferClass without =
        database().inTransaction(session -> session.find(OfferClass.class, 1)).orElseThrow();
    offer.price = new Money(199);
    database().useTransaction(session -> session.update(offer));
    OfferClass with =
        database().inTransaction(session -> session.find(OfferClass.class, 1)).orElseThrow();

    assertThat(without.price).isNull();
    assertThat(with.price).isEqualTo(new Money(199));
  }

  record Isrc(String code) {}

  /** Refuses what is no code, on both ways; returns null for the code that is null. */
  static final class IsrcConverter implements Converter<Isrc, String> {
    @Override
    public Class<String> databaseType() {
      return String.class;
    }

    @Override
    public String toDatabase(Isrc value) {
      return value.code() == null ? null : checked(value.code());
    }

    @Override
    public Isrc toJava(String value) {
      return new Isrc(checked(value));
    }

    private static String checked(String code) {
      if (code.length() != 12) {
        throw new IllegalArgumentException("an ISRC has 12 characters");
      }
      return code;
    }
  }

  @Table("recording")
  record Recording(
      @Column(primaryKey = true, converter = IsrcConverter.class) Isrc isrc, String title) {}

  @Test
  void aKeyIsConvertedWhereverItStands() {
    create(Recording.class);
    Isrc isrc = new Isrc("USSM15900113");

    Recording recording =
        database().inTransaction(session -> session.insert(new Recording(isrc, "So Waht")));
    Recording corrected =
        database().inTransaction(session -> session.update(new Recording(isrc, "So What")));

    assertThat(recording.isrc()).isEqualTo(isrc);
    database()
        .useTransaction(
            session -> {
              assertThat(session.find(Recording.class, isrc)).contains(corrected);
              assertThat(session.find(Recording.class, corrected)).contains(corrected);
              assertThat(session.delete(corrected)).isTrue();
              assertThat(session.find(Recording.class, isrc)).isEmpty();
            });
  }

  @Test
  void whatAConverterRefusesIsNotStored() {
    create(Recording.class);

    assertThatThrownBy(
            () ->
                database()
                    .inTransaction(session -> session.insert(new Recording(new Isrc("x"), null))))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessageMatching(
            "Cannot store the value of \\Q%s\\E#isrc in column .(?i:isrc).: an ISRC has 12 characters\\. The row was not sent\\."
                .formatted(Recording.class.getName()));
    assertThatThrownBy(
            () -> database().inTransaction(session -> session.find(Recording.class, new Isrc("x"))))
        .isExactlyInstanceOf(ValueException.class);
  }

  @Table("recording")
  record RawRecording(@Column(primaryKey = true) String isrc, String title) {}

  @Test
  void whatAConverterCannotReadIsAnErrorThatSaysWhere() {
    create(RawRecording.class);
    database().useTransaction(session -> session.insert(new RawRecording("x", "So What")));

    assertThatThrownBy(() -> database().inTransaction(session -> session.list(Recording.class)))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(
            "Cannot read column %s into %s#isrc (Isrc): an ISRC has 12 characters. Repair the row, or give the property a type or a converter that takes it. The key of the row: x.",
            product().quoted("isrc"), Recording.class.getName());
  }

  /** Breaks its contract: it makes null of a value. */
  static final class NullConverter implements Converter<Money, byte[]> {
    @Override
    public Class<byte[]> databaseType() {
      return byte[].class;
    }

    @Override
    public byte[] toDatabase(Money value) {
      return null;
    }

    @Override
    public Money toJava(byte[] value) {
      return null;
    }
  }

  @Table
  record Loss(
      @Column(primaryKey = true) int id, @Column(converter = NullConverter.class) Money amount) {}

  @Test
  void refusesAConverterThatMakesNullOfAValue() {
    create(Loss.class);

    assertThatThrownBy(
            () -> database().inTransaction(session -> session.insert(new Loss(1, new Money(5)))))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessageMatching(
            "Cannot store the value of \\Q%s\\E#amount in column .(?i:amount).: its converter made null of it\\. The row was not sent\\."
                .formatted(Loss.class.getName()));
  }

  /** Breaks its contract: its errors do not say why, and it makes null for a primitive. */
  static final class SilentConverter implements Converter<Integer, Integer> {
    @Override
    public Class<Integer> databaseType() {
      return Integer.class;
    }

    @Override
    public Integer toDatabase(Integer value) {
      throw new IllegalStateException();
    }

    @Override
    public Integer toJava(Integer value) {
      if (value == 0) {
        return null;
      }
      throw new IllegalStateException();
    }
  }

  @Table("score")
  record Score(
      @Column(primaryKey = true) int id, @Column(converter = SilentConverter.class) int points) {}

  @Table("score")
  record RawScore(@Column(primaryKey = true) int id, int points) {}

  @Test
  void anErrorOfAConverterThatDoesNotSayWhyIsNamed() {
    create(RawScore.class);
    database().useTransaction(session -> session.insert(new RawScore(5, 1)));

    assertThatThrownBy(() -> database().inTransaction(session -> session.insert(new Score(1, 1))))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(
            "Cannot store the value of %s#points in column %s: its conversion threw java.lang.IllegalStateException. The row was not sent.",
            Score.class.getName(), product().quoted("points"));
    assertScoreUnreadable("its conversion threw java.lang.IllegalStateException");
  }

  @Test
  void refusesAConverterThatMakesNullForAPrimitive() {
    create(RawScore.class);
    database().useTransaction(session -> session.insert(new RawScore(5, 0)));

    assertScoreUnreadable("its converter made null of it");
  }

  private void assertScoreUnreadable(String reason) {
    assertThatThrownBy(() -> database().inTransaction(session -> session.list(Score.class)))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessage(
            "Cannot read column %s into %s#points (int): %s. Repair the row, or give the property a type or a converter that takes it. The key of the row: 5.",
            product().quoted("points"), Score.class.getName(), reason);
  }

  enum Format {
    VINYL,
    TAPE
  }

  /** A converter for a type that Coatcheck knows, too, takes precedence. */
  static final class FormatConverter implements Converter<Format, Integer> {
    @Override
    public Class<Integer> databaseType() {
      return Integer.class;
    }

    @Override
    public Integer toDatabase(Format value) {
      return value == Format.VINYL ? 0 : 1;
    }

    @Override
    public Format toJava(Integer value) {
      return value == 0 ? Format.VINYL : Format.TAPE;
    }
  }

  @Table
  record Medium(
      @Column(primaryKey = true) int id,
      @Column(converter = FormatConverter.class, defaultValue = "1") Format format) {}

  @Test
  void aConverterTakesPrecedenceAndReadsDefaults() {
    create(Medium.class);

    List<Medium> media =
        database()
            .inTransaction(
                session ->
                    List.of(
                        session.insert(new Medium(1, Format.VINYL)),
                        session.insert(new Medium(2, null))));

    assertThat(media).containsExactly(new Medium(1, Format.VINYL), new Medium(2, Format.TAPE));
    List<Integer> stored =
        database()
            .inTransaction(
                session -> session.query(Integer.class, "select format from medium order by id"));
    assertThat(stored).containsExactly(0, 1);
  }

  /** Reads the children of a node by the statement of which the node itself is a row. */
  static final class ChildrenConverter implements Converter<List<?>, String> {
    private static Session session;

    @Override
    public Class<String> databaseType() {
      return String.class;
    }

    @Override
    public String toDatabase(List<?> value) {
      throw new IllegalArgumentException("nodes are only read");
    }

    @Override
    public List<?> toJava(String name) {
      return session.list(Node.class, "where parent = ? order by name", name);
    }
  }

  @Table("node")
  record Node(
      @Column(primaryKey = true) String name,
      String parent,
      @Column(name = "children_of", converter = ChildrenConverter.class) List<?> children) {}

  @Table("node")
  record FlatNode(
      @Column(primaryKey = true) String name,
      String parent,
      @Column(name = "children_of") String childrenOf) {}

  @Test
  void aConverterMayRunTheStatementOfWhichItReadsARow() {
    create(FlatNode.class);

    try (Session session = database().openSession()) {
      session.insertAll(
          List.of(
              new FlatNode("a", "root", "a"),
              new FlatNode("a1", "a", "a1"),
              new FlatNode("a2", "a", "a2"),
              new FlatNode("b", "root", "b"),
              new FlatNode("c", "root", "c")));
      ChildrenConverter.session = session;

      List<Node> nodes = session.list(Node.class, "where parent = ? order by name", "root");

      assertThat(nodes).extracting(Node::name).containsExactly("a", "b", "c");
      assertThat(nodes.get(0).children()).extracting("name").containsExactly("a1", "a2");
    }
  }

  @Convert(UserIdConverter.class)
  record UserId(int value) {}

  static final class UserIdConverter implements Converter<UserId, Integer> {
    @Override
    public Class<Integer> databaseType() {
      return Integer.class;
    }

    @Override
    public Integer toDatabase(UserId value) {
      return value.value();
    }

    @Override
    public UserId toJava(Integer value) {
      return new UserId(value);
    }
  }

  @Table
  record Member(
      @Column(primaryKey = true, autoincrement = true) UserId id,
      String name,
      @Column(references = Member.class) UserId leader) {}

  private static UserId[] ids(int... numbers) {
    return Arrays.stream(numbers).mapToObj(UserId::new).toArray(UserId[]::new);
  }

  @Test
  void aGeneratedKeyHasATypeOfItsOwn() {
    create(Member.class);
    try (Session session = database().openSession()) {
      Member ann = session.insert(new Member(null, "Ann", null));
      List<Member> others =
          session.insertAll(
              List.of(new Member(null, "Bob", ann.id), new Member(null, "Cy", ann.id)));

      assertThat(ann.id).isEqualTo(new UserId(1));
      assertThat(others).extracting(Member::id).containsExactly(ids(2, 3));
      assertThat(session.find(Member.class, ann.id)).contains(ann);
      assertThat(session.find(Member.class, new UserId(4))).isEmpty();
      assertThat(session.list(Member.class, "where leader = ? order by id", ann.id))
          .isEqualTo(others);
      assertThat(session.list(Member.class, "where id in (?) order by id", (Object) ids(1, 3)))
          .containsExactly(ann, others.get(1));
      assertThat(session.query(UserId.class, "select id from member order by id"))
          .containsExactly(ids(1, 2, 3));
      Member given = session.insert(new Member(new UserId(77), "Di", null));
      assertThat(session.find(Member.class, given.id)).contains(given);
      assertThat(session.update(new Member(given.id, "Dora", ann.id)).name).isEqualTo("Dora");
      assertThat(session.delete(given)).isTrue();
      session.commit();
    }
  }

  @Test
  void manyGeneratedKeysHaveATypeOfTheirOwn() {
    create(Member.class);
    List<Member> members =
        IntStream.range(0, 1500).mapToObj(i -> new Member(null, "m" + i, null)).toList();

    List<Member> stored = database().inTransaction(session -> session.insertAll(members));

    assertThat(stored).extracting(Member::id).doesNotHaveDuplicates().doesNotContainNull();
    List<Member> found = database().inTransaction(session -> session.list(Member.class));
    assertThat(found).containsExactlyInAnyOrderElementsOf(stored);
  }

  enum Level {
    LOW,
    HIGH {
      @Override
      int number() {
        return 2;
      }
    };

    int number() {
      return 1;
    }
  }

  static final class LevelConverter implements Converter<Level, Integer> {
    @Override
    public Class<Integer> databaseType() {
      return Integer.class;
    }

    @Override
    public Integer toDatabase(Level value) {
      return value.number();
    }

    @Override
    public Level toJava(Integer value) {
      return value == 2 ? Level.HIGH : Level.LOW;
    }
  }

  @Table
  record Alarm(
      @Column(primaryKey = true) int id, @Column(converter = LevelConverter.class) Level level) {}

  @Test
  void aParameterThatNoColumnCouldEqualIsRefused() {
    create(Alarm.class);
    try (Session session = database().openSession()) {
      session.insert(new Alarm(1, Level.HIGH));
      String message =
          "Cannot compare a value of type Level with the columns of %s: %s#level stores it as Integer, by a converter. Convert the value, or name the converter by @Convert on its class."
              .formatted(product().quoted("alarm"), Alarm.class.getName());
      List<ThrowingCallable> calls =
          List.of(
              () -> session.list(Alarm.class, "where level = ?", Level.HIGH),
              () -> session.list(Alarm.class, "where level in (?)", List.of(Level.LOW)),
              () -> session.first(Alarm.class, "where level = ?", Level.HIGH),
              () -> session.count(Alarm.class, "where level = ?", Level.HIGH),
              () -> session.exists(Alarm.class, "where level = ?", Level.HIGH),
              () -> session.stream(Alarm.class, "where level = ?", Level.HIGH));
      assertThat(calls)
          .allSatisfy(
              call ->
                  assertThatThrownBy(call)
                      .isExactlyInstanceOf(ValueException.class)
                      .hasMessage(message));
      assertThat(session.list(Alarm.class, "where level = ?", 2)).hasSize(1);
    }
  }

  @Convert(ShadeConverter.class)
  enum Shade {
    DARK,
    LIGHT {
      @Override
      int number() {
        return 2;
      }
    };

    int number() {
      return 1;
    }
  }

  static final class ShadeConverter implements Converter<Shade, Integer> {
    @Override
    public Class<Integer> databaseType() {
      return Integer.class;
    }

    @Override
    public Integer toDatabase(Shade value) {
      return value.number();
    }

    @Override
    public Shade toJava(Integer value) {
      return value == 2 ? Shade.LIGHT : Shade.DARK;
    }
  }

  @Table
  record Wall(@Column(primaryKey = true) Shade shade, String place) {}

  @Test
  void anEnumIsConvertedWhereverItStands() {
    create(Wall.class);
    try (Session session = database().openSession()) {
      Wall light = session.insert(new Wall(Shade.LIGHT, "hall"));
      session.insert(new Wall(Shade.DARK, "cellar"));

      assertThat(session.list(Wall.class, "where shade = ?", Shade.LIGHT)).containsExactly(light);
      assertThat(session.find(Wall.class, Shade.LIGHT)).contains(light);
      session.execute("update wall set place = ? where shade = ?", "attic", Shade.LIGHT);
      assertThat(session.first(Wall.class, "where place = ?", "attic").orElseThrow().shade)
          .isEqualTo(Shade.LIGHT);
      assertThat(session.query(Shade.class, "select shade from wall order by shade"))
          .containsExactly(Shade.DARK, Shade.LIGHT);
    }
  }

  @Table("tag")
  static final class Tag {
    @Column(primaryKey = true, autoincrement = true)
    private Long id;

    @Column private String name;

    Tag() {}

    Tag(String name) {
      this.name = name;
    }
  }

  @Table("post")
  static final class Post {
    @Column(primaryKey = true, autoincrement = true)
    private Long id;

    @Column(converter = TagsConverter.class)
    private List<?> tags;

    Post() {}

    Post(String... tags) {
      this.tags = List.of(tags);
    }
  }

  /** Inserts the first tag, and adds the others. */
  static final class TagsConverter implements Converter<List<?>, String> {
    private static Session session;

    @Override
    public Class<String> databaseType() {
      return String.class;
    }

    @Override
    public String toDatabase(List<?> names) {
      session.insert(new Tag((String) names.get(0)));
      names.stream().skip(1).forEach(name -> session.add(new Tag((String) name)));
      return names.toString();
    }

    @Override
    public List<?> toJava(String names) {
      throw new IllegalArgumentException("tags are only written");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aConverterMayInsertAndAddObjectsWhileTheAddedOnesAreInserted(int posts) {
    create(Post.class, Tag.class);

    try (Session session = database().openSession()) {
      TagsConverter.session = session;
      for (int i = 0; i < posts; i++) {
        session.add(new Post("inserted " + i, "added " + i));
      }
      session.commit();
    }

    List<Tag> tags = database().inTransaction(session -> session.list(Tag.class));
    assertThat(tags)
        .extracting(tag -> tag.name)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, posts)
                .boxed()
                .flatMap(i -> Stream.of("inserted " + i, "added " + i))
                .toList());
    assertThat(database().<Long, RuntimeException>inTransaction(s -> s.count(Post.class)))
        .isEqualTo(posts);
  }

  /** Runs something whenever it converts. */
  static final class RunningConverter implements Converter<StringBuilder, String> {
    private static Runnable work = () -> {};

    @Override
    public Class<String> databaseType() {
      return String.class;
    }

    @Override
    public String toDatabase(StringBuilder value) {
      work.run();
      return value.toString();
    }

    @Override
    public StringBuilder toJava(String value) {
      work.run();
      return new StringBuilder(value);
    }
  }

  @Table
  static final class Draft {
    @Column(primaryKey = true, autoincrement = true)
    private Long id;

    @Column(length = 20, converter = RunningConverter.class)
    private StringBuilder content = new StringBuilder("a");

    @Column(version = true)
    private int version;

    Draft() {}
  }

  @Test
  void aConverterCannotEndTheTransactionOrTheSessionThatCallsIt() {
    create(Draft.class);
    try (Session session = database().openSession()) {
      Draft stored = session.insert(new Draft());
      session.commit();
      Draft fresh = new Draft();
      Map<String, Runnable> ends =
          Map.of(
              "commit", session::commit, "roll back", session::rollback, "close", session::close);
      List<Runnable> calls =
          List.of(
              () -> session.insert(fresh),
              () -> session.insertAll(List.of(fresh, new Draft())),
              () -> session.update(stored),
              () -> session.upsert(stored),
              () -> session.list(Draft.class),
              () -> session.find(Draft.class, 1),
              () -> session.stream(Draft.class).forEach(draft -> {}),
              () ->
                  session.query(Long.class, "select 1 from draft where content = :content", fresh));
      ends.forEach(
          (end, work) ->
              calls.forEach(
                  call -> {
                    RunningConverter.work = work;
                    assertThatThrownBy(call::run)
                        .isInstanceOf(CoatcheckException.class)
                        .hasStackTraceContaining(
                            "Cannot %s inside of inTransaction, useTransaction, insertAll or a converter",
                            end);
                    RunningConverter.work = () -> {};
                    session.rollback();
                    assertThat(fresh.id).isNull();
                    assertThat(fresh.version).isZero();
                    assertThat(session.count(Draft.class)).isOne();
                    session.rollback();
                  }));
    } finally {
      RunningConverter.work = () -> {};
    }
  }

  @Convert(HollowConverter.class)
  record Hollow(long value) {}

  /** Makes nothing of 13, on both ways. */
  static final class HollowConverter implements Converter<Hollow, Long> {
    @Override
    public Class<Long> databaseType() {
      return Long.class;
    }

    @Override
    public Long toDatabase(Hollow value) {
      return value.value() == 13 ? null : value.value();
    }

    @Override
    public Hollow toJava(Long value) {
      return value == 1 ? null : new Hollow(value);
    }
  }

  @Table
  record Shell(
      @Column(primaryKey = true, autoincrement = true) Hollow id,
      @Column(length = 20) String name) {}

  @Test
  void aConverterThatMakesNothingOfAKeyOrAParameterIsRefused() {
    create(Shell.class);
    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.insert(new Shell(null, "a")))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessage(
              "Cannot put the key 1 into %s#id: its converter made null of it. Let its converter take every key, and roll back, since the row is stored already."
                  .formatted(Shell.class.getName()));
      session.rollback();
      assertThatThrownBy(() -> session.count(Shell.class, "where id = ?", new Hollow(13)))
          .isExactlyInstanceOf(ValueException.class)
          .hasMessage(
              "Cannot use a value of type Hollow as a parameter: its converter made null of it. Nothing was sent to the database.");
    }
  }
}
