package io.github.coatcheck.robustness;

import io.github.coatcheck.robustness.InterceptedJdbc.Call;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import javax.sql.DataSource;

/** Counts the connections and statements of a data source: those ever opened, and those open. */
final class OpenJdbc {
  private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private long opened;

  DataSource dataSource(String url) {
    return InterceptedJdbc.dataSource(() -> DriverManager.getConnection(url), this::answer);
  }

  private Object answer(Call call) throws SQLException {
    if (call.name().startsWith("close")) {
      open.remove(call.target());
    }
    Object result = call.real().call();
    if ((result instanceof Statement || result instanceof Connection) && open.add(result)) {
      opened++;
    }
    return result;
  }

  long opened() {
    return opened;
  }

  int open() {
    return open.size();
  }
}
