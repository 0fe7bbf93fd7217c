package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.Table;
import io.github.coatcheck.TransientFailureException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** How sessions on SQLite stand together: locks, threads, processes, databases in memory. */
class SqliteSessionTest {
  @TempDir Path folder;

  private final ExecutorService executor = Executors.newCachedThreadPool();

  @AfterEach
  void stopThreads() {
    executor.shutdownNow();
  }

  @Table("counter")
  static class Counter {
    @Column(primaryKey = true)
    Long id;

    @Column int value;

    Counter() {}

    Counter(long id) {
      this.id = id;
    }
  }

  @Table("other")
  record Other(@Column(primaryKey = true) Long id) {}

  private String url(String kind) {
    return kind.equals("file")
        ? "jdbc:sqlite:" + folder.resolve("counter.db")
        : "jdbc:sqlite::memory:";
  }

  private static Database openCounter(String url) {
    Database database = Database.open(url, Options.defaults().lockTimeout(Duration.ofSeconds(20)));
    database.createTables(Counter.class);
    database.useTransaction(
        session -> {
          if (session.find(Counter.class, 1).isEmpty()) {
            session.insert(new Counter(1));
          }
        });
    return database;
  }

  private static void increment(Database database, int times) {
    for (int i = 0; i < times; i++) {
      database.useTransaction(
          session -> {
            Counter counter = session.find(Counter.class, 1).orElseThrow();
            counter.value++;
            session.update(counter);
          });
    }
  }

