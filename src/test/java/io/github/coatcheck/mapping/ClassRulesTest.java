package io.github.coatcheck.mapping;

import static io.github.coatcheck.mapping.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Column;
import io.github.coatcheck.MappingException;
import io.github.coatcheck.Table;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassRulesTest {
  @Table(
      unique = {
        "shop, articel",
        "shop,",
        "",
        "shop, SHOP",
        "Article,shop",
        "shop, article",
        "id",
        "code"
      })
  record Offer(
      @Column(primaryKey = true) int id,
      String shop,
      String article,
      @Column(unique = true) String code) {}

  @Test
  void refusesConstraintsThatNameNoDifferentColumns() {
    String wrong =
        "%s has @Table(unique = \"?\"), but that are not different columns with commas between them. Name some of [id, shop, article, code].";
    String repeated =
        "%s has @Table(unique = \"?\"), which are unique anyway. Remove it, or what says so elsewhere.";

    assertRefused(
        Offer.class,
        wrong.replace("?", "shop, articel"),
        wrong.replace("?", "shop,"),
        wrong.replace("?", ""),
        wrong.replace("?", "shop, SHOP"),
        repeated.replace("?", "shop, article"),
        repeated.replace("?", "id"),
        repeated.replace("?", "code"));
  }

  @Table(value = "half \ud834", schema = "main")
  record BadNames(
      @Column(name = "a\0b", primaryKey = true) int id,
      @Column(defaultValue = "'\udd1e'") String title,
      @Column(name = "\ud834", defaultValue = "\udd1e") String halves,
      @Column(name = "\ud834\udd1e") String clef) {}

  @Table(schema = "a\0b")
  record BadSchema(int id) {}

  @Test
  void refusesNamesAndDefaultsThatWouldNotReachTheDatabase() {
    String table =
        "%s has a @Table name with NUL or half of a surrogate pair, which would not reach the database. Leave that out.";
    String column =
        "%s#? has a name or a default value with NUL or half of a surrogate pair, which would not reach the database. Leave that out.";

    assertRefused(
        BadNames.class,
        table,
        column.replace("?", "id"),
        column.replace("?", "title"),
        column.replace("?", "halves"));
    assertRefused(BadSchema.class, table);
  }

  @Table
  static final class NeedsATitle {
    @Column private String title;

    NeedsATitle(String title) {
      this.title = title;
    }
  }

  @Test
  void refusesAClassWithoutUsableConstructor() {
    assertRefused(
        NeedsATitle.class,
        "%s has no constructor without parameters, by which a row becomes an object. Add one, it may be private; or make the class a record.");
  }

  @Table
  abstract static class AbstractAlbum {
    @Column private String title;
  }

  @Test
  void refusesAnAbstractClass() {
    assertRefused(
        AbstractAlbum.class,
        "%s is abstract, so no object of it can be made. Map a class with a constructor without parameters, or a record.");
  }

  @Table
  interface AlbumInterface {}

  @Table
  enum AlbumEnum {
    KIND_OF_BLUE
  }

  @Table
  @interface AlbumAnnotation {}

  @Test
  void refusesWhatIsNoClassWithFields() {
    String problem =
        "%s is no class that has columns. Map a class with a constructor without parameters, or a record.";

    assertRefused(AlbumInterface.class, problem);
    assertRefused(AlbumEnum.class, problem);
    assertRefused(AlbumAnnotation.class, problem);
    assertRefused(int.class, problem);
    assertRefused(Map.class, "%s has no columns. Call queryRows(...), which reads rows as maps.");
  }

  @Test
  void refusesARecordWhoseModuleDoesNotOpenItsPackage(@TempDir Path folder) throws Exception {
    Path module = Files.writeString(folder.resolve("module-info.java"), "module music {}");
    Path code =
        Files.writeString(
            folder.resolve("Track.java"), "package music; record Track(String title) {}");
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.toString(), module.toString(), code.toString());
    assertThat(compiled).isZero();
    ModuleLayer boot = ModuleLayer.boot();
    Class<?> track =
        boot.defineModulesWithOneLoader(
                boot.configuration()
                    .resolve(ModuleFinder.of(folder), ModuleFinder.of(), Set.of("music")),
                null)
            .findLoader("music")
            .loadClass("music.Track");

    assertThatThrownBy(() -> Mappings.of(track))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessage(
            "Cannot reach the members of music.Track: module music does not open its package. Add \"opens music to io.github.coatcheck;\" to its module-info.java.");
  }

  @Table
  @SuppressWarnings("ClassCanBeStatic") // what is refused
  final class InnerAlbum {
    @Column private String title;
  }

  private static final String INNER =
      "%s is an inner class, made only inside another object, or an anonymous one. Make it a static nested class.";

  @Test
  void refusesAnInnerClass() {
    assertRefused(InnerAlbum.class, INNER);
  }

  @Test
  void refusesALocalClassOfAnObject() {
    @Table
    class LocalAlbum {
      @Column private String title;
    }

    assertRefused(LocalAlbum.class, INNER);
  }

  static class Album {
    @Column private String title;
  }

  @Test
  void refusesAnAnonymousClass() {
    assertRefused(new Album() {}.getClass(), INNER);
  }

  private static Object anonymousAlbum() {
    return new Album() {};
  }

  @Test
  void refusesAnAnonymousClassOfAStaticMethod() {
    assertRefused(anonymousAlbum().getClass(), INNER);
  }

  @Test
  void refusesAClassThatNobodyMeantToMap() {
    for (Class<?> type :
        List.of(String.class, Long.class, Object.class, java.util.ArrayList.class, Class.class)) {
      assertThatThrownBy(() -> Mappings.of(type))
          .isExactlyInstanceOf(MappingException.class)
          .hasMessage(
              "Cannot map %s to a table: it is not an entity class, since it has neither @Table nor @Column. %s",
              type.getName(),
              type == java.util.ArrayList.class
                  ? "For several objects call insertAll, addAll, updateAll, upsertAll or deleteAll."
                  : type == Class.class
                      ? "Hand in an object; to delete by a key, the class and the key; to delete by a condition, call execute(...)."
                      : "Use an object of a class of yours that has @Table.");
    }
  }
}
