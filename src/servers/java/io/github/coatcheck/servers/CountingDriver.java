package io.github.coatcheck.servers;

import io.github.coatcheck.robustness.InterceptedJdbc;
import io.github.coatcheck.robustness.InterceptedJdbc.Call;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** The connections of a real driver, and a count of those that are open and of their statements. */
final class CountingDriver {
  private final String url;
  private final AtomicLong statementsEver = new AtomicLong();

  private final Set<Object> open =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

  CountingDriver(String url) {
    this.url = url;
  }

  long openConnections() {
    return count(Connection.class);
  }

  long openStatements() {
    return count(Statement.class);
  }

  private long count(Class<?> type) {
    synchronized (open) {
      return open.stream().filter(type::isInstance).count();
    }
  }

  long statementsEver() {
    return statementsEver.get();
  }

  DataSource dataSource() {
    return InterceptedJdbc.dataSource(() -> DriverManager.getConnection(url), this::answer);
  }

  private Object answer(Call call) throws SQLException {
    if (call.name().startsWith("close")) {
      open.remove(call.target());
    }
    Object result = call.real().call();
    if (result instanceof Statement) {
      statementsEver.incrementAndGet();
    }
    if (result instanceof Statement || result instanceof Connection) {
      open.add(result);
    }
    return result;
  }
}