  private static int value(Database database) {
    return database.inTransaction(s -> s.find(Counter.class, 1)).orElseThrow().value;
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "memory"})
  @Tag("slow")
  void threadsThatReadAndThenWriteWaitForEachOther(String kind) throws Exception {
    try (Database database = openCounter(url(kind))) {
      Callable<Boolean> task =
          () -> {
            increment(database, 100);
            return true;
          };

      for (Future<Boolean> future : executor.invokeAll(List.of(task, task, task))) {
        future.get();
      }

      assertThat(value(database)).isEqualTo(300);
    }
  }

  @Test
  @Tag("slow")
  void processesThatReadAndThenWriteWaitForEachOther() throws Exception {
    try (Database database = openCounter(url("file"))) {
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        processes.add(startIncrementing(url("file")));
      }
      increment(database, 100);
      for (Process process : processes) {
        assertThat(process.waitFor()).isZero();
      }

      assertThat(value(database)).isEqualTo(300);
    }
  }

  private static Process startIncrementing(String url) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Incrementing.class.getName(),
            url)
        .inheritIO()
        .start();
  }

  /** The other process. */
  static final class Incrementing {
    private Incrementing() {}

    public static void main(String[] arguments) {
      try (Database database = openCounter(arguments[0])) {
        increment(database, 100);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "memory"})
  void aSecondTransactionOnTheSameThreadIsRefusedAtOnce(String kind) {
    try (Database database = openCounter(url(kind));
        Session first = database.openSession();
        Session second = database.openSession()) {
      first.update(new Counter(1));

      assertThatThrownBy(() -> second.update(new Counter(1)))
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessage(
              "Cannot begin a second transaction on thread %s: another session of this thread has one open, which holds the lock for writing, so that the second would wait for ever. Commit or roll back the first, or use the one session for both; a database in a file can be read meanwhile, in openReadOnlySession()."
                  .formatted(Thread.currentThread().getName()));
      assertThatThrownBy(() -> database.createTables(Counter.class))
          .isExactlyInstanceOf(CoatcheckException.class);
      assertThatThrownBy(() -> database.execute("create table a (b); create table c (d)"))
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessageStartingWith("Cannot begin a second transaction on thread ");
      first.commit();
      database.execute("create table a (b); create table c (d)");
      second.update(new Counter(1));
      second.commit();
    }
  }

  @Test
  void inMemoryAReaderBesideAWriterOfItsThreadIsRefusedAtOnce() {
    try (Database database = openCounter(url("memory"));
        Session writer = database.openSession();
        Session reader = database.openReadOnlySession()) {
      writer.update(new Counter(1));

      for (ThrowingCallable read :
          List.<ThrowingCallable>of(
              () -> reader.count(Counter.class), () -> database.validate(Counter.class))) {
        assertThatThrownBy(read)
            .isExactlyInstanceOf(CoatcheckException.class)
            .hasMessage(
                "Cannot begin a second transaction on thread %s: another session of this thread has one open, which holds the lock for writing, so that the second would wait for ever. Commit or roll back the first, or use the one session for both; a database in a file can be read meanwhile, in openReadOnlySession()."
                    .formatted(Thread.currentThread().getName()));
      }
      writer.commit();
      assertThat(reader.count(Counter.class)).isOne();
      assertThat(database.validate(Counter.class).isEmpty()).isTrue();
    }
  }

  @Test
  void aWriterThatWaitsInVainFailsAsTransientAndCanTryAgain() throws Exception {
    try (Database database =
        Database.open(url("file"), Options.defaults().lockTimeout(Duration.ofMillis(50)))) {
      database.createTables(Counter.class);
      CountDownLatch locked = new CountDownLatch(1);
      CountDownLatch tried = new CountDownLatch(1);
      Future<Boolean> holder = executor.submit(() -> holdLock(database, locked, tried));
      locked.await();

      try (Session session = database.openSession()) {
        assertThatThrownBy(() -> session.insert(new Counter(2)))
            .isInstanceOf(TransientFailureException.class)
            .hasMessageContaining("BEGIN IMMEDIATE");
        tried.countDown();
        holder.get();
        session.insert(new Counter(2));
        session.commit();

        assertThat(session.count(Counter.class)).isEqualTo(2);
      }
    }
  }

  private static boolean holdLock(Database database, CountDownLatch locked, CountDownLatch tried)
      throws InterruptedException {
    database.useTransaction(
        session -> {
          session.insert(new Counter(1));
          locked.countDown();
          tried.await();
        });
    return true;
  }

  @Test
  void aSessionIsRefusedOnAnotherThread() throws Exception {
    try (Database database = openCounter(url("memory"));
        Session session = database.openSession()) {
      Future<Long> future = executor.submit(() -> session.count(Counter.class));

      assertThatThrownBy(future::get)
          .isInstanceOf(ExecutionException.class)
          .rootCause()
          .message()
          .matches(
              "Cannot use a session on thread pool-\\d+-thread-1: it belongs to thread %s, which opened it. Open a session on each thread."
                  .formatted(Thread.currentThread().getName()));
    }
  }

  @Test
  void aDatabaseInMemoryIsSharedByItsSessionsAndGoneWhenItIsClosed() {
    Database database = openCounter(url("memory"));
    try (Session session = database.openSession()) {
      assertThat(session.count(Counter.class)).isEqualTo(1);
    }
    database.close();

    try (Database another = Database.open(url("memory"))) {
      another.createTables(Counter.class);

      assertThat(another.<Long, RuntimeException>inTransaction(s -> s.count(Counter.class)))
          .isZero();
    }
  }

  @Test
  void aClosedDatabaseOpensNoSession() {
    Database database = openCounter(url("memory"));
    database.close();

    assertThatThrownBy(database::openSession)
        .hasMessage(
            "Cannot use a database that is closed: its connections are gone. Open it again.");
  }

  @Table("child")
  record Child(
      @Column(primaryKey = true) Long id, @Column(references = Counter.class) Long counterId) {}

  @Test
  void foreignKeysAreEnforced() {
    try (Database database = openCounter(url("memory"))) {
      database.createTables(Child.class);

      assertThatThrownBy(() -> database.useTransaction(s -> s.insert(new Child(1L, 99L))))
          .isInstanceOf(io.github.coatcheck.ConstraintViolationException.class)
          .hasMessageContaining("FOREIGN KEY");
    }
  }

  @Test
  void whatCannotRunInATransactionRunsOutsideOfOne() {
    try (Database database = openCounter(url("file"))) {
      database.execute("VACUUM");
      database.execute("PRAGMA journal_mode = WAL");

      String mode =
          database.inTransaction(s -> s.query(String.class, "PRAGMA journal_mode")).get(0);
      assertThat(mode).isEqualTo("wal");
    }
  }

  @Test
  void whenTheDiskIsFullOnlyRollbackIsLeftAndSucceeds() {
    try (Database database = openCounter(url("file"));
        Session session = database.openSession()) {
      session.execute("CREATE TABLE big (content TEXT)");
      session.commit();
      session.execute("PRAGMA max_page_count = 10");
      String content = "x".repeat(100_000);

      assertThatThrownBy(() -> session.execute("INSERT INTO big VALUES (?)", content))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("SQLITE_FULL");
      assertThatThrownBy(session::commit).isInstanceOf(CoatcheckException.class);
      session.rollback();

      assertThat(session.count(Counter.class)).isEqualTo(1);
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsNamedAsSuch() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "no database ".repeat(100));

    try (Database database = Database.open("jdbc:sqlite:" + file)) {
      assertThatThrownBy(() -> database.createTables(Counter.class))
          .isExactlyInstanceOf(DatabaseException.class)
          .hasMessage(
              "The database refused a statement: [SQLITE_NOTADB] File opened that is not a database file (file is not a database). Open another file: this one is no database, or an encrypted one.%nThe statement: BEGIN IMMEDIATE"
                  .formatted());
    }
  }

  @Test
  void whatNeedsNoTransactionIsToBeRunOutside() {
    try (Database database = openCounter(url("file"));
        Session session = database.openSession()) {
      for (String text : List.of("VACUUM", "PRAGMA synchronous = OFF")) {
        assertThatThrownBy(() -> session.execute(text))
            .isExactlyInstanceOf(DatabaseException.class)
            .hasMessageMatching(
                "The database refused a statement: .* a transaction\\)\\. Run it by database\\.execute\\(\\.\\.\\.\\), outside of any transaction\\.\\RThe statement: "
                    + text);
        session.rollback();
      }
    }
  }

  @Test
  void aDatabaseThatCannotBeOpenedIsNamedWithoutItsParameters() {
    assertThatThrownBy(() -> Database.open("jdbc:sqlite:nowhere/at/all.db?password=secret"))
        .isInstanceOf(DatabaseException.class)
        .hasMessageStartingWith("Cannot connect to jdbc:sqlite:nowhere/at/all.db: ")
        .hasMessageEndingWith(
            "(unable to open database file). See whether its folder is there, or its server runs.")
        .hasMessageNotContaining("secret");
    for (String url :
        List.of(
            "jdbc:nothing://here/db?password=secret",
            "jdbc:nothing://here/db;PASSWORD=secret",
            "jdbc:nothing://here/db;USER=who?password=secret",
            "jdbc:nothing://who:se;?cret@here/db?a=b")) {
      assertThatThrownBy(() -> Database.open(url))
          .isInstanceOf(DatabaseException.class)
          .hasMessage(
              "Cannot connect to jdbc:nothing://here/db: No suitable driver found for jdbc:nothing://here/db. Put its driver on the class path, or correct the URL, which begins as in jdbc:sqlite:example.db.");
    }
    assertThatThrownBy(() -> Database.open("jdbc:sqlite::memory:?cache=none&password=secret"))
        .isInstanceOf(DatabaseException.class)
        .hasMessageStartingWith("Cannot connect to jdbc:sqlite::memory:: ");
  }

  @Test
  void noPartOfAUrlThatMayBeAPasswordIsTold() {
    List<String> urls =
        List.of(
            "jdbc:nothing://who:s3cr3t@here/db?password=s3cr3t",
            "jdbc:nothing://who:s3/cr3t@here/db",
            "jdbc:nothing://who:s3@s3cr3t@here/db",
            "jdbc:nothing:thin:who/s3cr3t@//here:1/db",
            "jdbc:nothing://here;user=who;password=s3@s3cr3t",
            "jdbc:nothing://here/db?password=s3@s3cr3t&a=b",
            "jdbc:nothing://address=(host=here)(port=1)(user=who)(password=s3cr3t)/db",
            "jdbc:nothing://(host=here,password=s3@s3cr3t)/db",
            "nothing://who:s3cr3t@here/db",
            "who:s3cr3t@here",
            "jdbc:sqlite:nowhere/at/all.db?password=s3@s3cr3t");
    for (String url : urls) {
      StringWriter told = new StringWriter();
      assertThatThrownBy(() -> Database.open(url))
          .isInstanceOf(DatabaseException.class)
          .satisfies(e -> e.printStackTrace(new PrintWriter(told, true)));
      assertThat(told.toString()).doesNotContain("s3", "cr3t");
    }
  }

  @Test
  void everyNewConnectionRunsTheStatementsOfTheOptionsFirst() {
    String other = folder.resolve("other.db").toString();
    Options options =
        Options.defaults().onConnect("PRAGMA synchronous = off", "ATTACH '" + other + "' AS other");
    try (Database database = Database.open(url("file"), options)) {
      database.execute("create table other.note (text text)");
      database.useTransaction(session -> session.execute("insert into other.note values ('kept')"));
      List<String> kept =
          database.<List<String>, RuntimeException>read(
              session -> session.query(String.class, "select text from other.note"));
      int synchronous =
          database.<Integer, RuntimeException>read(
              session -> session.queryOne(Integer.class, "pragma synchronous"));

      assertThat(kept).containsExactly("kept");
      assertThat(synchronous).isZero();
    }
  }

  @Test
  void aStatementOfTheOptionsThatFailsIsNamed() {
    try (Database database =
        Database.open(url("file"), Options.defaults().onConnect("select * from missing"))) {
      assertThatThrownBy(database::openSession)
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("no such table: missing")
          .hasMessageContaining("The statement: select * from missing");
    }
  }

  @Test
  void theConnectionsOfADataSourceAreSetUpThere() {
    SQLiteDataSource dataSource = new SQLiteDataSource();
    dataSource.setUrl(url("file"));

    assertThatThrownBy(
            () -> Database.of(dataSource, Options.defaults().onConnect("pragma synchronous = off")))
        .isInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot run onConnect(...) for a data source: its connections are new only to it. Let the data source or its pool run these statements.");
  }

  @Test
  void aProgramStartsWhileAnotherOneWritesIfAllTablesExist() {
    try (Database database = openCounter(url("file"));
        Session writing = database.openSession()) {
      writing.insert(new Counter(2));
      Options impatient = Options.defaults().lockTimeout(Duration.ofMillis(1));
      try (Database second = Database.open(url("file"), impatient)) {
        second.createTables(Counter.class);

        assertThat(second.<Long, RuntimeException>read(session -> session.count(Counter.class)))
            .isOne();
        assertThatThrownBy(() -> second.createTables(Counter.class, Other.class))
            .isInstanceOf(TransientFailureException.class);
      }
    }
  }

  @Test
  void theTermsOfAFullTextSearchAreNotTold() {
    try (Database database = Database.open("jdbc:sqlite::memory:")) {
      database.execute("create virtual table note using fts5(text)");
      for (String term : List.of("secret-word", "secret:word", "secret(")) {
        assertThatThrownBy(
                () ->
                    database.read(
                        session ->
                            session.query(
                                String.class, "select text from note where note match ?", term)))
            .isInstanceOf(DatabaseException.class)
            .hasMessageNotContainingAny("secret", "word");
      }
      assertThatThrownBy(
              () -> database.read(s -> s.query(String.class, "select t.\"size\" from note t")))
          .hasMessageContaining("no such column: t.size");
    }
  }

  @Test
  void aParameterOfAScriptIsRefusedWhichSqliteWouldTakeForNull() {
    try (Database database = openCounter(url("file"))) {
      for (String value : List.of("?", ":value")) {
        String update = "update counter set value = value + coalesce(" + value + ", 1)";
        assertThatThrownBy(() -> database.execute("select 1; " + update))
            .isInstanceOf(CoatcheckException.class)
            .hasMessage(
                "Cannot run \"%s\": it has parameters, but database.execute(...) takes no values. Write the values in the text, or run it by execute(...) of a session if a transaction allows it."
                    .formatted(update));
      }
    }
  }

  @Test
  void aClosedSessionRefusesAnEmptyListToo() {
    try (Database database = openCounter(url("file"))) {
      Session session = database.openSession();
      session.close();

      assertThatThrownBy(() -> session.addAll(List.of()))
          .isInstanceOf(CoatcheckException.class)
          .hasMessageStartingWith("Cannot use a session that is closed");
    }
  }

  @Test
  void aDataSourceThatGivesAClosedConnectionIsToldAsOneThatDoesNotConnect() {
    SQLiteDataSource closed =
        new SQLiteDataSource() {
          @Override
          public SQLiteConnection getConnection(String user, String password) throws SQLException {
            SQLiteConnection connection = super.getConnection(user, password);
            connection.close();
            return connection;
          }
        };
    closed.setUrl(url("file"));

    assertThatThrownBy(() -> Database.of(closed))
        .isInstanceOf(DatabaseException.class)
        .hasMessageStartingWith("Cannot connect to the database: ");
  }

  @Test
  void aColumnCalledTriggerDoesNotSwallowTheRestOfAScript() {
    try (Database database = Database.open("jdbc:sqlite::memory:")) {
      database.execute(
          "create table job (id integer, trigger text); create index i on job (trigger);"
              + " create view event as select 1 as procedure; insert into job values (1, 'x')");

      assertThat(
              database.<Long, RuntimeException>read(
                  session -> session.queryOne(long.class, "select count(*) from job")))
          .isOne();
    }
  }

  @Test
  void aScriptThatBeginsATransactionHasToEndIt() {
    try (Database database = openCounter(url("file"))) {
      for (String script :
          List.of(
              "begin; insert into counter values (7, 7)",
              "savepoint a; insert into counter values (7, 7)",
              "begin; savepoint a; insert into counter values (7, 7); release a",
              "begin immediate; insert into counter values (7, 7); rollback to a -- ; commit")) {
        assertThatThrownBy(() -> database.execute(script))
            .isInstanceOf(CoatcheckException.class)
            .hasMessage(
                "Cannot run \"%s\": it begins a transaction and does not end it. Add COMMIT, in no comment.",
                script);
      }
      database.execute("begin; insert into counter values (8, 8); end; savepoint a; release a");
      assertThat(database.<Long, RuntimeException>read(session -> session.count(Counter.class)))
          .isEqualTo(2);
    }
  }

  @Test
  void whatEachConnectionRunsFirstIsCheckedWhenTheDatabaseIsOpened() {
    Options two = Options.defaults().onConnect("pragma cache_size = 77; pragma synchronous = off");
    try (Database database = Database.open(url("file"), two)) {
      assertThat(
              database.<Integer, RuntimeException>read(
                  session -> session.queryOne(int.class, "pragma synchronous")))
          .isZero();
    }
    for (String text : List.of("", "begin", "attach ? as other")) {
      assertThatThrownBy(() -> Database.open(url("file"), Options.defaults().onConnect(text)))
          .isInstanceOf(CoatcheckException.class)
          .hasMessageStartingWith("Cannot run \"%s\": ", text);
    }
  }

  @Test
  void anUpdateThatReturnsRowsWritesAndIsRefusedInAReadOnlySession() {
    try (Database database = openCounter(url("file"))) {
      String update = "update counter set value = value + 1 returning value";
      assertThatThrownBy(() -> database.read(session -> session.query(Integer.class, update)))
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessageStartingWith("Cannot write in a session that was opened to read only");
      assertThat(
              database.<Integer, RuntimeException>inTransaction(
                  session -> session.queryOne(Integer.class, update)))
          .isOne();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aConnectionThatTheProgramClosedIsSaidToBeClosed(int before) {
    try (Database db = Database.open("jdbc:sqlite::memory:")) {
      db.createTables(Closed.class);

      assertThatThrownBy(
              () ->
                  db.useTransaction(
                      session -> {
                        for (int i = 0; i < before; i++) {
                          session.insert(new Closed(null));
                        }
                        session.connection().close();
                        session.insert(new Closed(null));
                      }))
          .isExactlyInstanceOf(TransientFailureException.class)
          .hasMessageContaining(
              ". The connection is closed or lost, and its transaction with it. Run the whole transaction again; a session closes its connection itself.%nThe statement: "
                  .formatted());
    }
  }

  @Table
  record Closed(@Column(primaryKey = true, autoincrement = true) Long id) {}

  @Test
  void aClosedSessionRefusesWhatNeedsNoConnectionToo() {
    try (Database database = openCounter(url("file"))) {
      Session session = database.openSession();
      session.close();

      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> session.add(new Counter()),
              session::flush,
              session::commit,
              session::rollback)) {
        assertThatThrownBy(call)
            .isExactlyInstanceOf(CoatcheckException.class)
            .hasMessage(
                "Cannot use a session that is closed: its connection is gone. Open another one.");
      }
    }
  }

  @Test
  void aDatabaseThatNeedsNoLoginIsOpenedWithOne() {
    try (Database database = Database.open("jdbc:sqlite::memory:", "user", "password")) {
      database.useTransaction(
          session -> assertThat(session.queryOne(int.class, "select 7")).isEqualTo(7));
    }
  }
}
