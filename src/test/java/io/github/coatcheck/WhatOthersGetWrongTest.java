package io.github.coatcheck;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.contract.SentSql;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quickstart.QuickStart;

/**
 * What programs suffer from that map objects to rows, mostly without a word; and not here.
 *
 * <p>Each test says which others fail it, and where that is to be seen: {@code #} stands before the
 * number of an issue of a project on GitHub, and what has none was tried, with ORMLite 6.1, Jdbi
 * 3.49, sql2o 1.8 and SQLAlchemy 2.1, or read in the source.
 */
class WhatOthersGetWrongTest {
  private final Database db = Database.open("jdbc:sqlite::memory:");

  @AfterEach
  void close() {
    db.close();
  }

  @Table("artist")
  static class Artist {
    @Column String name;

    @Column(primaryKey = true, autoincrement = true)
    Long id;

    Artist() {}

    Artist(Long id, String name) {
      this.id = id;
      this.name = name;
    }
  }

  private static List<Artist> artists(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Artist(null, "Artist " + i)).toList();
  }

  /**
   * Jdbi and sql2o hand back an empty list for a batch on SQLite, whose driver has no keys for one
   * (xerial/sqlite-jdbc #1109, #613); peewee (#1407) and jOOQ (#3327) know the complaint.
   */
  @Test
  void manyRowsAreInsertedWithoutTheirKeys() {
    db.createTables(Artist.class);

    db.useTransaction(session -> session.insertAll(artists(2_500)).forEach(this::requireKey));
  }

  private void requireKey(Artist artist) {
    assertThat(artist.id).isNotNull();
  }

  /**
   * SQLAlchemy 2.0.0 to 2.0.8 (#9603, #9618), and Exposed (#2877) and MyBatis (mybatis-3 #1132)
   * where rows were left out, gave rows the keys of other rows.
   */
  @Test
  void keysOfManyRowsStandOnTheWrongOnes() {
    db.createTables(Artist.class);
    List<Artist> mixed = new ArrayList<>(artists(1_000));
    mixed.add(300, new Artist(5_000L, "given"));
    mixed.add(600, new Artist(10_000L, "given too"));

    db.useTransaction(
        session -> {
          session.insertAll(mixed);

          for (Artist artist : mixed) {
            assertThat(session.find(Artist.class, artist.id).orElseThrow().name)
                .isEqualTo(artist.name);
          }
        });
  }

  /**
   * SQLite's driver hands back the last key after an INSERT that stored no row, to everybody who
   * does not count the rows; sql2o (#249) and Norm (#7) also took the first column for the key,
   * whatever it was.
   */
  @Test
  void theKeyIsThatOfAnEarlierRow() {
    db.execute("create table artist (name text unique on conflict ignore, id integer primary key)");

    try (Session session = db.openSession()) {
      assertThat(session.insert(new Artist(null, "Accept")).id).isEqualTo(1);
      Artist ignored = new Artist(null, "Accept");

      assertThatThrownBy(() -> session.insert(ignored))
          .isExactlyInstanceOf(KeyException.class)
          .hasMessage(
              """
              Cannot trust the keys of an INSERT: rows or keys expected 1, came 0. Roll back, and \
              look for a trigger or an ON CONFLICT clause of the table that drops or adds rows.%n\
              The statement: INSERT INTO "artist" ("name") VALUES (?)"""
                  .formatted());
      assertThat(ignored.id).isNull();
    }
  }

  @Table("visit")
  static class Visit {
    @Column(primaryKey = true, autoincrement = true)
    int id;
  }

  /**
   * ORMLite, Jdbi and sql2o put -1294967295 into the object for the key 3000000001; Dapper.Contrib
   * does the like (#41, #174).
   */
  @Test
  void aLongKeyIsCutToAnInt() {
    db.createTables(Visit.class);
    db.useTransaction(session -> session.execute("insert into visit values (3000000000)"));
    Visit visit = new Visit();

    assertThatThrownBy(() -> db.useTransaction(session -> session.insert(visit)))
        .isExactlyInstanceOf(KeyException.class)
        .hasMessage(
            "Cannot put the key 3000000001 into %1$s#id: it does not fit the type int. Declare %1$s#id long, and roll back, since the row is stored already."
                .formatted(Visit.class.getName()));
    assertThat(visit.id).isZero();
    assertThat(db.<Long, RuntimeException>inTransaction(session -> session.count(Visit.class)))
        .isOne();
  }

  /**
   * Hibernate writes row by row where the database makes the keys (spring-data-jpa #2613), so that
   * people give such keys up (komga #231).
   */
  @Test
  void generatedKeysPreventBatches() {
    db.createTables(Artist.class);

    try (SentSql sent = SentSql.record()) {
      db.useTransaction(session -> session.insertAll(artists(10_000)));

      assertThat(sent.statements()).hasSizeLessThan(200);
    }
  }

  /**
   * ORMLite stores an object of key 77 under another one; Persism and Norm always leave the key
   * out; {@code save} of Spring Data JDBC updates a row that is not there (spring-data-relational
   * #438, #506, #658).
   */
  @Test
  void aGivenKeyIsIgnoredOrTakenForAnUpdate() {
    db.createTables(Artist.class);

    try (Session session = db.openSession()) {
      session.insert(new Artist(77L, "Aerosmith"));

      assertThat(session.find(Artist.class, 77).orElseThrow().name).isEqualTo("Aerosmith");
      assertThatThrownBy(() -> session.insert(new Artist(77L, "Apocalyptica")))
          .isExactlyInstanceOf(ConstraintViolationException.class);
    }
  }

  @Table("artist")
  record ArtistRecord(
      @Column(primaryKey = true, autoincrement = true) Long id, String name, LocalDate born) {}

  /**
   * ORMLite finds no constructor, sql2o cannot hand one back with its key (#188), Jdbi wants {@code
   * -parameters} to read one (#1822), and Persism and Storm read the row again.
   */
  @Test
  void recordsAreSecondClass() {
    db.createTables(ArtistRecord.class);
    ArtistRecord one = new ArtistRecord(null, "Ada", LocalDate.of(1815, 12, 10));

    try (Session session = db.openSession();
        SentSql sent = SentSql.record()) {
      assertThat(session.insert(one)).isEqualTo(new ArtistRecord(1L, one.name(), one.born()));
      assertThat(session.insertAll(List.of(one, one)))
          .extracting(ArtistRecord::id)
          .containsExactly(2L, 3L);
      assertThat(sent.statements()).noneMatch(sql -> sql.startsWith("SELECT"));
    }
  }

  @Table("exact")
  record Exact(
      @Column(primaryKey = true) UUID id,
      LocalDate day,
      LocalDateTime time,
      Instant instant,
      boolean truth,
      @Column(precision = 8, scale = 2) BigDecimal price,
      @Column(precision = 15, scale = 5) BigDecimal digits,
      String code) {}

  /**
   * With SQLite's driver as it is, a date moves by a day between time zones, 1.10 comes back as
   * 1.1, and a UUID may become a number (xerial/sqlite-jdbc #878, #607, #857); ORMLite does not
   * know java.time (#154).
   */
  @Test
  void datesUuidsBooleansAndDecimalsLoseTheirValue() {
    db.createTables(Exact.class);
    Exact exact =
        new Exact(
            new UUID(1, 2),
            LocalDate.of(2026, 3, 29),
            LocalDateTime.of(2026, 3, 29, 2, 30),
            Instant.parse("2026-03-29T02:30:00.123456789Z"),
            true,
            new BigDecimal("1.10"),
            new BigDecimal("1234567890.12345"),
            "007");
    TimeZone found = TimeZone.getDefault();

    try (Session session = db.openSession()) {
      TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
      session.insert(exact);
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));

      assertThat(session.list(Exact.class)).containsExactly(exact);
    } finally {
      TimeZone.setDefault(found);
    }
  }

  /**
   * SQLAlchemy defines a big key as BIGINT (flask-sqlalchemy #221, encode/orm #143); in such a
   * table the row has no key, while SQLite's driver reports 1.
   */
  @Test
  void bigintPrimaryKeyOnSqliteMakesNoKeys() {
    assertThat(db.ddl(Artist.class)).contains("\"id\" INTEGER PRIMARY KEY AUTOINCREMENT");
    db.execute("create table artist (name text, id bigint primary key)");

    assertThatThrownBy(() -> db.useTransaction(s -> s.insert(new Artist(null, "Audioslave"))))
        .isExactlyInstanceOf(KeyException.class)
        .hasMessage(
            "Cannot insert into \"artist\" without a key for %s#id: the table does not make it. Define the column as \"id\" INTEGER PRIMARY KEY AUTOINCREMENT, or set the key in the program and remove autoincrement."
                .formatted(Artist.class.getName()));
  }

  /**
   * ORMLite (#70, #266), Jdbi, sql2o, Norm and Spring Data JDBC have no such check, and find out at
   * the first statement that fails.
   */
  @Test
  void classAndTableDriftApartUnnoticed() {
    db.execute("create table artist (id integer primary key, title text not null)");

    assertThat(db.validate(Artist.class).toList())
        .containsExactly(
            "Cannot find column \"name\" of %s#name: the table \"artist\" has [id, title]. Name the right one with @Column(name = ...), or add it to the table."
                .formatted(Artist.class.getName()),
            "Cannot insert into \"artist\": its column \"title\" is NOT NULL without a default, and %s does not map it. Map it, or give it a default."
                .formatted(Artist.class.getName()));
  }

  /**
   * ORMLite and peewee give the number 0 for an update of no row, and go on, as Spring Data JDBC
   * did until #658.
   */
  @Test
  void aChangeOfNothingLooksLikeSuccess() {
    db.createTables(Artist.class);
    Artist nobody = new Artist(7L, "Nobody");

    try (Session session = db.openSession()) {
      assertThatThrownBy(() -> session.update(nobody))
          .isExactlyInstanceOf(StaleRowException.class)
          .hasMessage(
              "Cannot update \"artist\": it has no row with the key of this Artist. Insert the object, or find out who deleted its row.");
      assertThat(session.delete(nobody)).isFalse();
    }
  }

  @Table("album")
  static class Album {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column String title;

    @Column(version = true)
    int version;
  }

  /**
   * ORMLite returns 0, without an error, where its version column shows that somebody else changed
   * the row; Jdbi, sql2o, Persism and Norm have no such column.
   */
  @Test
  void whatSomebodyElseWroteIsOverwrittenOrTheChangeIsLost() {
    db.createTables(Album.class);
    Album mine = db.inTransaction(session -> session.insert(new Album()));
    Album theirs = db.inTransaction(session -> session.find(Album.class, mine.id)).orElseThrow();
    theirs.title = "Theirs";
    db.useTransaction(session -> session.update(theirs));
    mine.title = "Mine";

    for (Session.Action<RuntimeException> change :
        List.<Session.Action<RuntimeException>>of(s -> s.update(mine), s -> s.delete(mine))) {
      assertThatThrownBy(() -> db.useTransaction(change))
          .isExactlyInstanceOf(StaleRowException.class)
          .hasMessageContaining(
              "it has another version of this Album, whose row was changed after it was read");
    }
    assertThat(mine.version).isEqualTo(1);
    List<Album> albums = db.inTransaction(session -> session.list(Album.class));
    assertThat(albums).extracting(album -> album.title).containsExactly("Theirs");
  }

  /** sql2o misleads (#170), and Persism passes the driver's message on, without the statement. */
  @Test
  void errorsDoNotSayWhatFailedNorWhatToDo() {
    db.createTables(Artist.class);

    try (Session session = db.openSession()) {
      session.insert(new Artist(1L, "Alanis Morissette"));

      assertThatThrownBy(() -> session.insert(new Artist(1L, "a secret")))
          .isExactlyInstanceOf(ConstraintViolationException.class)
          .hasMessage(
              """
              The database refused a statement: [SQLITE_CONSTRAINT_PRIMARYKEY] A PRIMARY KEY \
              constraint failed (UNIQUE constraint failed: artist.id). A row with the same key \
              or unique value exists already; perhaps the object was inserted before. Roll back; to \
              change that row, call update or upsert; to go on after such rows, write each in a nested inTransaction.%n\
              The statement: INSERT INTO "artist" ("name", "id") VALUES (?, ?)"""
                  .formatted());
    }
  }

  /** Persism rolls the connection back on any error of an insert, an update or a delete. */
  @Test
  void aFailureEndsTheTransactionOfTheCaller() {
    db.createTables(Artist.class);

    try (Session session = db.openSession()) {
      session.insert(new Artist(1L, "Alice in Chains"));
      assertThatThrownBy(
              () -> session.inTransaction(inner -> inner.insert(new Artist(1L, "a twin"))))
          .isExactlyInstanceOf(ConstraintViolationException.class);
      session.insert(new Artist(2L, "Audioslave"));
      session.commit();

      assertThat(session.count(Artist.class)).isEqualTo(2);
    }
  }

  /**
   * SQLAlchemy leaves the key in the object, and would store it as a given one; so do ORMLite,
   * Jdbi, Persism, Spring Data JDBC, peewee and Hibernate, by their sources.
   */
  @Test
  void objectsKeepKeysThatWereRolledBack() {
    db.createTables(Artist.class);
    List<Artist> artists = artists(3);

    try (Session session = db.openSession()) {
      session.addAll(artists);
      session.flush();
      assertThat(artists).extracting(artist -> artist.id).containsExactly(1L, 2L, 3L);
      session.rollback();

      assertThat(artists).extracting(artist -> artist.id).containsOnlyNulls();
    }
  }

  /**
   * Hibernate comes in 17 jars of 17.9 MB, Spring Data JDBC in 14 of 7.9, jOOQ in 3 of 4.7, Jdbi in
   * 3 of 1.1; ORMLite has 429 KB in one, and Spring Data JDBC no SQLite (#1769).
   */
  @Test
  void aSmallProgramGetsMoreLibrariesThanItHasClasses() throws IOException {
    try (InputStream descriptor =
        Files.newInputStream(Path.of("target/classes/module-info.class"))) {
      assertThat(
              ModuleDescriptor.read(descriptor).requires().stream()
                  .map(ModuleDescriptor.Requires::name)
                  .collect(toSet()))
          .containsExactlyInAnyOrder("java.base", "java.sql", "org.slf4j");
    }
    assertThat(zippedClasses()).isLessThan(429_000 * 3 / 4);
  }

  /** About the size of the jar. */
  private static long zippedClasses() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(zipped);
        Stream<Path> files = Files.walk(Path.of("target/classes"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(file.toString()));
        Files.copy(file, zip);
      }
    }
    return zipped.size();
  }

  /**
   * Until its first row was stored, a program took 0.4 seconds longer with Jdbi than without, 0.6
   * with jOOQ, 1.1 with Hibernate; the number of classes that are loaded says why.
   */
  @Test
  void aSmallProgramWaitsForItsLibrariesToStart(@TempDir Path folder) throws Exception {
    Path loaded = folder.resolve("loaded.log");
    Process start =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xlog:class+load:file=" + loaded,
                "-cp",
                System.getProperty("java.class.path"),
                QuickStart.class.getName(),
                "jdbc:sqlite:" + folder.resolve("example.db"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();

    assertThat(start.waitFor()).isZero();
    assertThat(Files.readAllLines(loaded))
        .filteredOn(loadedClass -> loadedClass.contains(" io.github.coatcheck."))
        .hasSizeBetween(50, 150);
  }

  /**
   * Whoever lets SQLite's driver begin the transaction, by turning auto-commit off
   * (xerial/sqlite-jdbc #1120).
   */
  @Test
  void theDatabaseIsLockedAtTheFirstWriteAfterARead(@TempDir Path folder) throws Exception {
    try (Database file = Database.open("jdbc:sqlite:" + folder.resolve("artists.db"))) {
      file.createTables(Artist.class);
      List<Thread> threads = new ArrayList<>();
      List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
      for (int i = 0; i < 2; i++) {
        Thread thread = new Thread(() -> file.useTransaction(this::readThenWrite));
        thread.setUncaughtExceptionHandler((t, failure) -> failures.add(failure));
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }

      assertThat(failures).isEmpty();
    }
  }

  private void readThenWrite(Session session) {
    long before = session.count(Artist.class);
    // Time for the other to read too, if it can: then neither could write any more.
    LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    session.insert(new Artist(null, "Artist " + before));
    assertThat(session.count(Artist.class)).isEqualTo(before + 1);
  }
}
