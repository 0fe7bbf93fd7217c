package io.github.coatcheck.robustness;

import io.github.coatcheck.robustness.Fault.Kind;
import io.github.coatcheck.robustness.Fault.Moment;
import io.github.coatcheck.robustness.InterceptedJdbc.Call;
import io.github.coatcheck.robustness.InterceptedJdbc.Source;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * A real driver that counts its calls, fails at one of them, and knows what was not closed. A
 * connection that is lost is really closed, and refuses whatever follows.
 */
final class FaultyDriver {
  private static final String LOST = "the connection is lost already";

  /** Something open, by what call, and the statement that closes it too; null for none. */
  private record Opened(String call, Object statement) {}

  private final DataSource dataSource;
  private final List<String> calls = new ArrayList<>();
  private final IdentityHashMap<Object, Opened> open = new IdentityHashMap<>();
  private final Set<Connection> connections = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Connection> lost = Collections.newSetFromMap(new IdentityHashMap<>());
  private Optional<Fault> fault = Optional.empty();

  FaultyDriver(Source source) {
    this.dataSource = InterceptedJdbc.dataSource(source, this::answer);
  }

  DataSource dataSource() {
    return dataSource;
  }

  /** Counts from 1 again, and fails at one call, or at none. */
  void expect(Optional<Fault> next) {
    calls.clear();
    fault = next;
  }

  /** The calls since it began to count. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  /** What nobody has closed, each as the call that gave it. */
  List<String> open() {
    return open.values().stream().map(Opened::call).toList();
  }

  /**
   * Whether an error is the first that a program can know of. What a statement threw when it was
   * closed, after it did its work, is in the log only; so if its connection was lost then, the next
   * call tells. And of what a value threw when it was read, only the name of its class is told.
   */
  boolean isFirstError(Throwable error) {
    String message = String.valueOf(error.getMessage());
    return message.equals(Fault.MESSAGE)
        || (message.equals(LOST)
            && fault.isPresent()
            && calls.get(fault.get().call() - 1).equals("close"))
        || message.equals(IllegalStateException.class.getName());
  }

  /** Really closes what a failed close has left open. */
  void closeAll() throws SQLException {
    for (Connection connection : connections) {
      connection.close();
    }
    connections.clear();
    lost.clear();
    open.clear();
  }

  private Object answer(Call call) throws SQLException {
    calls.add(call.name());
    Optional<Fault> now = fault.filter(next -> next.call() == calls.size());
    if (call.name().startsWith("close")) {
      open.remove(call.target());
      open.values().removeIf(opened -> opened.statement() == call.target());
    }
    if (lost.contains(call.connection())) {
      throw new SQLException(LOST, "08003");
    }
    if (now.isPresent() && now.get().moment() == Moment.BEFORE) {
      fail(call.connection(), now.get().kind());
    }
    Object result = call.real().call();
    if (result instanceof Connection connection) {
      connections.add(connection);
    }
    if (now.isPresent()) {
      fail(call.connection(), now.get().kind());
    }
    if (result instanceof AutoCloseable) {
      open.putIfAbsent(
          result, new Opened(call.name(), result instanceof ResultSet ? call.target() : null));
    }
    return result;
  }

  private void fail(Connection connection, Kind kind) throws SQLException {
    if (kind == Kind.LOST_CONNECTION && connection != null) {
      lost.add(connection);
      connection.close();
    }
    kind.fail();
  }
}
