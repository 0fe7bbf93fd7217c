package io.github.coatcheck.servers;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.util.List;
import java.util.stream.IntStream;

/** A row whose name is its own, though the table does not demand it: a duplicate would be seen. */
@Table("item")
record Item(@Column(primaryKey = true, autoincrement = true) Long id, String name) {
  /** New items, named after what they belong to. */
  static List<Item> of(String batch, int count) {
    return IntStream.range(0, count).mapToObj(i -> new Item(null, batch + " item " + i)).toList();
  }
}
