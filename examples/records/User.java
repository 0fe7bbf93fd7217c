package records;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;

/** A user of some program; a change is a copy. */
@Table("users")
record User(@Column(primaryKey = true, autoincrement = true) Long id, String name) {
  User(String name) {
    this(null, name);
  }

  User renamed(String newName) {
    return new User(id, newName);
  }
}
