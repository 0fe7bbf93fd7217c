package io.github.coatcheck.session;

import static io.github.coatcheck.session.Arguments.require;
import static io.github.coatcheck.session.Arguments.requireAll;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.TransientFailureException;
import io.github.coatcheck.dialect.Dialects;
import io.github.coatcheck.entity.SessionScope;
import io.github.coatcheck.jdbc.KeyCheck;
import io.github.coatcheck.jdbc.Transaction;
import io.github.coatcheck.query.Script;
import io.github.coatcheck.sql.SqlGenerator;
import io.github.coatcheck.sql.TableDefinitions;
import java.sql.Connection;
import java.util.List;
import javax.sql.DataSource;

/**
 * A database: its connections and its dialect. Opens sessions and runs transactions.
 *
 * <pre>{@code
 * try (Database db = Database.open(url)) {
 *   db.createTables(User.class);
 *   try (Session session = db.openSession()) {
 *     User user = new User("John Doe");
 *     session.add(user);
 *     session.commit();
 *     System.out.println(user.id());
 *   }
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads, each of which opens its own sessions. Each session has a
 * connection. On SQLite foreign keys are enforced, and a database in memory lives until it is
 * closed here.
 */
public final class Database implements AutoCloseable {
  private final Connections connections;
  private final SqlGenerator sql;
  private final KeyCheck keyCheck;

  private Database(Connections connections) {
    this.connections = connections;
    this.sql = connections.sql();
    this.keyCheck = new KeyCheck(sql.dialect());
  }

  /**
   * Opens a database by its JDBC URL.
   *
   * @param url the URL, such as {@code jdbc:sqlite:example.db} for a file or {@code
   *     jdbc:sqlite::memory:}
   * @return the database, to be closed by the caller
   * @throws DatabaseException if the connection fails
   */
  public static Database open(String url) {
    return open(url, Options.defaults());
  }

  /**
   * Opens a database by its JDBC URL, with options.
   *
   * @param url the URL
   * @param options the options
   * @return the database, to be closed by the caller
   * @throws DatabaseException if the connection fails
   */
  public static Database open(String url, Options options) {
    return open(url, null, null, options);
  }

  /**
   * Opens a database by its JDBC URL, with a login.
   *
   * @param url the URL
   * @param user the name of the user
   * @param password the password
   * @return the database, to be closed by the caller
   * @throws DatabaseException if the connection fails
   */
  public static Database open(String url, String user, String password) {
    return open(url, user, password, Options.defaults());
  }

  /**
   * Opens a database by its JDBC URL, with a login and options.
   *
   * @param url the URL
   * @param user the name of the user
   * @param password the password
   * @param options the options
   * @return the database, to be closed by the caller
   * @throws DatabaseException if the connection fails
   */
  public static Database open(String url, String user, String password, Options options) {
    String shared = Dialects.sharedUrl(Connections.requireUrl(url));
    require(options, "options");
    return new Database(
        Connections.open(() -> Connections.connect(shared, user, password, url), true, options));
  }

  /**
   * Uses the connections of a data source, such as a pool, one for each session. See {@link
   * #of(DataSource, Options)}.
   *
   * @param dataSource the data source, to be closed by the caller
   * @return the database
   * @throws DatabaseException if the connection fails
   */
  public static Database of(DataSource dataSource) {
    return of(dataSource, Options.defaults());
  }

  /**
   * Uses the connections of a data source, such as a pool, one for each session.
   *
   * <p>A session gives its connection back with the settings with which it came, the time zone
   * included. Only the lock timeout of the options stays set, and on SQLite the enforcement of
   * foreign keys. No connection is held between sessions, so a database in memory lives as long as
   * the data source keeps a connection to it.
   *
   * @param dataSource the data source, to be closed by the caller
   * @param options the options
   * @return the database
   * @throws DatabaseException if the connection fails
   */
  public static Database of(DataSource dataSource, Options options) {
    require(dataSource, "dataSource");
    require(options, "options");
    return new Database(Connections.open(() -> Connections.connect(dataSource), false, options));
  }

  /**
   * Creates the tables of classes if they do not exist; a table comes before those that refer to
   * it.
   *
   * @param types entity classes
   */
  public void createTables(Class<?>... types) {
    List<Class<?>> classes = requireAll(types, "types");
    try {
      useTransaction(session -> session.tableCreator().create(classes));
    } catch (TransientFailureException e) {
      // Another program writes. If there is nothing to create, this one can start all the same.
      if (!this.<Boolean, RuntimeException>read(s -> s.tableCreator().exist(classes))) {
        throw e;
      }
    }
  }

  /**
   * Drops the tables of classes if they exist; a table comes after those that refer to it.
   *
   * @param types entity classes
   */
  public void dropTables(Class<?>... types) {
    List<Class<?>> classes = requireAll(types, "types");
    useTransaction(session -> session.tableCreator().drop(classes));
  }

  /**
   * Returns the statements that {@link #createTables} runs, without running them.
   *
   * @param types entity classes
   * @return the statements, each followed by a semicolon and a line break
   */
  public String ddl(Class<?>... types) {
    StringBuilder text = new StringBuilder();
    for (String create : new TableDefinitions(sql).create(requireAll(types, "types"))) {
      text.append(create).append(";\n");
    }
    return text.toString();
  }

