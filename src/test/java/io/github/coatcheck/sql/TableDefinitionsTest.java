package io.github.coatcheck.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.coatcheck.Column;
import io.github.coatcheck.MappingException;
import io.github.coatcheck.OnDelete;
import io.github.coatcheck.Table;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.Encoding;
import io.github.coatcheck.dialect.MariaDbDialect;
import io.github.coatcheck.dialect.PostgresDialect;
import io.github.coatcheck.dialect.SqliteDialect;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableDefinitionsTest {
  private static final Dialect SQLITE = new SqliteDialect();

  private final TableDefinitions definitions = new TableDefinitions(new SqlGenerator(SQLITE));

  private String create(Class<?> type) {
    return definitions.create(List.of(type)).get(0);
  }

  @Table("keyed")
  record ByteKey(@Column(primaryKey = true, autoincrement = true) Byte id) {}

  @Table("keyed")
  record PrimitiveByteKey(@Column(primaryKey = true, autoincrement = true) byte id) {}

  @Table("keyed")
  record ShortKey(@Column(primaryKey = true, autoincrement = true) Short id) {}

  @Table("keyed")
  record PrimitiveShortKey(@Column(primaryKey = true, autoincrement = true) short id) {}

  @Table("keyed")
  record IntegerKey(@Column(primaryKey = true, autoincrement = true) Integer id) {}

  @Table("keyed")
  record PrimitiveIntKey(@Column(primaryKey = true, autoincrement = true) int id) {}

  @Table("keyed")
  record LongKey(@Column(primaryKey = true, autoincrement = true) Long id) {}

  @Table("keyed")
  record PrimitiveLongKey(@Column(primaryKey = true, autoincrement = true) long id) {}

  @ParameterizedTest
  @ValueSource(
      classes = {
        ByteKey.class, PrimitiveByteKey.class, ShortKey.class, PrimitiveShortKey.class,
        IntegerKey.class, PrimitiveIntKey.class, LongKey.class, PrimitiveLongKey.class
      })
  void definesAnAutoincrementKeyOfEveryIntegerTypeAsInteger(Class<?> type) {
    assertThat(create(type))
        .isEqualTo(
            """
            CREATE TABLE IF NOT EXISTS "keyed" (
              "id" INTEGER PRIMARY KEY AUTOINCREMENT
            ) STRICT""");
  }

  @Table
  @SuppressWarnings("ArrayRecordComponent") // one of the types
  record EveryType(
      boolean flag,
      Byte tiny,
      short small,
      Integer medium,
      @Column(primaryKey = true) long big,
      float single,
      Double twofold,
      String text,
      byte[] blob,
      @Column(precision = 15, scale = 2) BigDecimal decimal,
      Thread.State constant,
      UUID uuid,
      LocalDate day,
      LocalTime time,
      LocalDateTime local,
      Instant instant) {}

  @Test
  void definesAColumnOfEveryType() {
    assertThat(create(EveryType.class))
        .isEqualTo(
            """
            CREATE TABLE IF NOT EXISTS "every_type" (
              "flag" INTEGER NOT NULL,
              "tiny" INTEGER,
              "small" INTEGER NOT NULL,
              "medium" INTEGER,
              "big" INTEGER NOT NULL PRIMARY KEY,
              "single" REAL NOT NULL,
              "twofold" REAL,
              "text" TEXT,
              "blob" BLOB,
              "decimal" REAL CHECK (round("decimal", 2) = "decimal"),
              "constant" TEXT,
              "uuid" TEXT,
              "day" TEXT,
              "time" TEXT,
              "local" TEXT,
              "instant" TEXT
            ) STRICT""");
  }

  @Table
  record Limited(
      @Column(primaryKey = true, length = 12) String isrc,
      @Column(length = 5) Thread.State state,
      @Column(precision = 8, scale = 2) BigDecimal price) {}

  /** Says what it stores as standard SQL does. */
  private static final class StandardDialect implements Dialect {
    @Override
    public Encoding encoding(Class<?> javaType) {
      return SQLITE.encoding(javaType);
    }

    @Override
    public String keySource(Optional<String> schema) {
      return SQLITE.keySource(schema);
    }

    @Override
    public String lockTimeout(long milliseconds) {
      return SQLITE.lockTimeout(milliseconds);
    }
  }

  @Test
  void definesColumnsOfLimitedLengthAndPrecision() {
    Dialect standard = new StandardDialect();

    assertThat(create(Limited.class))
        .isEqualTo(
            """
            CREATE TABLE IF NOT EXISTS "limited" (
              "isrc" TEXT NOT NULL PRIMARY KEY,
              "state" TEXT,
              "price" REAL CHECK (round("price", 2) = "price")
            ) STRICT""");
    assertThat(new TableDefinitions(new SqlGenerator(standard)).create(List.of(Limited.class)))
        .containsExactly(
            """
            CREATE TABLE IF NOT EXISTS "LIMITED" (
              "ISRC" VARCHAR(12) NOT NULL PRIMARY KEY,
              "STATE" VARCHAR(5),
              "PRICE" NUMERIC(8, 2)
            )""");
  }

  @Test
  void writesDigitsAsSqlHasThemInEveryLocale() {
    Locale former = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(
              new TableDefinitions(new SqlGenerator(new StandardDialect()))
                  .create(List.of(Limited.class)))
          .singleElement(STRING)
          .contains("VARCHAR(12)", "VARCHAR(5)", "NUMERIC(8, 2)");
      assertThat(create(Limited.class)).contains("round(\"price\", 2)");
    } finally {
      Locale.setDefault(former);
    }
  }

  @Table
  record Artist(
      @Column(primaryKey = true) String name,
      @Column(nullable = false) String country,
      @Column(unique = true) Integer rank,
      @Column(defaultValue = "CURRENT_TIMESTAMP") Instant created,
      @Column(
              name = "Genre",
              nullable = false,
              unique = true,
              defaultValue = "'jazz'",
              references = Artist.class)
          String genre) {}

  @Test
  void definesNotNullDefaultKeyUniqueAndReferenceInThisOrder() {
    assertThat(create(Artist.class))
        .isEqualTo(
            """
            CREATE TABLE IF NOT EXISTS "artist" (
              "name" TEXT NOT NULL PRIMARY KEY,
              "country" TEXT NOT NULL,
              "rank" INTEGER UNIQUE,
              "created" TEXT DEFAULT (CURRENT_TIMESTAMP),
              "Genre" TEXT DEFAULT ('jazz') NOT NULL UNIQUE,
              FOREIGN KEY ("Genre") REFERENCES "artist" ("name")
            ) STRICT""");
  }

  @Table
  record PlaylistTrack(
      @Column(primaryKey = true) long playlist,
      String comment,
      @Column(primaryKey = true) Long track) {}

  @Test
  void definesACompositeKeyBehindTheColumns() {
    assertThat(create(PlaylistTrack.class))
        .isEqualTo(
            """
            CREATE TABLE IF NOT EXISTS "playlist_track" (
              "playlist" INTEGER NOT NULL,
              "comment" TEXT,
              "track" INTEGER NOT NULL,
              PRIMARY KEY ("playlist", "track")
            ) STRICT""");
  }

  @Table
  record Keyless(String line) {}

  @Test
  void refusesAClassWithoutKeySinceItsObjectsCouldNotBeInserted() {
    assertThatThrownBy(() -> create(Keyless.class))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessage(
            "Cannot write or find objects of %s: the class has no key by which to find their rows again. Mark one with @Column(primaryKey = true).",
            Keyless.class.getName());
  }

  @Table("keyed")
  record NamedKey(@Column(primaryKey = true, autoincrement = true) Long id, String name) {}

  @Test
  void refusesTwoClassesThatDefineATableDifferently() {
    assertThat(definitions.create(List.of(ByteKey.class, LongKey.class))).hasSize(1);
    assertThatThrownBy(() -> definitions.create(List.of(LongKey.class, NamedKey.class)))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessage(
            "Cannot create \"keyed\" for %s: another of the classes has it with other columns, and a table is created once. Create it for the class that has all columns.",
            NamedKey.class.getName());
  }

  @Table
  record Genre(
      @Column(primaryKey = true, autoincrement = true) Long id,
      @Column(references = Genre.class) Long parentId) {}

  @Test
  void definesAReferenceToTheTableItself() {
    assertThat(create(Genre.class))
        .isEqualTo(
            """
            CREATE TABLE IF NOT EXISTS "genre" (
              "id" INTEGER PRIMARY KEY AUTOINCREMENT,
              "parent_id" INTEGER,
              FOREIGN KEY ("parent_id") REFERENCES "genre" ("id")
            ) STRICT""");
  }

  @Table
  record Subgenre(
      @Column(primaryKey = true) Long id,
      @Column(references = Genre.class, onDelete = OnDelete.RESTRICT) Long genre,
      @Column(references = Genre.class, onDelete = OnDelete.CASCADE) long parent,
      @Column(references = Genre.class, onDelete = OnDelete.SET_NULL) Long other) {}

  @Test
  void definesWhatHappensWhenWhatIsReferredToIsDeleted() {
    assertThat(create(Subgenre.class))
        .isEqualTo(
            """
            CREATE TABLE IF NOT EXISTS "subgenre" (
              "id" INTEGER NOT NULL PRIMARY KEY,
              "genre" INTEGER,
              "parent" INTEGER NOT NULL,
              "other" INTEGER,
              FOREIGN KEY ("genre") REFERENCES "genre" ("id"),
              FOREIGN KEY ("parent") REFERENCES "genre" ("id") ON DELETE CASCADE,
              FOREIGN KEY ("other") REFERENCES "genre" ("id") ON DELETE SET NULL
            ) STRICT""");
  }

  @Table(value = "label", schema = "music")
  record Label(
      @Column(primaryKey = true, autoincrement = true) Long id,
      @Column(references = Label.class) Long parent) {}

  @Test
  void definesATableOfASchemaWhoseReferencesStayInIt() {
    // https://www.sqlite.org/syntax/foreign-key-clause.html knows no schema there.
    assertThat(create(Label.class))
        .isEqualTo(
            """
            CREATE TABLE IF NOT EXISTS "music"."label" (
              "id" INTEGER PRIMARY KEY AUTOINCREMENT,
              "parent" INTEGER,
              FOREIGN KEY ("parent") REFERENCES "label" ("id")
            ) STRICT""");
  }

  @Table
  record Contract(
      @Column(primaryKey = true) Long id, @Column(references = Label.class) Long label) {}

  @Test
  void refusesAReferenceToAnotherSchemaWhereNoneLeadsThere() {
    assertThatThrownBy(() -> create(Contract.class))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessage(
            "Cannot let %s#label refer to %s: its table is in another schema, where foreign keys of this database do not lead. Keep both tables in one schema, or leave references off.",
            Contract.class.getName(), Label.class.getName());
    assertThat(
            new TableDefinitions(new SqlGenerator(new PostgresDialect()))
                .create(List.of(Contract.class)))
        .singleElement(STRING)
        .contains("FOREIGN KEY (\"label\") REFERENCES \"music\".\"label\" (\"id\")");
  }

  @Table
  record Country(@Column(primaryKey = true) String code, String name) {}

  @Table
  record City(
      @Column(primaryKey = true) Long id,
      @Column(unique = true) String name,
      @Column(references = Country.class) String country,
      String mayor) {}

  @Test
  void definesATextThatAKeyOrAReferenceNeedsAnIndexForByATypeThatTakesOne() {
    Dialect mariaDb = new MariaDbDialect(true);
    String text = mariaDb.encoding(String.class).columnType();
    String indexed = mariaDb.indexed(text);

    assertThat(indexed).isNotEqualTo(text);
    assertThat(new TableDefinitions(new SqlGenerator(mariaDb)).create(List.of(City.class)))
        .singleElement(STRING)
        .contains("`name` " + indexed, "`country` " + indexed, "`mayor` " + text);
  }
}
