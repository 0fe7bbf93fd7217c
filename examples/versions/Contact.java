package versions;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;

/** A person, as the newest version of the schema has it. */
@Table("contacts")
record Contact(
    @Column(primaryKey = true, autoincrement = true) Long id,
    @Column(nullable = false) String name,
    @Column(unique = true) String email) {}
