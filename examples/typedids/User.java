package typedids;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;

/** A user, whose key the database generates. */
@Table("users")
record User(@Column(primaryKey = true, autoincrement = true) UserId id, String name) {}
