package typedids;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;

/** A message, whose sender refers to a user; its own key is a plain number. */
@Table("messages")
record Message(
    @Column(primaryKey = true, autoincrement = true) Long id,
    @Column(references = User.class, nullable = false) UserId sender,
    String text) {}
