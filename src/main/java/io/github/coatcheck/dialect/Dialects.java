package io.github.coatcheck.dialect;

import java.util.Locale;

/** Chooses a dialect of Coatcheck by what a connection says of its database. */
public final class Dialects {
  private Dialects() {}

  /**
   * Returns the dialect of a database.
   *
   * @param productName the product name that JDBC reports
   * @param productVersion the product version, where MySQL's driver shows that the server is a
   *     MariaDB
   * @return the dialect; that of standard SQL for any other database
   */
  public static Dialect of(String productName, String productVersion) {
    return switch (productName.toLowerCase(Locale.ROOT)) {
      case "sqlite" -> new SqliteDialect();
      case "h2" -> new H2Dialect();
      case "postgresql" -> new PostgresDialect();
      case "mariadb" -> new MariaDbDialect(true);
      case "mysql" -> new MariaDbDialect(productVersion.contains("MariaDB"));
      default -> new StandardDialect();
    };
  }

  /**
   * Returns a URL with which all connections see the same data. It is needed before the first
   * connection reveals the dialect, so only built-in dialects can change it.
   *
   * @param url the URL from the user
   * @return the same URL, unless each connection would get a database of its own
   */
  public static String sharedUrl(String url) {
    return url.startsWith("jdbc:sqlite:") ? SqliteDialect.sharedUrl(url) : H2Dialect.sharedUrl(url);
  }
}
