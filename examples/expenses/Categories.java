package expenses;

import io.github.coatcheck.session.Session;
import java.util.HashMap;
import java.util.Map;

/** The categories by their names; one that is not there yet is made. */
final class Categories {
  private final Session session;
  private final Map<String, Long> keys = new HashMap<>();

  Categories(Session session) {
    this.session = session;
  }

  long keyOf(String name) {
    return keys.computeIfAbsent(name, this::findOrInsert);
  }

  private Long findOrInsert(String name) {
    return session
        .first(Category.class, "where name = ?", name)
        .orElseGet(() -> session.insert(new Category(name, null)))
        .id();
  }
}
