package io.github.coatcheck.jdbc;

import static java.util.stream.Collectors.joining;

import io.github.coatcheck.robustness.InterceptedJdbc;
import io.github.coatcheck.robustness.InterceptedJdbc.Call;
import io.github.coatcheck.robustness.InterceptedJdbc.Real;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** SQLite's driver, but for calls that are told to go wrong as no real driver does on demand. */
final class ErringDriver implements AutoCloseable {
  /** What it does instead. */
  @FunctionalInterface
  interface Reply {
    Object to(Real real) throws SQLException;
  }

  private final String url;
  private final boolean autoCommit;
  private final Connection rows;

  /** Keeps the database in memory alive between sessions. */
  private final Connection keeper;

  private final Map<String, Reply> replies = new LinkedHashMap<>();
  private final List<String> calls = new ArrayList<>();

  private ErringDriver(String url, boolean autoCommit) throws SQLException {
    this.url = url;
    this.autoCommit = autoCommit;
    this.rows = DriverManager.getConnection("jdbc:sqlite::memory:");
    this.keeper = DriverManager.getConnection(url);
  }

  /** A driver for a database in memory; its connections come in an auto-commit mode. */
  static ErringDriver inAutoCommit(boolean autoCommit) throws SQLException {
    String name = "erring-" + System.nanoTime();
    return new ErringDriver("jdbc:sqlite:file:/%s?vfs=memdb".formatted(name), autoCommit);
  }

  DataSource dataSource() {
    return InterceptedJdbc.dataSource(this::connect, this::answer);
  }

  private Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    connection.setAutoCommit(autoCommit);
    return connection;
  }

  /** Replaces calls from now on: "getGeneratedKeys INSERT", "execute COMMIT", "close". */
  void when(String call, Reply reply) {
    replies.put(call, reply);
  }

  /** Lets calls fail from now on. */
  void fail(String call, Supplier<SQLException> error) {
    when(
        call,
        real -> {
          throw error.get();
        });
  }

  /** Lets calls through from now on, and lists them. */
  List<String> record(String call) {
    List<String> recorded = new ArrayList<>();
    when(
        call,
        real -> {
          recorded.add(call);
          return real.call();
        });
    return recorded;
  }

  void heal() {
    replies.clear();
  }

  /** The calls that a connection got since the last time. */
  List<String> calls() {
    List<String> since = List.copyOf(calls);
    calls.clear();
    return since;
  }

  /** A result for a reply. */
  ResultSet rows(String select) throws SQLException {
    return rows.createStatement().executeQuery(select);
  }

  /** A result whose rows cannot be read. */
  static ResultSet unreadable(Supplier<SQLException> error) {
    return failing(null, "next", error);
  }

  /** A result that fails where a method is called; a null result has nothing to tell otherwise. */
  static ResultSet failing(ResultSet real, String name, Supplier<? extends Throwable> error) {
    return (ResultSet)
        Proxy.newProxyInstance(
            ErringDriver.class.getClassLoader(),
            new Class<?>[] {ResultSet.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals(name)) {
                throw error.get();
              }
              return real == null ? null : method.invoke(real, arguments);
            });
  }

  /** Throws an error of any kind that a driver may throw. */
  static void throwAny(Throwable error) throws SQLException {
    if (error instanceof SQLException declared) {
      throw declared;
    }
    if (error instanceof Error severe) {
      throw severe;
    }
    throw (RuntimeException) error;
  }

  /** Connections and statements err; what they give does not. */
  private Object answer(Call call) throws SQLException {
    if (call.target() instanceof Connection && !call.name().contains(" ")) {
      Stream<String> arguments = call.arguments().stream().map(String::valueOf);
      calls.add(Stream.concat(Stream.of(call.name()), arguments).collect(joining(" ")));
    }
    if (call.target() instanceof Connection || call.target() instanceof Statement) {
      for (Map.Entry<String, Reply> reply : replies.entrySet()) {
        if (call.name().startsWith(reply.getKey())) {
          return reply.getValue().to(call.real());
        }
      }
    }
    return call.real().call();
  }

  @Override
  public void close() throws SQLException {
    rows.close();
    keeper.close();
  }
}
