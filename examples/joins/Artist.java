package joins;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;

/** Somebody who makes albums. */
@Table("artist")
record Artist(@Column(primaryKey = true, autoincrement = true) Long id, String name) {
  Artist(String name) {
    this(null, name);
  }
}
