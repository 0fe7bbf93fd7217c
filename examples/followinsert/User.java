package followinsert;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;

/** A user, who tells when the library makes a copy that has the key. */
@Table("users")
record User(@Column(primaryKey = true, autoincrement = true) Long id, Name name) {
  User {
    Trace.note("new User(%s, %s)".formatted(id, name));
  }
}
