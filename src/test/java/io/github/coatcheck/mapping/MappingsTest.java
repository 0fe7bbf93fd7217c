package io.github.coatcheck.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.MappingException;
import io.github.coatcheck.Table;
import io.github.coatcheck.mapping.elsewhere.Numbered;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MappingsTest {
  private static <T> Object[] values(T entity) {
    EntityMapping<T> mapping = Mappings.of(entity);
    return mapping.columns().stream().map(column -> column.get(entity)).toArray();
  }

  private static List<String> columnNames(Class<?> type) {
    return Mappings.of(type).columns().stream().map(column -> column.name().text()).toList();
  }

  private static final class Album {
    @Column private String title;
    @Column private int year;
    private static int count;
    private transient int plays;

    private Album() {}
  }

  @Test
  void mapsPrivateFieldsOfAPrivateClassWithAPrivateConstructor() {
    Album album = Mappings.of(Album.class).create(new Object[] {"Kind of Blue", 1959});

    assertThat(album.title).isEqualTo("Kind of Blue");
    assertThat(album.year).isEqualTo(1959);
    assertThat(values(album)).containsExactly("Kind of Blue", 1959);
    assertThat(columnNames(Album.class)).containsExactly("title", "year");
  }

  static final class Artist extends Numbered {
    @Column private String name;
  }

  @Test
  void mapsPrivateFieldsOfASuperclassInAnotherPackageFirst() {
    Artist artist = Mappings.of(Artist.class).create(new Object[] {1L, "Miles Davis"});

    assertThat(artist.number()).isEqualTo(1);
    assertThat(artist.name).isEqualTo("Miles Davis");
    assertThat(values(artist)).containsExactly(1L, "Miles Davis");
    assertThat(columnNames(Artist.class)).containsExactly("id", "name");
  }

  static class PackagePrivate {
    @Column int number;
  }

  static class ProtectedConstructor {
    @Column protected int number;

    protected ProtectedConstructor() {}

    ProtectedConstructor(int number) {
      this.number = number;
    }
  }

  public static class PublicConstructor {
    @Column public int number;

    public PublicConstructor() {}
  }

  @Test
  void usesAConstructorOfAnyVisibility() {
    Object[] row = {7};

    assertThat(Mappings.of(PackagePrivate.class).create(row).number).isEqualTo(7);
    assertThat(Mappings.of(ProtectedConstructor.class).create(row).number).isEqualTo(7);
    assertThat(Mappings.of(PublicConstructor.class).create(row).number).isEqualTo(7);
  }

  private record PrivateTrack(long id, String name) {}

  @Test
  void mapsAPrivateNestedRecord() {
    PrivateTrack track = Mappings.of(PrivateTrack.class).create(new Object[] {1L, "So What"});

    assertThat(track).isEqualTo(new PrivateTrack(1, "So What"));
    assertThat(values(track)).containsExactly(1L, "So What");
  }

  @Test
  void mapsALocalRecord() {
    record Track(long id, String name) {}

    Track track = Mappings.of(Track.class).create(new Object[] {1L, "So What"});

    assertThat(track).isEqualTo(new Track(1, "So What"));
    assertThat(Mappings.of(Track.class).table())
        .returns("track", Name::text)
        .returns(false, Name::isExplicit);
  }

  @Table
  record URLPath(String parentId, String userID2, String URL, String sha256Hash, String a) {}

  @Test
  void makesNamesInSnakeCaseOfJavaNames() {
    assertThat(Mappings.of(URLPath.class).table())
        .returns("url_path", Name::text)
        .returns(false, Name::isExplicit);
    assertThat(columnNames(URLPath.class))
        .containsExactly("parent_id", "user_id2", "url", "sha256_hash", "a");
  }

  record Identity(Long ID, String TITLE) {}

  @Test
  void makesTheSameNamesInEveryLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));

      assertThat(columnNames(Identity.class)).containsExactly("id", "title");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Table(value = "Track List", schema = "Music")
  record GivenNames(@Column(name = "TrackId") Long id) {}

  @Test
  void takesNamesThatAreGivenExactly() {
    EntityMapping<GivenNames> mapping = Mappings.of(GivenNames.class);

    assertThat(mapping.table()).returns("Track List", Name::text).returns(true, Name::isExplicit);
    assertThat(mapping.schema()).contains("Music");
    assertThat(mapping.columns().get(0).name())
        .returns("TrackId", Name::text)
        .returns(true, Name::isExplicit);
  }

  record NoTable(Long id) {}

  @Test
  void asksForATableWhenThereIsNone() {
    EntityMapping<NoTable> mapping = Mappings.of(NoTable.class);

    assertThatThrownBy(mapping::requireTable)
        .isExactlyInstanceOf(MappingException.class)
        .hasMessage(
            "Cannot find the table of %s: the class has no @Table. Add it, or read its objects by query(...).",
            NoTable.class.getName());
  }

  record Rated(int rating) {
    Rated {
      if (rating > 5) {
        throw new IllegalArgumentException("five stars at most");
      }
    }
  }

  @Test
  void tellsWhatTheConstructorOfARecordThrew() {
    EntityMapping<Rated> mapping = Mappings.of(Rated.class);

    assertThatThrownBy(() -> mapping.create(new Object[] {6}))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot create an object of %s: its own code threw java.lang.IllegalArgumentException: five stars at most. Let that code accept what a row may hold.",
            Rated.class.getName())
        .hasRootCauseMessage("java.lang.IllegalArgumentException");
  }

  record Traceless(int rating) {
    Traceless {
      IllegalArgumentException failure = new IllegalArgumentException("no rating: " + rating);
      failure.setStackTrace(new StackTraceElement[0]);
      throw failure;
    }
  }

  @Test
  void aMessageOfAnExceptionFromNowhereIsNotTold() {
    EntityMapping<Traceless> mapping = Mappings.of(Traceless.class);

    assertThatThrownBy(() -> mapping.create(new Object[] {6}))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot create an object of %s: its own code threw java.lang.IllegalArgumentException. Let that code accept what a row may hold.",
            Traceless.class.getName());
  }

  record Broken(int rating) {
    Broken {
      throw new AssertionError("not for us to handle");
    }
  }

  @Test
  void anErrorInTheConstructorOfARecordStaysWhatItIs() {
    EntityMapping<Broken> mapping = Mappings.of(Broken.class);

    assertThatThrownBy(() -> mapping.create(new Object[] {6}))
        .isExactlyInstanceOf(AssertionError.class)
        .hasMessage("not for us to handle");
  }

  /** Guards its array, as a careful record does. */
  @SuppressWarnings("ArrayRecordComponent") // copied on both ways
  record Cover(Long id, byte[] image) {
    Cover(Long id, byte[] image) {
      this.id = id;
      this.image = image.clone();
    }

    @Override
    public byte[] image() {
      return image.clone();
    }
  }

  @Test
  void readsARecordByItsOverriddenAccessors() {
    byte[] image = {1, 2, 3};
    Cover cover = new Cover(null, image);

    Object[] values = values(cover);

    assertThat(values[1]).isEqualTo(image).isNotSameAs(cover.image);
  }

  @Test
  void copiesARecordThroughItsConstructorAndLeavesTheOriginal() {
    EntityMapping<Cover> mapping = Mappings.of(Cover.class);
    Cover cover = new Cover(null, new byte[] {1, 2, 3});

    Cover copy = mapping.with(cover, mapping.columns().subList(0, 1), new Object[] {1L});

    assertThat(copy.id()).isEqualTo(1);
    assertThat(copy.image()).containsExactly(1, 2, 3);
    assertThat(cover.id()).isNull();
  }

  enum Genre {
    JAZZ
  }

  record Nullness(
      @Column(primaryKey = true) String key,
      int primitive,
      Integer boxed,
      @Column(nullable = false) Genre required) {}

  @Test
  void takesPrimitivesAndKeysForNeverNull() {
    boolean[] nullable = new boolean[4];
    for (ColumnMapping column : Mappings.of(Nullness.class).columns()) {
      nullable[column.position()] = column.isNullable();
    }

    assertThat(Arrays.toString(nullable)).isEqualTo("[false, false, true, false]");
  }

  @Test
  void readsAClassOnce() {
    assertThat(Mappings.of(Album.class)).isSameAs(Mappings.of(new Album()));
  }

  private static List<String> names(List<ColumnMapping> properties) {
    return properties.stream().map(ColumnMapping::propertyName).toList();
  }

  record Unmapped(List<String> titles, int year) {}

  @Test
  void aClassIsReadAnewWithTheSameMapping() {
    EntityMapping<Album> albums = new MappingReader<>(Album.class).read();
    EntityMapping<PrivateTrack> tracks = new MappingReader<>(PrivateTrack.class).read();

    Album album = albums.create(new Object[] {"Kind of Blue", 1959});
    assertThat(album.title).isEqualTo("Kind of Blue");
    assertThat(album.year).isEqualTo(1959);
    assertThat(tracks.create(new Object[] {1L, "So What"}))
        .isEqualTo(new PrivateTrack(1, "So What"));
    assertThat(names(new MappingReader<>(Album.class).properties()))
        .containsExactly("title", "year");
    assertThat(names(new MappingReader<>(Unmapped.class).properties()))
        .containsExactly("titles", "year");
    assertThat(new MappingReader<>(String.class).properties()).isEmpty();
    assertThat(names(List.copyOf(NamedProperties.of(Unmapped.class).values())))
        .containsExactly("titles", "year");
  }
}
