package io.github.coatcheck.jdbc;

import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.SqliteDialect;
import io.github.coatcheck.session.Options;
import java.lang.reflect.Proxy;

/** SQLite's dialect, but for one answer, which is that of another database. */
public final class ChangedDialect {
  private static final Dialect SQLITE = new SqliteDialect();

  private ChangedDialect() {}

  public static Options with(String question, Object answer) {
    Dialect changed =
        (Dialect)
            Proxy.newProxyInstance(
                Dialect.class.getClassLoader(),
                new Class<?>[] {Dialect.class},
                (proxy, method, arguments) -> {
                  String name = method.getName();
                  if (name.equals(question)) {
                    return answer;
                  }
                  return name.equals("at") ? proxy : method.invoke(SQLITE, arguments);
                });
    return Options.defaults().dialect(changed);
  }
}
