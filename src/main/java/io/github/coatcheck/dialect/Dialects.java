package io.github.coatcheck.dialect;

import io.github.coatcheck.CoatcheckException;
import java.util.Locale;

/** The dialects that come with Coatcheck, by what a connection says of its database. */
public final class Dialects {
  private static final SqliteDialect SQLITE = new SqliteDialect();

  private Dialects() {}

  /**
   * The dialect of a database.
   *
   * @param productName the name by which the database calls itself
   * @return the dialect
   * @throws CoatcheckException for a database that no dialect here is for
   */
  public static Dialect of(String productName) {
    if (productName.toLowerCase(Locale.ROOT).equals("sqlite")) {
      return SQLITE;
    }
    throw new CoatcheckException(
        "Cannot speak to %s: Coatcheck has no dialect for it. Implement Dialect, and hand it in with Options.dialect(...)."
            .formatted(productName));
  }

  /**
   * The URL by which all connections see the same data.
   *
   * @param url the URL that the user gave
   * @return the same URL, except where it means a database of one connection only
   */
  public static String sharedUrl(String url) {
    return SQLITE.sharedUrl(url);
  }
}
