package io.github.coatcheck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.SqliteDialect;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever hands in null, in whatever place, is told so. */
class NullArgumentsTest {
  @Table("track")
  static class Track {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column(unique = true)
    String name = "name";
  }

  /** What no method gets to see where another argument is null. */
  private static final Map<Class<?>, Object> ARGUMENTS =
      Map.ofEntries(
          Map.entry(int.class, 1),
          Map.entry(String.class, "name"),
          Map.entry(Object.class, new Track()),
          Map.entry(Object[].class, new Object[0]),
          Map.entry(String[].class, new String[0]),
          Map.entry(Class.class, Track.class),
          Map.entry(Collection.class, List.of(new Track())),
          Map.entry(Iterator.class, Collections.emptyIterator()),
          Map.entry(Consumer.class, (Consumer<Object>) any -> {}),
          Map.entry(Options.class, Options.defaults()),
          Map.entry(Dialect.class, new SqliteDialect()),
          Map.entry(Duration.class, Duration.ofSeconds(1)),
          Map.entry(DataSource.class, unused(DataSource.class)),
          Map.entry(Connection.class, unused(Connection.class)));

  private static Object unused(Class<?> type) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          throw new UnsupportedOperationException();
        });
  }

  private final Database database = Database.open("jdbc:sqlite::memory:");
  private final Session session = database.openSession();

  @AfterEach
  void closeDatabase() {
    session.close();
    database.close();
  }

  /** Each public method with the position of each argument that must not be null. */
  static Stream<org.junit.jupiter.params.provider.Arguments> methods() {
    return Stream.of(Database.class, Session.class, Options.class, Statements.class)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .flatMap(
            method ->
                IntStream.range(0, method.getParameterCount())
                    .filter(position -> !mayBeNull(method, position))
                    .mapToObj(
                        position ->
                            org.junit.jupiter.params.provider.Arguments.of(method, position)));
  }

  /** A login is left out by null, and an array that is null means the parameter NULL. */
  private static boolean mayBeNull(Method method, int position) {
    Class<?> type = method.getParameterTypes()[position];
    return type.isPrimitive()
        || type == Object[].class
        || (method.getName().equals("open") && type == String.class && position > 0);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void nullIsRefusedInAMessageThatSaysWhere(Method method, int position) {
    Object[] arguments = Arrays.stream(method.getParameterTypes()).map(ARGUMENTS::get).toArray();
    arguments[position] = null;
    Object target =
        Map.of(Database.class, database, Session.class, session, Options.class, Options.defaults())
            .get(method.getDeclaringClass());

    Throwable thrown = catchThrowable(() -> method.invoke(target, arguments));

    assertThat(thrown).isInstanceOf(InvocationTargetException.class);
    assertThat(thrown.getCause())
        .isInstanceOf(CoatcheckException.class)
        .hasMessageStartingWith("Cannot ")
        .hasMessageMatching("(?s).*\\bnull\\b.*");
  }

  @Test
  void theMethodAndTheArgumentAreNamed() {
    assertThatThrownBy(() -> session.upsert(new Track(), (String) null))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot call Session.upsert: its argument columns is null, or contains null. Give a value, or leave out the call.");
    assertThatThrownBy(() -> database.createTables(Track.class, null))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot call Database.createTables: its argument types is null, or contains null. Give a value, or leave out the call.");
  }
}