  /**
   * Compares classes with their tables, which another program may have created or changed. It only
   * reads, like {@link #openReadOnlySession}.
   *
   * @param types entity classes
   * @return all places where a session would fail or change a value
   */
  public Findings validate(Class<?>... types) {
    List<Class<?>> classes = requireAll(types, "types");
    try (Session session = openReadOnlySession()) {
      return new Findings(session.tableCheck().check(classes));
    }
  }

  /**
   * Runs one or more statements in their order outside of any transaction, on one connection. Use
   * it for scripts, for statements that a transaction forbids, such as VACUUM, and for settings
   * that the database stores. Rows that a statement returns are not read.
   *
   * <p>When a statement fails, those before it have run, unless the text itself began a
   * transaction: that is rolled back.
   *
   * @param text the statements, separated by semicolons
   * @throws DatabaseException if a statement fails, with its number
   */
  public void execute(String text) {
    Script script = new Script(text, sql.dialect());
    try (Transaction none = connections.openTransaction(false)) {
      script.run(none);
    } finally {
      keyCheck.clearCache();
    }
  }

  /**
   * Opens a session that reads and writes.
   *
   * @return the session, to be closed by the caller
   */
  public Session openSession() {
    return openSession(false);
  }

  /**
   * Opens a read-only session, which reads in one transaction until it is closed. It refuses to
   * write, so that there is nothing to commit: put it in a {@code try}.
   *
   * <p>Any number of read-only sessions can read at the same time, on SQLite also while another
   * session writes, even on the same thread. In WAL mode readers and writers never wait for each
   * other. In the other modes a reader waits only while a writer commits, or has changed more than
   * its cache holds; but a commit waits until all readers are closed. A database in memory has one
   * lock: readers wait for the writer, and are refused on its thread.
   *
   * @return the session, to be closed by the caller
   */
  public Session openReadOnlySession() {
    return openSession(true);
  }

  /**
   * Opens a session that joins a transaction of the caller's: one of Spring, of a test, of a
   * migration tool. The session never begins, commits, rolls back or closes; {@link Session#commit}
   * and {@link Session#rollback} are refused.
   *
   * <p>Flush or insert objects before the session is closed. What it assigned to objects stays
   * there, also if the caller rolls back later. The settings of the connection are the caller's.
   *
   * @param connection a connection on which a transaction has begun; not null
   * @return the session, to be closed by the caller, who then ends the transaction
   * @throws CoatcheckException if the connection is in no transaction
   */
  public Session session(Connection connection) {
    return new Session(
        new SessionScope(sql, keyCheck, connections.join(require(connection, "connection"))));
  }

  private Session openSession(boolean readOnly) {
    return new Session(new SessionScope(sql, keyCheck, connections.openTransaction(readOnly)));
  }

  /**
   * Does work in a read-only session, of which any number can read at the same time; see {@link
   * #openReadOnlySession}.
   *
   * @param <R> the type of the result
   * @param <X> the exception that the work may throw
   * @param work the work
   * @return its result
   * @throws X the exception of the work
   */
  public <R, X extends Exception> R read(Session.Work<R, X> work) throws X {
    require(work, "work");
    try (Session session = openReadOnlySession()) {
      return work.in(session);
    }
  }

  /**
   * Does work in a transaction: commits when the work returns, rolls back when it throws.
   *
   * @param <R> the type of the result
   * @param <X> the exception that the work may throw
   * @param work the work
   * @return its result
   * @throws X the exception of the work
   */
  public <R, X extends Exception> R inTransaction(Session.Work<R, X> work) throws X {
    return inTransaction(1, require(work, "work"));
  }

  /**
   * Does work without a result in a transaction: commits when the work returns, rolls back when it
   * throws.
   *
   * @param <X> the exception that the work may throw
   * @param work the work
   * @throws X the exception of the work
   */
  public <X extends Exception> void useTransaction(Session.Action<X> work) throws X {
    useTransaction(1, require(work, "work"));
  }

  /**
   * Does work in a transaction, and repeats all of it if it fails with a {@link
   * TransientFailureException}, which means that nothing was stored.
   *
   * <p>Use it for work that can be repeated: what it does outside of its session is not undone.
   * Each attempt has a new session. Before the next one the thread waits a random time, at most 20
   * milliseconds, then 40, 80, up to a second. The last failure is thrown, with the earlier ones
   * suppressed in it, also if the thread is interrupted while it waits. Any other failure, such as
   * an unknown outcome, ends the attempts.
   *
   * @param <R> the result
   * @param <X> what the work may throw
   * @param attempts the maximum number of attempts, 1 or more
   * @param work the work
   * @return its result
   * @throws X the exception of the work
   * @throws CoatcheckException if {@code attempts} is less than 1
   */
  public <R, X extends Exception> R inTransaction(int attempts, Session.Work<R, X> work) throws X {
    return new Attempts(attempts).run(require(work, "work"), this::openSession);
  }

  /**
   * Does work without a result, otherwise like {@link #inTransaction(int, Session.Work)}.
   *
   * @param <X> what the work may throw
   * @param attempts the maximum number of attempts, 1 or more
   * @param work the work
   * @throws X the exception of the work
   * @throws CoatcheckException if {@code attempts} is less than 1
   */
  public <X extends Exception> void useTransaction(int attempts, Session.Action<X> work) throws X {
    require(work, "work");
    inTransaction(
        attempts,
        session -> {
          work.in(session);
          return null;
        });
  }

  /**
   * Closes the database, which deletes one in memory. Sessions have to be closed by the code that
   * opened them.
   */
  @Override
  public void close() {
    connections.close();
  }
}
