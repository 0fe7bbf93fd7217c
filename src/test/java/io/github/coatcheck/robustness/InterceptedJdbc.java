package io.github.coatcheck.robustness;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** The objects of a real driver, but each call goes through a function, which may change it. */
public final class InterceptedJdbc {
  /** Gives the connections of the real driver. */
  @FunctionalInterface
  public interface Source {
    Connection connect() throws SQLException;
  }

  /** Answers a call. */
  @FunctionalInterface
  public interface Interceptor {
    Object answer(Call call) throws SQLException;
  }

  /** What the driver does. */
  @FunctionalInterface
  public interface Real {
    Object call() throws SQLException;
  }

  /**
   * A call.
   *
   * @param connection the connection that it concerns; null while there is none
   * @param target the object that is called
   * @param name the name of the method, followed by the SQL of the statement
   * @param arguments its arguments
   * @param real lets the driver do it
   */
  public record Call(
      Connection connection, Object target, String name, List<Object> arguments, Real real) {}

  private static final Set<Class<?>> TYPES =
      Set.of(
          PreparedStatement.class,
          Statement.class,
          ResultSet.class,
          ResultSetMetaData.class,
          DatabaseMetaData.class);

  private final Interceptor interceptor;

  private InterceptedJdbc(Interceptor interceptor) {
    this.interceptor = interceptor;
  }

  /** Gives the connections of a driver, in which each call is intercepted. */
  public static DataSource dataSource(Source source, Interceptor interceptor) {
    return new InterceptedJdbc(interceptor).dataSource(source);
  }

  private DataSource dataSource(Source source) {
    return (DataSource)
        proxy(
            DataSource.class,
            (method, arguments) ->
                switch (method.getName()) {
                  case "getConnection" -> connect(source);
                  case "getLoginTimeout" -> 0;
                  default -> null; // a pool sets what it does not need
                });
  }

  private Connection connect(Source source) throws SQLException {
    Call call = new Call(null, source, "getConnection", List.of(), source::connect);
    Connection connection = (Connection) interceptor.answer(call);
    return (Connection) intercepted(connection, Connection.class, connection, "");
  }

  private Object intercepted(Connection connection, Class<?> type, Object target, String sql) {
    return proxy(
        type,
        (method, arguments) -> {
          List<Object> given = arguments == null ? List.of() : Arrays.asList(arguments);
          boolean hasText = sql.isEmpty() && !given.isEmpty() && given.get(0) instanceof String;
          String text = hasText ? (String) given.get(0) : sql;
          String name = (method.getName() + " " + text).strip();
          Real real = () -> invoke(target, method, arguments);
          Object result = interceptor.answer(new Call(connection, target, name, given, real));
          // By the type that is asked for: a driver may have one object for several.
          Class<?> resultType = method.getReturnType();
          return result != null && TYPES.contains(resultType)
              ? intercepted(connection, resultType, result, text)
              : result;
        });
  }

  @FunctionalInterface
  private interface Handler {
    Object handle(Method method, Object[] arguments) throws SQLException;
  }

  private static Object proxy(Class<?> type, Handler handler) {
    return Proxy.newProxyInstance(
        InterceptedJdbc.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> handler.handle(method, arguments));
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
}
