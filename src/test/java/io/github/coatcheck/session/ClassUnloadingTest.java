package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.SqliteDialect;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

/** A class that was mapped, and nobody uses any more, is collected with its class loader. */
class ClassUnloadingTest {
  enum Genre {
    JAZZ
  }

  @Table
  static class Track {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column Genre genre = Genre.JAZZ;
  }

  record Counted(Genre genre) {}

  /** Defines the classes of this test anew. */
  private static final class Loader extends ClassLoader {
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(ClassUnloadingTest.class.getName())) {
        return super.loadClass(name, resolve);
      }
      String file = name.replace('.', '/') + ".class";
      try (InputStream in = ClassUnloadingTest.class.getClassLoader().getResourceAsStream(file)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private static void use(Database database, ClassLoader loader) throws Exception {
    Class<?> track = loader.loadClass(Track.class.getName());
    Class<?> genre = loader.loadClass(Genre.class.getName());
    Class<?> counted = loader.loadClass(Counted.class.getName());
    var constructor = track.getDeclaredConstructor();
    constructor.setAccessible(true);
    database.createTables(track);
    try (Session session = database.openSession()) {
      session.insert(constructor.newInstance());
      Object jazz = genre.getEnumConstants()[0];
      assertThat(session.list(track, "where genre = ?", jazz)).hasSize(1);
      assertThat(session.query(genre, "select genre from track").get(0)).isSameAs(jazz);
      assertThat(session.query(counted, "select genre from track")).hasSize(1);
      session.commit();
    }
  }

  private static WeakReference<ClassLoader> useAndDrop(Dialect dialect) throws Exception {
    ClassLoader loader = new Loader();
    Options options = dialect == null ? Options.defaults() : Options.defaults().dialect(dialect);
    try (Database database = Database.open("jdbc:sqlite::memory:", options)) {
      use(database, loader);
    }
    return new WeakReference<>(loader);
  }

  private static void assertCollected(WeakReference<ClassLoader> loader) throws Exception {
    for (int i = 0; i < 50 && loader.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(loader.get()).isNull();
  }

  @Test
  void classesThatADatabaseUsedAreCollectedWhenItIsGone() throws Exception {
    assertCollected(useAndDrop(null));
  }

  @Test
  void classesThatADialectKnewAreCollectedAlthoughItIsKept() throws Exception {
    Dialect kept = new SqliteDialect();

    assertCollected(useAndDrop(kept));

    assertThat(kept.begin(true)).isPresent();
  }

  private static WeakReference<ClassLoader> encodeAndDrop(Dialect dialect) throws Exception {
    ClassLoader loader = new Loader();
    Class<?> genre = loader.loadClass(Genre.class.getName());
    assertThat(dialect.encoding(genre).toDatabase().apply(genre.getEnumConstants()[0]))
        .isEqualTo("JAZZ");
    return new WeakReference<>(loader);
  }

  @Test
  void enumsThatStandardSqlEncodedAreCollected() throws Exception {
    assertCollected(encodeAndDrop(new Dialect() {}));
  }
}
