package io.github.coatcheck.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Column;
import io.github.coatcheck.MappingException;
import io.github.coatcheck.Table;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.SqliteDialect;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableOrderTest {
  private static final Dialect SQLITE = new SqliteDialect();

  private final TableDefinitions definitions = new TableDefinitions(new SqlGenerator(SQLITE));

  private String create(Class<?> type) {
    return definitions.create(List.of(type)).get(0);
  }

  @Table
  record Genre(@Column(primaryKey = true) Long id) {}

  @Table(schema = "music")
  record Label(@Column(primaryKey = true) Long id) {}

  @Table
  record Keyless(String line) {}

  @Table
  record PlaylistTrack(
      @Column(primaryKey = true) long playlist, @Column(primaryKey = true) Long track) {}

  @Table
  record Band(@Column(primaryKey = true) Long id) {}

  @Table
  record Album(@Column(primaryKey = true) Long id, @Column(references = Band.class) Long bandId) {}

  @Table
  record Track(
      @Column(primaryKey = true) Long id,
      @Column(references = Album.class) Long albumId,
      @Column(references = Genre.class) Long genreId) {}

  @Test
  void createsWhatIsReferredToFirst() {
    List<String> created =
        definitions.create(List.of(Track.class, Album.class, Genre.class, Band.class, Track.class));

    assertThat(created)
        .extracting(sql -> sql.substring(0, sql.indexOf(" (")))
        .containsExactly(
            "CREATE TABLE IF NOT EXISTS \"band\"",
            "CREATE TABLE IF NOT EXISTS \"album\"",
            "CREATE TABLE IF NOT EXISTS \"genre\"",
            "CREATE TABLE IF NOT EXISTS \"track\"");
  }

  @Test
  void createsOnlyWhatIsNamed() {
    assertThat(create(Track.class))
        .isEqualTo(
            """
            CREATE TABLE IF NOT EXISTS "track" (
              "id" INTEGER NOT NULL PRIMARY KEY,
              "album_id" INTEGER,
              "genre_id" INTEGER,
              FOREIGN KEY ("album_id") REFERENCES "album" ("id"),
              FOREIGN KEY ("genre_id") REFERENCES "genre" ("id")
            ) STRICT""");
  }

  @Test
  void dropsWhatIsReferredToLast() {
    List<Class<?>> types = List.of(Genre.class, Band.class, Album.class, Track.class, Label.class);

    assertThat(definitions.drop(types))
        .containsExactly(
            "DROP TABLE IF EXISTS \"music\".\"label\"",
            "DROP TABLE IF EXISTS \"track\"",
            "DROP TABLE IF EXISTS \"album\"",
            "DROP TABLE IF EXISTS \"band\"",
            "DROP TABLE IF EXISTS \"genre\"");
  }

  @Table
  record Member(
      @Column(primaryKey = true) Long id, @Column(references = Group.class) Long groupId) {}

  @Table
  record Group(
      @Column(primaryKey = true) Long id, @Column(references = Leader.class) Long leaderId) {}

  @Table
  record Leader(
      @Column(primaryKey = true) Long id, @Column(references = Group.class) Long groupId) {}

  @Test
  void refusesReferencesInACircle() {
    String message =
        "Cannot order the tables by their references, which run in a circle: Group -> Leader -> Group. Leave references off one of them.";

    List<Class<?>> types = List.of(Member.class, Group.class, Leader.class);

    assertThatThrownBy(() -> definitions.create(types))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> definitions.drop(types))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessage(message);
  }

  @Table
  record Comment(
      @Column(primaryKey = true) Long id, @Column(references = PlaylistTrack.class) Long entry) {}

  @Test
  void refusesAReferenceToACompositeKey() {
    assertThatThrownBy(() -> create(Comment.class))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessage(
            "Cannot let %s#entry refer to %s: that class has a composite key. Write this foreign key in SQL, with database.execute(...).",
            Comment.class.getName(), PlaylistTrack.class.getName());
  }

  @Table
  record Review(
      @Column(primaryKey = true) Long id, @Column(references = Keyless.class) Long line) {}

  @Test
  void refusesAReferenceToAClassWithoutKey() {
    assertThatThrownBy(() -> create(Review.class))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessage(
            "Cannot let %s#line refer to %s: that class has no key. Mark its key with @Column(primaryKey = true).",
            Review.class.getName(), Keyless.class.getName());
  }

  @Table
  record Vote(@Column(primaryKey = true) Long id, @Column(references = Band.class) String band) {}

  @Test
  void refusesATextThatRefersToAnInteger() {
    assertThatThrownBy(() -> create(Vote.class))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessage(
            "Cannot let %1$s#band refer to %2$s: its key is %2$s#id (Long). Declare the two alike.",
            Vote.class.getName(), Band.class.getName());
  }
}
