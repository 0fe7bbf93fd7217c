package io.github.coatcheck.servers;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** The connections of a real driver, and a count of those that are open and of their statements. */
final class CountingDriver {
  private final String url;
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong statements = new AtomicLong();
  private final AtomicLong statementsEver = new AtomicLong();

  CountingDriver(String url) {
    this.url = url;
  }

  long openConnections() {
    return connections.get();
  }

  long openStatements() {
    return statements.get();
  }

  long statementsEver() {
    return statementsEver.get();
  }

  DataSource dataSource() {
    return (DataSource)
        Proxy.newProxyInstance(
            CountingDriver.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getConnection" -> connect();
                  case "getLoginTimeout" -> 0;
                  default -> null;
                });
  }

  private Connection connect() throws SQLException {
    return counted(Connection.class, DriverManager.getConnection(url), connections);
  }

  /** The same object, which is counted as open until it is closed. */
  private <T extends AutoCloseable> T counted(Class<T> type, T target, AtomicLong open) {
    AtomicBoolean closed = new AtomicBoolean();
    open.incrementAndGet();
    return type.cast(
        Proxy.newProxyInstance(
            CountingDriver.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close") && closed.compareAndSet(false, true)) {
                open.decrementAndGet();
              }
              try {
                return countedStatement(method.invoke(target, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private Object countedStatement(Object result) {
    if (result instanceof PreparedStatement statement) {
      statementsEver.incrementAndGet();
      return counted(PreparedStatement.class, statement, statements);
    }
    if (result instanceof Statement statement) {
      statementsEver.incrementAndGet();
      return counted(Statement.class, statement, statements);
    }
    return result;
  }
}
