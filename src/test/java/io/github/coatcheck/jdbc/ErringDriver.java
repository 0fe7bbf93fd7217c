package io.github.coatcheck.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** SQLite's driver, but for calls that are told to go wrong as no real driver does on demand. */
final class ErringDriver implements AutoCloseable {
  /** What the driver really does. */
  @FunctionalInterface
  interface Real {
    Object call() throws SQLException;
  }

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
    return proxy(
        DataSource.class,
        (proxy, method, arguments) -> {
          if (!method.getName().equals("getConnection")) {
            throw new UnsupportedOperationException(method.getName());
          }
          Connection connection = DriverManager.getConnection(url);
          connection.setAutoCommit(autoCommit);
          return wrapped(Connection.class, connection, "");
        });
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

  /** A result that cannot be read. */
  static ResultSet unreadable(Supplier<SQLException> error) {
    return proxy(
        ResultSet.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("next")) {
            throw error.get();
          }
          return null;
        });
  }

  /** Throws an error that needs no declaration. */
  static void throwUnchecked(Throwable error) {
    if (error instanceof Error severe) {
      throw severe;
    }
    throw (RuntimeException) error;
  }

  private Object wrapped(Class<?> type, Object target, String sql) {
    return proxy(
        type,
        (proxy, method, arguments) -> {
          String text =
              arguments != null && arguments[0] instanceof String first && sql.isEmpty()
                  ? first
                  : sql;
          Object result = answer(target, method, arguments, text);
          if (result instanceof PreparedStatement) {
            return wrapped(PreparedStatement.class, result, text);
          }
          return result instanceof Statement ? wrapped(Statement.class, result, "") : result;
        });
  }

  private Object answer(Object target, Method method, Object[] arguments, String sql)
      throws SQLException {
    String call = (method.getName() + " " + sql).strip();
    if (target instanceof Connection && sql.isEmpty() && arguments != null) {
      calls.add(call + " " + arguments[0]);
    } else if (target instanceof Connection && sql.isEmpty()) {
      calls.add(call);
    }
    Real real = () -> invoke(target, method, arguments);
    for (Map.Entry<String, Reply> reply : replies.entrySet()) {
      if (call.startsWith(reply.getKey())) {
        return reply.getValue().to(real);
      }
    }
    return real.call();
  }

  private static Object invoke(Object target, Method method, Object[] arguments)
      throws SQLException {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SQLException error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            ErringDriver.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Override
  public void close() throws SQLException {
    rows.close();
    keeper.close();
  }
}
