package io.github.coatcheck.jdbc;

import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.SqliteDialect;
import io.github.coatcheck.session.Options;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Function;

/** SQLite's dialect, but for some answers, which are those of another database. */
public final class ChangedDialect {
  private static final Dialect SQLITE = new SqliteDialect();

  private ChangedDialect() {}

  public static Options with(String question, Object answer) {
    return with(Map.of(question, arguments -> answer));
  }

  /** Answers questions from their arguments. */
  public static Options with(Map<String, Function<Object[], Object>> answers) {
    Dialect changed =
        (Dialect)
            Proxy.newProxyInstance(
                Dialect.class.getClassLoader(),
                new Class<?>[] {Dialect.class},
                (proxy, method, arguments) -> {
                  String name = method.getName();
                  if (answers.containsKey(name)) {
                    return answers.get(name).apply(arguments);
                  }
                  return name.equals("at") ? proxy : method.invoke(SQLITE, arguments);
                });
    return Options.defaults().dialect(changed);
  }
}
