package io.github.coatcheck.dialect;

import java.util.Locale;

/** Chooses a dialect of Coatcheck by what a connection says of its database. */
public final class Dialects {
  private Dialects() {}

  /**
   * The dialect of a database.
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
   * The URL by which all connections see the same data. It is needed before the first connection,
   * which tells the dialect, so only the databases that come with Coatcheck are known here.
   *
   * @param url the URL that the user gave
   * @return the same URL, except where it means a database of one connection only
   */
  public static String sharedUrl(String url) {
    return url.startsWith("jdbc:sqlite:") ? SqliteDialect.sharedUrl(url) : H2Dialect.sharedUrl(url);
  }
}
