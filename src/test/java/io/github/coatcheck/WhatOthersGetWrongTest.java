package io.github.coatcheck;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.contract.SentSql;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs suffer from that map objects to rows, mostly without a word; and not here. */
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

  @Test
  void manyRowsAreInsertedWithoutTheirKeys() {
    db.createTables(Artist.class);

    db.useTransaction(session -> session.insertAll(artists(2_500)).forEach(this::requireKey));
  }

  private void requireKey(Artist artist) {
    assertThat(artist.id).isNotNull();
  }

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

  @Test
  void aLongKeyIsCutToAnInt() {
    db.createTables(Visit.class);
    db.useTransaction(session -> session.execute("insert into visit values (3000000000)"));
    Visit visit = new Visit();

    assertThatThrownBy(() -> db.useTransaction(session -> session.insert(visit)))
        .isExactlyInstanceOf(KeyException.class)
        .hasMessage(
            "Cannot put the key 3000000001 into %1$s#id: it does not fit an int. Declare %1$s#id long, and roll back, since the row is stored already."
                .formatted(Visit.class.getName()));
    assertThat(visit.id).isZero();
    assertThat(db.<Long, RuntimeException>inTransaction(session -> session.count(Visit.class)))
        .isOne();
  }

  @Test
  void generatedKeysPreventBatches() {
    db.createTables(Artist.class);

    try (SentSql sent = SentSql.record()) {
      db.useTransaction(session -> session.insertAll(artists(10_000)));

      assertThat(sent.statements()).hasSizeLessThan(200);
    }
  }

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
      BigDecimal price,
      BigDecimal digits,
      String code) {}

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
            new BigDecimal("12345678901234567890.123456789"),
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
              constraint failed (UNIQUE constraint failed: artist.id). Roll back and correct the \
              row; to go on after such rows, write each in a nested inTransaction.%n\
              The statement: INSERT INTO "artist" ("name", "id") VALUES (?, ?)"""
                  .formatted());
    }
  }

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
  }

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
